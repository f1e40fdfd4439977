// axe on the page as it stands: WCAG 2.2 AA and axe's best practices, without a single violation. A page that looks the same
// to axe as one that passed is not examined again.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { asAxeSees, once } from './judged.mjs'

const axeCore = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

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

// Elements are told by their HTML: to work out a selector for each that axe looks at takes as long as looking.
async function examine(page) {
  await page.evaluate(axeCore)
  const found = (rules) => axe.run({ runOnly: rules, resultTypes: ['violations'], selectors: false })
  return (await page.evaluate(found, rules)).violations
}

/** For each browser its second window, and the page that it shows. */
const windows = new WeakMap()

async function secondWindow(browser) {
  if (!windows.has(browser)) {
    const window = await (await browser.newContext()).newPage()
    const shown = { window, address: '', html: '' }
    // The page itself is answered from here, so that a refused form can be looked at too; its stylesheet is fetched.
    await window.route('**/*', (route) => {
      const asked = route.request().url()
      if (asked === shown.address) return route.fulfill({ body: shown.html, contentType: 'text/html; charset=utf-8' })
      return /\.(js|wasm)(\?|$)/.test(asked) ? route.abort() : route.continue()
    })
    windows.set(browser, shown)
  }
  return windows.get(browser)
}

async function inAnotherWindow(page, html) {
  const shown = await secondWindow(page.context().browser())
  Object.assign(shown, { address: page.url().split('#')[0], html })
  await shown.window.setViewportSize(page.viewportSize())
  await shown.window.goto(shown.address)
  return await examine(shown.window)
}
