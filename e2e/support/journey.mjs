// A journey is what a person does, told in sentences and done twice: without JavaScript, because everything has to work so,
// and with it.
//
//   const concordat = journeys({ demo: true })
//   concordat.journey('A provider registers interest in a coming tender', {}, async ({ page, person }) => {
//     await page.goto('/tenders')
//     await page.getByRole('link', { name: 'School nursing' }).click()
//     await accessible(page)
//     const commissioner = await person()          // another window, another person
//     …
//   })
import { after, before, test } from 'node:test'
import { openBrowser, openWindow } from './browser.mjs'
import { tellFailure } from './failure.mjs'
import { startServer } from './server.mjs'

/**
 * A server and a browser for the journeys of a file. Each journey finds what the ones before it have left: give it its own records.
 * `elsewhere` as for `openWindow`; `started(server)` is waited for before the first journey.
 */
export function journeys({ elsewhere, started, ...server } = {}) {
  const running = {}
  before(async () => {
    Object.assign(running, { server: await startServer(server) }, { browser: await openBrowser() })
    await started?.(running.server)
  })
  after(async () => {
    await running.browser?.close()
    await running.server?.stop()
  })
  return {
    running,
    /** `wanted.javascript`: without and with it, unless one of them is the point. */
    journey(name, { javascript = [false, true] }, steps) {
      for (const on of javascript) {
        const told = `${name} (${on ? 'with' : 'without'} JavaScript)`
        test(told, () => travel({ ...running, elsewhere }, told, on, steps))
      }
    },
  }
}

/** Fails for what the journey asserts and for what its windows noticed; the first is told first. */
async function travel({ server, browser, elsewhere }, name, javascript, steps) {
  const windows = []
  const person = async () => {
    windows.push(await openWindow(browser, { address: server.address, javascript, elsewhere }))
    return windows.at(-1).page
  }
  const failures = []
  await steps({ page: await person(), person, javascript, browser, ...server }).catch(async (error) => {
    failures.push(error)
    await tellFailure(name, windows, server.log())
  })
  for (const window of windows) await window.close().catch((error) => failures.push(error))
  if (failures.length > 1) console.error(failures.slice(1).map(({ message }) => message).join('\n'))
  if (failures.length > 0) throw failures[0]
}
