// A text is saved twice, and what changed is read step by step: with the keyboard, without JavaScript and with it.
import assert from 'node:assert/strict'
import { accessible } from './support/accessible.mjs'
import { journeys } from './support/journey.mjs'
import { as } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { press, visit } from './support/steps.mjs'

const concordat = journeys({ demo: true })

const before = `# Memorandum of understanding 2015/16

## Early help

The NHS refers children early.

Everybody keeps a record of whom they refer.

## Review

The parties meet every quarter. The host writes the report. Costs are shared equally.

## Money

Each party bears its own time.
`

// A clause moved, a sentence moved, two words changed, a paragraph added.
const after = `# Memorandum of understanding 2015/16

## Money

Each party bears its own time.

## Early help

The NHS refers children at once.

Everybody keeps a record of whom they refer.

## Review

The host writes the report. The parties meet every month. Costs are shared equally.

The report is public.
`

/** The element that has the focus. */
const focused = (page) => page.locator(':focus')

/** Goes on with the Tab key until a link with this name has the focus, as who uses no mouse does. */
async function tabTo(page, name) {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab')
    const text = await focused(page).textContent().catch(() => '')
    if (name.test(text.replace(/\s+/g, ' ').trim())) return
  }
  assert.fail(`no link named ${name} was reached by the Tab key`)
}

concordat.journey('A commissioner saves a text twice and steps through what changed', {}, async ({ page, person, javascript }) => {
  const commissioner = page
  await as(commissioner, 'commissioner')
  await visit(commissioner, '/agreements/new', 'Draft a new agreement')
  const title = `A memorandum to compare ${javascript ? 'with' : 'without'} JavaScript`
  await commissioner.getByLabel('Title').fill(title)
  await commissioner.getByLabel('Financial year').fill('2015/16')
  await press(commissioner, 'Save and go on')
  await commissioner.getByRole('heading', { level: 1, name: title }).waitFor()
  const agreement = new URL(commissioner.url()).pathname

  for (const [text, clause] of [[before, '1. Early help'], [after, '1. Money']]) {
    await visit(commissioner, `${agreement}/edit`, 'Write the text')
    // The clauses keep the anchors that the first save has given them.
    const saved = await commissioner.getByLabel('Text', { exact: true }).inputValue()
    const anchors = Object.fromEntries([...saved.matchAll(/^## (.*?) (\{#c-[a-z0-9-]+\})$/gm)].map(([, words, anchor]) => [words, anchor]))
    const anchored = text.replace(/^## (.*)$/gm, (line, words) => (anchors[words] ? `${line} ${anchors[words]}` : line))
    await commissioner.getByLabel('Text', { exact: true }).fill(anchored)
    await press(commissioner, 'Save the text')
    await commissioner.getByRole('link', { name: clause }).waitFor()
  }

  // From the text to its revisions, and to what changed between them.
  await commissioner.getByRole('link', { name: 'Earlier revisions' }).click()
  await commissioner.getByRole('heading', { level: 1, name: 'Revisions' }).waitFor()
  await accessible(commissioner)
  await screenshot(commissioner, 'revisions')
  await commissioner.getByRole('link', { name: 'Revision 1', exact: true }).click()
  await commissioner.getByText('It is not what is in force.').waitFor()
  await commissioner.getByText('The parties meet every quarter.', { exact: false }).waitFor()
  await accessible(commissioner)
  await visit(commissioner, `${agreement}/revisions`, 'Revisions')
  await commissioner.getByRole('link', { name: 'Compare with revision 1' }).click()
  await commissioner.getByRole('heading', { level: 1, name: 'Compare revisions' }).waitFor()
  assert.match(commissioner.url(), /\/compare\?from=1&to=2$/)

  // A clause that moved is moved, and so is a sentence; the words that changed are marked, and nothing else.
  await commissioner.getByText('Moved: it was clause 3 and is clause 1.').waitFor()
  await commissioner.getByText('Moved here', { exact: false }).first().waitFor()
  const marked = async (mark) => (await commissioner.locator(mark).allTextContents()).map((words) => words.replace(/ ?\((new|taken out): |\) $|^New: /g, '').trim())
  assert.deepEqual(await marked('ins'), ['at once', 'month', 'The report is public.'])
  assert.deepEqual(await marked('del'), ['early', 'quarter'])
  await accessible(commissioner)
  await screenshot(commissioner, 'compare')
  for (const width of [360, 1280]) {
    await commissioner.setViewportSize({ width, height: 900 })
    await accessible(commissioner)
    const scrolls = await commissioner.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth).catch(() => false)
    assert.equal(scrolls, false, `the page is wider than ${width} px`)
  }

  // Step by step: the focus goes with the link, and the next Tab goes on from there.
  await tabTo(commissioner, /^Go to the first change$/)
  await commissioner.keyboard.press('Enter')
  const reached = async (id) => {
    await commissioner.waitForURL((url) => url.hash === `#${id}`)
    assert.equal(await focused(commissioner).getAttribute('id'), id)
  }
  await reached('change-1')
  await commissioner.keyboard.press('Tab')
  await commissioner.keyboard.press('Enter')
  await reached('change-2')
  await tabTo(commissioner, /^Next change: to change 3 of 4$/)
  await commissioner.keyboard.press('Enter')
  await reached('change-3')
  await tabTo(commissioner, /^Previous change: to change 2 of 4$/)
  await commissioner.keyboard.press('Enter')
  await reached('change-2')

  // The other way round, chosen in the form.
  await commissioner.getByLabel('From', { exact: true }).selectOption({ index: 0 })
  await commissioner.getByLabel('To', { exact: true }).selectOption({ index: 1 })
  await press(commissioner, 'Compare them')
  await commissioner.getByText('Moved: it was clause 1 and is clause 3.').waitFor()
  assert.deepEqual(await marked('ins'), ['early', 'quarter'])

  // Two who changed the same clause: a stale save shows the same comparison.
  await visit(commissioner, `${agreement}/edit`, 'Write the text')
  const other = await person()
  await as(other, 'commissioner')
  await visit(other, `${agreement}/edit`, 'Write the text')
  const now = await other.getByLabel('Text', { exact: true }).inputValue()
  await other.getByLabel('Text', { exact: true }).fill(now.replace('every month', 'every week'))
  await press(other, 'Save the text')
  await commissioner.getByLabel('Text', { exact: true }).fill(now.replace('shared equally', 'shared by size'))
  await press(commissioner, 'Save the text')
  await commissioner.getByRole('heading', { name: 'Review: from their wording to yours' }).waitFor()
  await commissioner.getByRole('group', { name: /^Change 1 of 1 in this clause/ }).waitFor()
  await accessible(commissioner)

  // Nobody else finds a draft's revisions.
  const everybody = await person()
  for (const address of [`${agreement}/revisions`, `${agreement}/revisions/1`, `${agreement}/compare`]) {
    assert.equal((await everybody.goto(address)).status(), 404, address)
  }
})
