// What a failed journey leaves behind, so that a failure seen only once can be understood from the log alone: of each window
// its address, title, error summary, ARIA snapshot, what the browser noticed, and a picture; and the end of the server's log.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../results/failures', import.meta.url))
// Whatever the page is waiting for: telling of it takes no longer.
const timeout = 5_000

/** Prints it and keeps pictures of the windows in e2e/results/failures. */
export async function tellFailure(name, windows, log) {
  const told = [`\n-- failed: ${name}`]
  for (const [index, { page, noticed }] of windows.entries()) {
    told.push(`-- window ${index + 1} of ${windows.length}`, ...(await describe(page)))
    for (const line of new Set(noticed)) told.push(`noticed: ${line}`)
    told.push(...(await picture(page, `${name}-${index + 1}`)))
  }
  told.push('-- the end of the server’s log', ...log.trimEnd().split('\n').slice(-20), '')
  console.log(told.join('\n'))
}

/** What a person would see, as text; what cannot be had is said. */
async function describe(page) {
  const or = (what) => (error) => `${what} cannot be had: ${error.message.split('\n')[0]}`
  const summary = page.getByRole('alert').first()
  return [
    `address: ${page.url()}`,
    `title: ${await page.title().catch(or('the title'))}`,
    `error summary: ${(await summary.count().catch(() => 0)) ? await summary.innerText({ timeout }).catch(or('it')) : 'none'}`,
    await page.locator('body').ariaSnapshot({ timeout }).catch(or('the page')),
  ]
}

/** The whole page as PNG, and the window small enough for a log: paste the line into a browser's address bar. */
async function picture(page, name) {
  const file = join(folder, `${name.replace(/[^a-zA-Z0-9]+/g, '-').slice(0, 120)}.png`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(file, await page.screenshot({ fullPage: true, timeout }))
    await page.setViewportSize({ width: 800, height: 900 })
    const small = await page.screenshot({ type: 'jpeg', quality: 25, scale: 'css', timeout })
    return [`picture: ${file}`, `data:image/jpeg;base64,${small.toString('base64')}`]
  } catch (error) {
    return [`picture cannot be had: ${error.message.split('\n')[0]}`]
  }
}
