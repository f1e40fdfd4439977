// A page that drafts, without the register: the built drafting.js under the content security policy of the pages, and an address for
// drafts that answers as a test wants.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { draftingScript } from '../../app/bundle-drafting.mjs'
import { openBrowser, openWindow } from './browser.mjs'

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
const app = (path) => fileURLToPath(new URL(`../../app/${path}`, import.meta.url))

const page = (text) => `<!doctype html>
<html lang="en"><head><title>Write the text</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/concordat.css"><script type="module" src="/drafting.js"></script></head>
<body class="govuk-template__body"><main class="govuk-width-container"><h1 class="govuk-heading-l">Write the text</h1>
<div class="drafting-tools" data-drafting="text" data-draft-address="/draft">
<nav data-outline hidden aria-label="Clauses"><ol></ol></nav>
<form method="post" action="/saved"><input type="hidden" name="seen" value="7"><div class="govuk-form-group">
<label class="govuk-label" for="text">Text</label>
<textarea class="govuk-textarea text-area--fixed" id="text" name="text" rows="24">
${text}</textarea></div><button class="govuk-button">Save the text</button></form></div></main></body></html>`

/** The page's server and a browser; `drafts` are the fields of each that came, `answer` is how the next are answered. */
export async function openDraftingPages() {
  const files = { '/drafting.js': [draftingScript(), 'text/javascript'], '/concordat.css': [stylesheet(), 'text/css'] }
  const pages = { text: '', drafts: [], answer: () => ({ status: 204 }) }
  const server = createServer(async (request, response) => {
    const [content, type] = files[request.url] ?? [page(pages.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')), 'text/html']
    if (request.method === 'POST' && request.url === '/draft') {
      const body = (await request.toArray()).join('')
      pages.drafts.push({ ...Object.fromEntries(new URLSearchParams(body)), type: request.headers['content-type'] })
      const { status, words = '', after } = pages.answer()
      await after
      return response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(words)
    }
    response.writeHead(request.url === '/favicon.ico' ? 204 : 200, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': POLICY })
    response.end(content)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${server.address().port}`
  const browser = await openBrowser()
  return Object.assign(pages, {
    /** A window on the page with a text in it. */
    async open(text = '') {
      Object.assign(pages, { text, drafts: [], answer: () => ({ status: 204 }) })
      const window = await openWindow(browser, { address, validate: false })
      await window.page.goto('/')
      await window.page.locator('.editor-toolbar').waitFor()
      return window
    },
    async close() {
      await browser.close()
      server.closeAllConnections()
      server.close()
    },
  })
}

function stylesheet() {
  const options = ['--style=compressed', '--no-source-map', '--quiet-deps']
  return execFileSync(process.execPath, [app('node_modules/sass/sass.js'), ...options, app('style/main.scss')])
}

/** Pastes into the text area as a browser would and tells what the text then is. */
export function paste(page, { html = '', plain = '' }, [start, end] = []) {
  return page.evaluate(
    ([html, plain, start, end]) => {
      const area = document.getElementById('text')
      area.focus()
      if (start !== undefined) area.setSelectionRange(start, end ?? start)
      const data = new DataTransfer()
      if (html) data.setData('text/html', html)
      data.setData('text/plain', plain)
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
      if (area.dispatchEvent(event)) document.execCommand('insertText', false, plain)
      return area.value
    },
    [html, plain, start, end],
  )
}
