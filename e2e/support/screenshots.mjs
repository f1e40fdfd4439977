// Pictures of a page, wide and narrow, into e2e/results/ when SCREENSHOTS=1: for looking at, not for comparing.
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const results = fileURLToPath(new URL('../results', import.meta.url))

export async function screenshot(page, name) {
  if (process.env.SCREENSHOTS !== '1') return
  await mkdir(results, { recursive: true })
  const before = page.viewportSize()
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 })
    await page.screenshot({ path: `${results}/${name}-${width}.png`, fullPage: true })
  }
  await page.setViewportSize(before)
}
