// Writing an agreement's text with a script: toolbar, references, outline, a preview that follows, and a draft that is kept.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { clauseAt, clausesOf } from '../app/drafting/clauses.js'
import { openDraftingPages } from './support/drafting-page.mjs'

const TEXT = '# Title\n\nBefore\n\n## Aims {#c-aims}\n\nWe share.\n\nMoney\n-----\n\nWe pay.\n\n## Review ##\n\nWe meet.\n'

let pages
before(async () => (pages = await openDraftingPages()))
after(() => pages.close())

/** A test in a window of its own, which fails if the page did what no page may do. */
const writing = (name, text, act) =>
  test(name, async () => {
    const window = await pages.open(text)
    await act(window.page)
    await window.close()
  })

const text = (page) => page.inputValue('#text')
const select = (page, start, end = start) =>
  page.evaluate(([start, end]) => {
    const area = document.getElementById('text')
    area.focus()
    area.setSelectionRange(start, end)
  }, [start, end])
const press = (page, name) => page.locator('.editor-toolbar').getByRole('button', { name, exact: true }).click()

test('clauses are counted as the register counts them', () => {
  const counted = (text) => clausesOf(text).map(({ words, anchor }) => (anchor ? `${words} #${anchor}` : words))
  assert.deepEqual(counted(TEXT), ['Aims #c-aims', 'Money', 'Review'])
  assert.deepEqual(counted('```\n## no\n```\n~~~\n## no\n```\n~~~\n\n    ## no\n##no\n### no\n## *Yes* `it` ##\n'), ['Yes it'])
  assert.deepEqual(counted('Two\nlines\n---\n\n- item\n---\n\n> quoted\n---\n\n---\n\n> ## Quoted\n\n- ## Item\n'), ['Two lines', 'Quoted', 'Item'])
  assert.deepEqual(counted('## One {#c-a}\n## Copy {#c-a}\n## Other {#main}\n## Ward C#\n##\n'), ['One #c-a', 'Copy', 'Other', 'Ward C#', ''])
  assert.deepEqual(clausesOf(TEXT).map(({ shown }) => shown), [1, 2, 3])
  assert.equal(clauseAt(clausesOf(TEXT), 3), -1)
  assert.equal(clauseAt(clausesOf(TEXT), TEXT.length), 2)
})

test('a long text is scanned in a blink', () => {
  const long = '## A clause of some words\n\nThe partners agree to work together for children in this area.\n\n'.repeat(600).padEnd(400_000, 'word word word\n')
  assert.equal(clausesOf(long).length, 600)
  const started = performance.now()
  clausesOf(long)
  const took = performance.now() - started
  assert.ok(took < 100, `${took} ms`)
})

writing('the toolbar writes Markdown, and each step can be undone', 'Aims and money', async (page) => {
  await select(page, 6)
  await press(page, 'Clause heading')
  assert.equal(await text(page), '## Aims and money')
  await select(page, 3, 7)
  await press(page, 'Bold')
  assert.equal(await text(page), '## **Aims** and money')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  assert.equal(await text(page), 'Aims and money')
  await select(page, 14)
  await press(page, 'Table')
  assert.equal(await text(page), 'Aims and money\n\n| Heading | Heading |\n| --- | --- |\n|  |  |\n|  |  |\n')
  await page.keyboard.press('Control+z')
  await press(page, 'Numbered list')
  assert.equal(await text(page), '1. Aims and money')
})

writing('its keys do the same, and arrows lead through it', 'Aims', async (page) => {
  await select(page, 0, 4)
  await page.keyboard.press('Control+b')
  assert.equal(await text(page), '**Aims**')
  await page.keyboard.press('Control+Alt+Digit2')
  assert.equal(await text(page), '## **Aims**')
  await select(page, 5, 9)
  await page.keyboard.press('Control+k')
  assert.equal(await text(page), '## **[Aims](url)**')
  await page.keyboard.press('Shift+Tab')
  const focused = () => page.evaluate(() => document.activeElement.textContent)
  // The way back for what was pasted is hidden, so the toolbar is next.
  assert.equal(await focused(), 'Clause heading')
  await page.keyboard.press('ArrowLeft')
  assert.equal(await focused(), 'Cross-reference')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  assert.equal(await focused(), 'Bold')
})

