// Do the checks notice? Each is shown a page with the fault that it is there for, and one without.
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import { accessible } from './support/accessible.mjs'
import { openBrowser, openWindow } from './support/browser.mjs'
import { tellFailure } from './support/failure.mjs'
import { asAxeSees, once, withoutChance } from './support/judged.mjs'
import { faultsIn } from './support/valid.mjs'
import { weigh, weighsAtMost } from './support/weight.mjs'

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const html = (main, head = '') =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">${head}</head>` +
  `<body><main><h1>A page</h1>${main}</main></body></html>`

const pages = {
  '/good': html('<p>Nothing is wrong here.</p>'),
  '/unlabelled': html('<form><input name="town"></form>'),
  '/inline-script': html('<script>document.title = "changed"</script>'),
  '/inline-style': html('<p style="color: red">Red</p>'),
  '/script-error': html('<p>Text</p>', '<script src="/broken.js" defer></script>'),
  '/island-error': html('<p>Text</p>', '<script src="/complains.js" defer></script>'),
  '/other-host': html('<p>Text</p>', '<link rel="stylesheet" href="http://other.invalid/style.css">'),
  '/heavy': html('<p>Text</p>', '<script src="/heavy.js" defer></script>'),
  '/refused': html('<form><input name="town" value="typed"></form>'),
}
const scripts = {
  '/broken.js': 'undefinedFunction()',
  '/complains.js': 'console.error("There is no island Preview.")',
  '/heavy.js': `// ${'a long comment '.repeat(10_000)}`,
}

let browser, server, address

before(async () => {
  server = createServer((request, response) => {
    const script = scripts[request.url]
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8')
    response.setHeader('content-security-policy', POLICY)
    response.setHeader('content-encoding', 'br')
    if (request.url === '/remember') response.setHeader('set-cookie', '__Host-session=1; Secure; HttpOnly; Path=/; SameSite=Lax')
    if (request.url === '/refused') response.statusCode = 422
    const body = request.url === '/recall' ? html(`<p>${request.headers.cookie}</p>`) : (script ?? pages[request.url] ?? html(''))
    response.end(brotliCompressSync(body))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${server.address().port}`
  browser = await openBrowser()
})

after(async () => {
  await browser?.close()
  server.close()
})

/** Opens a page, does something with it, closes the window. */
async function visit(path, { javascript = true, then = () => {} } = {}) {
  const window = await openWindow(browser, { address, javascript, validate: false })
  try {
    await window.page.goto(path)
    await then(window.page)
  } finally {
    await window.close()
  }
}

for (const javascript of [false, true]) {
  const how = javascript ? 'with JavaScript' : 'without JavaScript'

  test(`a good page passes ${how}`, () => visit('/good', { javascript, then: accessible }))

  test(`a field without a label is noticed ${how}`, () =>
    assert.rejects(visit('/unlabelled', { javascript, then: accessible }), /label: Form elements must have labels/))

  test(`a field without a label is noticed on a refused form ${how}`, () =>
    assert.rejects(visit('/refused', { javascript, then: accessible }), /label: .*\n.*value="typed"/))

  test(`an inline style is noticed ${how}`, () => assert.rejects(visit('/inline-style', { javascript }), /Content Security Policy/i))

  test(`a stylesheet from another host is noticed ${how}`, () =>
    assert.rejects(visit('/other-host', { javascript }), /Content Security Policy|another host/i))

  test(`a session cookie for HTTPS only is sent back to this machine ${how}`, () =>
    visit('/remember', {
      javascript,
      then: async (page) => {
        await page.goto('/recall')
        assert.match(await page.getByRole('paragraph').innerText(), /__Host-session=1/)
      },
    }))
}

test('an inline script is noticed', () => assert.rejects(visit('/inline-script'), /script-src-elem refused inline/))

test('an error in a script is noticed', () => assert.rejects(visit('/script-error'), /undefinedFunction is not defined/))

test('an error in the console is noticed', () => assert.rejects(visit('/island-error'), /There is no island Preview/))

test('a page is weighed as it was sent, with what it loads', async () => {
  const [good, heavy] = [await weigh(browser, `${address}/good`), await weigh(browser, `${address}/heavy`)]
  assert.equal(good.total, brotliCompressSync(pages['/good']).length)
  const expected = brotliCompressSync(pages['/heavy']).length + brotliCompressSync(scripts['/heavy.js']).length
  assert.equal(heavy.total, expected)
  await weighsAtMost(browser, `${address}/heavy`, expected)
  await assert.rejects(weighsAtMost(browser, `${address}/heavy`, expected - 1), /its budget is/)
})

test('a page is judged once, and again when anything of it that may be wrong differs', async () => {
  const one = '<p id="a-101">Hub true, 12 rows</p><a href="/s/svc-101" tabindex="0">svc-101</a>'
  const other = '<p id="a-102">Hub false, 7 rows</p><a href="/s/svc-102" tabindex="0">svc-102</a>'
  assert.equal(asAxeSees(one), asAxeSees(other))
  assert.notEqual(asAxeSees(one), asAxeSees(one.replace('svc-101"', 'svc-102"')), 'what was the same is not')
  assert.notEqual(asAxeSees(one), asAxeSees(one.replace('tabindex="0"', 'tabindex="1"')))
  assert.notEqual(asAxeSees(one), asAxeSees(one.replace('<p ', '<div ')))
  const sent = (id) => `<input name="form-id" value="${id}"><time datetime="2014-12-01">`
  assert.equal(withoutChance(sent('0123456789abcdef')), withoutChance(sent('fedcba9876543210')))
  assert.notEqual(withoutChance(sent('')), withoutChance(sent('').replace('12-01', '13-01')))

  let judged = 0
  const key = `harness ${Math.random()}`
  await assert.rejects(once(key, async () => assert.fail('a fault')), /a fault/)
  for (let time = 0; time < 3; time++) await once(key, async () => judged++)
  assert.equal(judged, 1, 'what failed is judged again, what passed is not')
})

test('a failed journey tells its page: address, summary, what it reads like, what was noticed, picture', async (t) => {
  const window = await openWindow(browser, { address, validate: false })
  const lines = t.mock.method(console, 'log', () => {})
  try {
    await window.page.goto('/unlabelled')
    window.noticed.push('an error in a script')
    await tellFailure('harness', [window], 'first line\nlast line')
  } finally {
    await window.context.close()
  }
  const told = lines.mock.calls.map(({ arguments: [line] }) => line).join('\n')
  for (const part of [`address: ${address}/unlabelled`, 'heading "A page"', 'noticed: an error', 'data:image/jpeg;base64,', 'last line']) {
    assert.ok(told.includes(part), `${part} is missing in:\n${told}`)
  }
})

test('invalid HTML is noticed, with its file and line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'harness-'))
  try {
    await writeFile(join(folder, 'good.200.html'), pages['/good'])
    assert.deepEqual(await faultsIn(folder), { pages: 1, faults: [] })
    await writeFile(join(folder, 'front.422.html'), html('\n<p><div>Not in a paragraph</div></p>\n<img src="data:,">'))
    const { pages: validated, faults } = await faultsIn(folder)
    assert.equal(validated, 2)
    assert.ok(faults.some((fault) => /^front\.422\.html:2:\d+: No “p” element in scope/.test(fault)), faults.join('\n'))
    assert.ok(faults.some((fault) => /^front\.422\.html:3:\d+: An “img” element must have an “alt”/.test(fault)), faults.join('\n'))
  } finally {
    await rm(folder, { recursive: true })
  }
})
