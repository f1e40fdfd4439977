// axe on the page as it stands: WCAG 2.2 AA and axe's best practices, without a single violation.
import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']

/** Without JavaScript axe cannot run: it then looks at the same HTML in a second window that has it. */
export async function accessible(page) {
  await page.waitForLoadState('load')
  const violations = page.javascript === false ? await inAnotherWindow(page) : await examine(page)
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `    ${html}`).join('\n')}`)
  assert.deepEqual(told, [], `${page.url()} is not accessible:\n${told.join('\n')}`)
}

const examine = async (page) => (await new AxeBuilder({ page }).withTags(rules).analyze()).violations

async function inAnotherWindow(page) {
  const [address, html] = [page.url().split('#')[0], await page.content()]
  const context = await page.context().browser().newContext({ viewport: page.viewportSize() })
  try {
    const window = await context.newPage()
    // The page itself is answered from here, so that a refused form can be looked at too; its stylesheet is fetched.
    await window.route(address, (route) => route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }))
    await window.route(/\.(js|wasm)(\?|$)/, (route) => route.abort())
    await window.goto(address)
    return await examine(window)
  } finally {
    await context.close()
  }
}
