// axe on the page as it stands: WCAG 2.2 AA and axe's best practices, without a single violation. A page that looks the same
// to axe as one that passed is not examined again.
import assert from 'node:assert/strict'
import { AxeBuilder } from '@axe-core/playwright'
import { asAxeSees, once } from './judged.mjs'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']

/** Without JavaScript axe cannot run: it then looks at the same HTML in a second window that has it. */
export async function accessible(page) {
  await page.waitForLoadState('load')
  const html = await page.content()
  const { width, height } = page.viewportSize()
  await once(`axe ${width} ${height} ${asAxeSees(html)}`, async () => {
    const violations = page.javascript === false ? await inAnotherWindow(page, html) : await examine(page)
    const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html }) => `    ${html}`).join('\n')}`)
    assert.deepEqual(told, [], `${page.url()} is not accessible:\n${told.join('\n')}`)
  })
}

const examine = async (page) => (await new AxeBuilder({ page }).withTags(rules).analyze()).violations

async function inAnotherWindow(page, html) {
  const address = page.url().split('#')[0]
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
