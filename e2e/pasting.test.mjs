// Pasting into the text of an agreement: what comes from a word processor arrives as the Markdown somebody would have typed.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDraftingPages, paste } from './support/drafting-page.mjs'
import { randomHtml } from './support/random-html.mjs'
import { GOOGLE_DOCS, LIBREOFFICE, MEMORANDUM, REVIEWED, SOURCE_TEXT, WORD_ONLINE, item, word } from './support/word-samples.mjs'

let pages
let window
let page
before(async () => {
  pages = await openDraftingPages()
  window = await pages.open()
  page = window.page
})
after(async () => {
  // Fails if anything broke the content security policy meanwhile.
  await window.close().finally(() => pages.close())
})

const pasted = async (clipboard, text = '') => {
  await page.evaluate((text) => (document.getElementById('text').value = text), text)
  return (await paste(page, typeof clipboard === 'string' ? { html: clipboard, plain: 'plain' } : clipboard, [text.length])).trimEnd()
}
const status = () => page.locator('.editor-status').first().locator('[role=status]').innerText()

test('a memorandum from Word keeps title, clauses, lists, table and emphasis', async () => {
  const expected = `# Memorandum of understanding

## Purpose

The **partners** agree to *share* under [the code](https://example.org/code_%281%29) now.

1. First duty
   1. Sub **duty**
   2. Another
2. Second duty

Also:

- Bullet
  - Inner bullet

### Measures

| Measure | Owner |
| --- | --- |
| Referrals \\| all second | Heddlu |
|  | one two |
| All |  |`
  assert.equal(await pasted(MEMORANDUM), expected)
  assert.equal(await status(), 'Pasted with its headings and lists.')
})

test('deletions and comments of reviewers are left out, and that is said', async () => {
  assert.equal(await pasted(REVIEWED), 'Within thirty days.')
  assert.equal(await status(), 'Pasted with its headings and lists. Left out: 1 deleted passage and 1 comment.')
})

test('other word processors keep their lists and headings too', async () => {
  assert.equal(await pasted(GOOGLE_DOCS), '## Aims\n\n**Bold** and *slanted*\n\n- One\n  - Nested\n- Two')
  assert.equal(await pasted(LIBREOFFICE), '## Purpose\n\nText\n\n## Money\n\n1. a\n\n1) b')
  assert.equal(await pasted(WORD_ONLINE), '- One\n  - Two\n\n3. Three')
  assert.equal(await pasted(word(item(1, '3.', 'Third') + item(2, '3.1', 'Deeper') + item(1, '(d)', 'Fourth'))), '3. Third\n   1. Deeper\n4. Fourth')
})

test('headings keep their order: the highest is a clause, numbers are the register’s', async () => {
  assert.equal(await pasted('<h2>1. One</h2><h3>1.1 Two</h3><h4>Three</h4><h5>Four</h5>', 'Before'), 'Before\n\n## One\n\n### 1.1 Two\n\n#### Three\n\n#### Four')
  assert.equal(await pasted('<h1>Title</h1><h2>One</h2><h2>Two</h2>'), '# Title\n\n## One\n\n## Two')
  assert.equal(await pasted('<h1>Not a title</h1><h2>One</h2>', 'Text'), 'Text\n\n## Not a title\n\n### One')
  assert.equal(await pasted('<h1>A<br>line {#c-x}</h1><p>x</p>'), '## A line {#c-x\\}\n\nx')
})

test('words that would be Markdown stay words, and only safe links are links', async () => {
  assert.equal(await pasted('<p>1. a *b* &lt;b&gt; &amp;amp; [name]</p><p># c</p>'), '1\\. a \\*b\\* &lt;b> &amp;amp; [name]\n\n\\# c')
  assert.equal(await pasted('<p><a href="javascript:x()">a</a> <a href="/b">b</a> <a href="mailto:c@example.org">c</a></p>'), 'a b [c](mailto:c@example.org)')
})

test('a phrase goes into its line, a block stands by itself', async () => {
  const text = 'One two'
  await page.evaluate((text) => (document.getElementById('text').value = text), text)
  assert.equal(await paste(page, { html: 'a <b>bold</b> word', plain: 'x' }, [4]), 'One a **bold** wordtwo')
  await page.evaluate((text) => (document.getElementById('text').value = text), text)
  assert.equal(await paste(page, { html: '<ul><li>a</li></ul>', plain: 'x' }, [3]), 'One\n\n- a\n\n two')
})

test('plain text with bullets and numbers becomes lists, other text stays as it is', async () => {
  const cases = {
    '• one\n• two': '- one\n- two',
    '•\tone': '- one',
    'Text\n1.\tFirst\n1.1\tSub\n(a)\tletter\n2.\tSecond\nMore': 'Text\n\n1. First\n   1. Sub\n   - (a) letter\n2. Second\n\nMore',
    'o\tone\n–\ttwo': '- one\n- two',
    'one • two': 'one • two',
    '- a\n- b\n\n## c': '- a\n- b\n\n## c',
    '• one': '• one',
  }
  for (const [plain, expected] of Object.entries(cases)) assert.equal(await pasted({ plain }), expected)
  assert.equal(await pasted({ html: SOURCE_TEXT, plain: '## Title\n**so**' }), '## Title\n**so**')
})

test('there is a way back to the plain words, by button, by undo and by Ctrl+Shift+V', async () => {
  await pasted({ html: '<h1>One</h1><p>two</p>', plain: 'One\ntwo' })
  await page.getByRole('button', { name: 'Paste as plain text instead' }).click()
  assert.equal(await page.inputValue('#text'), 'One\ntwo')
  assert.equal(await status(), 'Pasted as plain text.')

  await pasted('<h1>One</h1><p>two</p>', 'Before')
  await page.keyboard.press('Control+z')
  assert.equal(await page.inputValue('#text'), 'Before')

  await page.keyboard.down('Control')
  await page.keyboard.down('Shift')
  await page.keyboard.down('v')
  assert.ok((await paste(page, { html: '<h1>One</h1>', plain: 'plainly' })).includes('plainly'))
  for (const key of ['v', 'Shift', 'Control']) await page.keyboard.up(key)
})

test('whatever is pasted, every word that is seen arrives and no HTML does', async () => {
  const fragments = Array.from({ length: Number(process.env.CONCORDAT_PASTES ?? 300) }, (_, number) => randomHtml(number + 1))
  const results = await page.evaluate((fragments) => {
    const area = document.getElementById('text')
    return fragments.map(({ html }) => {
      area.value = ''
      const data = new DataTransfer()
      // With a list in front it is never plain words: not to be converted is to have failed.
      data.setData('text/html', `<ul><li>first</li></ul>${html}`)
      data.setData('text/plain', '')
      const isConverted = !area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      return isConverted ? area.value : undefined
    })
  }, fragments)
  results.forEach((markdown, at) => {
    const { html, words } = fragments[at]
    assert.ok(markdown, `It failed for\n${html}`)
    for (const each of words) assert.ok(markdown.includes(each), `${each} is missing from\n${html}\n→\n${markdown}`)
    assert.doesNotMatch(markdown, /<[a-z/!?]/i, html)
    assert.doesNotMatch(markdown, /[\u00a0\u00ad]/, html)
  })
})
