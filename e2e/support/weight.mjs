// What a first visit to a page costs: the bytes of the page and of all it loads, as compressed as the browser gets them,
// without headers.
import assert from 'node:assert/strict'

/** Bytes; architecture.md §8. */
export const BUDGET = { withoutIsland: 60_000, withIsland: 150_000, drafting: 200_000 }

/** Bytes by address, and their sum. The window is new: nothing of it is in a cache. */
export async function weigh(browser, address, { cookies = [] } = {}) {
  const context = await browser.newContext()
  try {
    await context.addCookies(cookies)
    const loaded = []
    context.on('requestfinished', (request) => loaded.push(request))
    const page = await context.newPage()
    await page.goto(address, { waitUntil: 'networkidle' })
    const parts = await Promise.all(loaded.map(async (request) => [request.url(), (await request.sizes()).responseBodySize]))
    return { parts, total: parts.reduce((sum, [, bytes]) => sum + bytes, 0) }
  } finally {
    await context.close()
  }
}

export async function weighsAtMost(browser, address, budget, wanted) {
  const { parts, total } = await weigh(browser, address, wanted)
  const table = parts.map(([part, bytes]) => `  ${String(bytes).padStart(8)}  ${part}`).join('\n')
  assert.ok(total <= budget, `${address} weighs ${total} bytes, its budget is ${budget}:\n${table}`)
  return total
}