writing('a cross-reference leads to an anchor, which a clause gets if it has none', TEXT, async (page) => {
  const refer = async (place, words) => {
    await select(page, place)
    await press(page, 'Cross-reference')
    await page.getByLabel('Which clause?').selectOption({ label: words })
    await page.getByRole('button', { name: 'Insert the reference' }).click()
  }
  await refer(TEXT.indexOf('We pay.'), '1. Aims')
  assert.equal(await text(page), TEXT.replace('We pay.', '[clause](#c-aims)We pay.'))
  await refer(TEXT.indexOf('We share.'), '3. Review')
  await refer((await text(page)).indexOf('We meet.'), '2. Money')
  const now = await text(page)
  const [, review] = /^\[clause\]\(#(c-[0-9a-f]{8})\)We share/m.exec(now)
  const [, money] = /^\[clause\]\(#(c-[0-9a-f]{8})\)We meet/m.exec(now)
  assert.ok(now.includes(`\n## Review {#${review}}\n`) && now.includes(`\nMoney {#${money}}\n-----\n`), now)
  assert.equal(await page.evaluate(() => document.getElementById('text').selectionStart), now.indexOf('We meet.'))
})

writing('the outline leads to each clause', `${TEXT}${'A line.\n'.repeat(200)}\n## Last\n`, async (page) => {
  const outline = page.getByRole('navigation', { name: 'Clauses' })
  assert.deepEqual(await outline.getByRole('button').allInnerTexts(), ['Aims', 'Money', 'Review', 'Last'])
  await outline.getByRole('button', { name: 'Last' }).click()
  await page.keyboard.type('## New\n')
  await outline.getByRole('button', { name: 'New' }).waitFor()
  const shown = await page.evaluate(() => {
    const area = document.getElementById('text')
    return [area.scrollTop > 2_000, area.value.endsWith('## New\n## Last\n'), document.activeElement === area]
  })
  assert.deepEqual(shown, [true, true, true])
})

writing('the preview follows the cursor, the page stays', TEXT, async (page) => {
  await page.evaluate(() => {
    const preview = document.createElement('section')
    preview.className = 'drafting__preview'
    preview.innerHTML = `<h2>How it will read</h2><div class="prose">${['Title', 'Aims', 'Money', 'Review'].map((words) => `<h2>${words}</h2>${'<p>x</p>'.repeat(60)}`).join('')}</div>`
    document.querySelector('form').after(preview)
  })
  const isOnTop = (words) =>
    page.waitForFunction((words) => {
      const preview = document.querySelector('.drafting__preview')
      const heading = [...preview.querySelectorAll('.prose h2')].find(({ textContent }) => textContent === words)
      return Math.abs(heading.getBoundingClientRect().top - preview.getBoundingClientRect().top) < 3
    }, words)
  const scrolled = await page.evaluate(() => scrollY)
  await select(page, TEXT.indexOf('We pay.'))
  await isOnTop('Money')
  await select(page, TEXT.indexOf('We share.'))
  await isOnTop('Aims')
  assert.equal(await page.evaluate(() => scrollY), scrolled)
})

/** With a clock that the test moves. */
const keeping = (name, act) =>
  writing(name, 'Text', async (page) => {
    await page.clock.install({ time: new Date('2026-11-30T21:04:10Z') })
    await page.reload()
    await page.locator('.editor-toolbar').waitFor()
    await page.focus('#text')
    await act(page, page.locator('.editor-status--draft'))
  })
const arrived = async (count) => {
  for (let left = 200; pages.drafts.length < count && left > 0; left -= 1) await new Promise((resolve) => setTimeout(resolve, 20))
  return pages.drafts.length
}

keeping('a draft is kept three seconds after the last change, with all fields of the form', async (page, status) => {
  await page.keyboard.type('a')
  await page.clock.runFor(2_900)
  await page.keyboard.type('b')
  await page.clock.runFor(2_900)
  assert.equal(pages.drafts.length, 0)
  await page.clock.runFor(200)
  await status.getByText('Draft kept at 21:04').waitFor()
  const { type, 'draft-number': number, ...fields } = pages.drafts[0]
  assert.deepEqual(fields, { seen: '7', text: await text(page) })
  assert.match(type, /^application\/x-www-form-urlencoded/)
  assert.equal(number, '1')
})

keeping('what could not be kept is tried again, ever later, and said', async (page, status) => {
  pages.answer = () => ({ status: 429 })
  await page.keyboard.type('a')
  await page.clock.runFor(3_000)
  await status.getByText('Not kept: the register did not answer. What you typed stays here; it is tried again.').waitFor()
  await page.clock.runFor(5_000)
  assert.equal(await arrived(2), 2)
  await page.clock.runFor(6_000)
  assert.equal(pages.drafts.length, 2)
  pages.answer = () => ({ status: 204 })
  await page.clock.runFor(5_000)
  await status.getByText('Draft kept at').waitFor()
})

keeping('what the register says is shown; signed out, nothing more is sent', async (page, status) => {
  pages.answer = () => ({ status: 409, words: 'Somebody saved another text meanwhile.' })
  await page.keyboard.type('a')
  await page.clock.runFor(3_000)
  await status.getByText('Somebody saved another text meanwhile.').waitFor()
  pages.answer = () => ({ status: 401, words: 'You are signed out.' })
  await page.keyboard.type('b')
  await page.clock.runFor(3_000)
  await status.getByText('You are signed out.').waitFor()
  await page.keyboard.type('c')
  await page.clock.runFor(120_000)
  assert.equal(pages.drafts.length, 2)
  const asked = page.waitForEvent('dialog')
  page.evaluate(() => location.assign('/elsewhere')).catch(() => {})
  const dialog = await asked
  assert.equal(dialog.type(), 'beforeunload')
  await dialog.accept()
})

keeping('never two at once: what is typed meanwhile goes with the next', async (page, status) => {
  let answerNow
  pages.answer = () => ({ status: 204, after: new Promise((resolve) => (answerNow = resolve)) })
  await page.keyboard.type('a')
  await page.clock.runFor(3_000)
  assert.equal(await arrived(1), 1)
  await page.keyboard.type('b')
  await page.clock.runFor(10_000)
  assert.equal(pages.drafts.length, 1)
  pages.answer = () => ({ status: 204 })
  answerNow()
  await status.getByText('Draft kept at').waitFor()
  await page.clock.runFor(3_000)
  assert.equal(await arrived(2), 2)
  assert.ok(pages.drafts[1].text.includes('b') && !pages.drafts[0].text.includes('b'))
})

keeping('leaving the page keeps the last change, saving it does not', async (page) => {
  await page.keyboard.type('a')
  await page.goto('/elsewhere')
  assert.equal(await arrived(1), 1)
  await page.keyboard.type('b')
  await page.locator('#text').fill('c')
  await Promise.all([page.waitForURL('**/saved'), page.getByRole('button', { name: 'Save the text' }).click()])
  assert.equal(pages.drafts.length, 1)
})

for (const width of [360, 1280]) {
  writing(`at ${width} pixels the buttons are as large as a finger and none leaves the page`, TEXT, async (page) => {
    await page.setViewportSize({ width, height: 800 })
    const boxes = await page.locator('.editor-toolbar__button').evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().toJSON()))
    for (const { height, right, width: wide } of boxes) assert.ok(height >= 44 && wide >= 44 && right <= width, `${height} ${wide} ${right}`)
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    if (process.env.CONCORDAT_PICTURES) await page.screenshot({ path: `${process.env.CONCORDAT_PICTURES}/writing-${width}.png` })
  })
}
