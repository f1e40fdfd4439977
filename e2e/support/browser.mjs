// Debian's Chromium, and windows in it that notice what a person would not: a breach of the content security policy,
// a script's error, a request to somebody else's host. Every page that a window shows is kept for the HTML validator.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { keepForValidation } from './valid.mjs'

const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const program = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path))

/** One browser for a test file. Playwright gives it a fresh profile. */
export const openBrowser = () =>
  chromium.launch({
    executablePath: process.env.CONCORDAT_CHROMIUM ?? program,
    headless: true,
    chromiumSandbox: false,
    args: flags,
  })

/**
 * A window with its own cookies: one person. `close()` fails when something was noticed.
 * @param {import('playwright-core').Browser} browser
 * @param {object} wanted
 * @param {string} wanted.address where Concordat is; other hosts are refused and noted
 * @param {boolean} [wanted.javascript]
 * @param {string[]} [wanted.elsewhere] other origins that people are sent to, a provider of single sign-on
 * @param {boolean} [wanted.validate] false for pages that are not Concordat's
 */
export async function openWindow(browser, { address, javascript = true, validate = true, elsewhere = [] }) {
  const context = await browser.newContext({
    baseURL: address,
    javaScriptEnabled: javascript,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    // A page that fades into the next is not yet the next.
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 900 },
  })
  // For what never comes: a slow machine under load decides no test.
  context.setDefaultTimeout(60_000)
  const noticed = []
  const kept = []

  await context.route(
    (url) => url.protocol.startsWith('http') && url.origin !== address && !elsewhere.includes(url.origin),
    (route) => {
      noticed.push(`a request to another host: ${route.request().url()}`)
      return route.abort()
    },
  )
  if (javascript) await reportViolations(context, noticed)
  context.on('page', (page) => {
    page.javascript = javascript
    page.on('pageerror', (error) => noticed.push(`an error in a script: ${error.message}`))
    page.on('crash', () => noticed.push('the page crashed'))
  })
  context.on('console', (message) => {
    if (message.type() === 'error' && !isRefusal(message)) noticed.push(`in the console: ${message.text()}`)
  })
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText
    // A download and a left page end as aborted; other hosts are noted above.
    if (reason !== 'net::ERR_ABORTED' && reason !== 'net::ERR_FAILED') noticed.push(`${request.url()} failed: ${reason}`)
  })
  context.on('response', (response) => {
    const ours = new URL(response.url()).origin === address
    if (validate && ours && response.request().resourceType() === 'document') kept.push(keepForValidation(response))
  })

  return {
    page: await context.newPage(),
    context,
    noticed,
    async close() {
      await Promise.all(kept)
      await context.close()
      assert.deepEqual([...new Set(noticed)], [], 'The browser noticed what no page may do')
    },
  }
}

/** The console writes a line for every answer of 400 and more: a refused form is none of the things looked for. */
const isRefusal = (message) => /^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text())

async function reportViolations(context, noticed) {
  await context.exposeFunction('__violation', (text) => noticed.push(`a breach of the content security policy: ${text}`))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) =>
      window.__violation(`${event.violatedDirective} refused ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`),
    )
  })
}

/** Waits until the islands of the page answer to clicks. Without JavaScript there is nothing to wait for. */
export async function islandsAwake(page) {
  if (page.javascript) await page.locator('html[data-islands=awake]').waitFor({ state: 'attached' })
}
