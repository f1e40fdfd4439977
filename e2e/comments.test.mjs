// People ask about a clause, answer, ask somebody to read it and settle it; a clause of another agreement is used again; a
// commissioner writes a starter text.
import assert from 'node:assert/strict'
import { accessible } from './support/accessible.mjs'
import { journeys } from './support/journey.mjs'
import { as } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { press, refused, visit } from './support/steps.mjs'

const concordat = journeys({ demo: true })
const memorandum = '/agreements/mou-2015-001'

/** The page at both widths, without an accessibility fault and never wider than the window. */
async function narrowAndWide(page) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    await accessible(page)
    assert.equal(await page.locator('html').evaluate((html) => html.scrollWidth > html.clientWidth), false, `${page.url()} at ${width} px`)
  }
}

concordat.journey('A clause is talked over, and whoever was asked to read a comment answers it', {}, async ({ page, person, javascript }) => {
  const said = `Who keeps the list, ${javascript ? 'with' : 'without'} JavaScript?`
  await as(page, 'commissioner')
  await visit(page, `${memorandum}/negotiate/c-review/comments`, 'Comments')
  await page.getByText('Yes, as an observer', { exact: false }).waitFor()
  await press(page, 'Send')
  await refused(page, 'Enter what you want to say')
  await narrowAndWide(page)
  await page.getByLabel('Your comment').fill(said)
  await page.getByLabel('Kit Community, Birmingham Community Healthcare NHS Trust').check()
  await press(page, 'Send')
  await page.getByText('Your comment is sent').waitFor()
  await page.getByText('Asked to read it: Kit Community.', { exact: false }).first().waitFor()
  await screenshot(page, 'comments')

  // Whoever is asked finds it among their work, and answers it from there.
  const community = await person()
  await as(community, 'community')
  await visit(community, '/work', 'Your work')
  await community.getByRole('link', { name: /Birmingham City Council asks you to read a comment on clause 7/ }).first().click()
  await community.getByRole('heading', { level: 1, name: 'Comments' }).waitFor()
  await narrowAndWide(community)
  const thread = (reader) => reader.locator('.thread', { hasText: said })
  await thread(community).getByRole('link', { name: 'Answer, or say that it is settled' }).click()
  await thread(community).getByRole('link', { name: 'Answer', exact: true }).click()
  await community.getByLabel(`An answer to Casey Commissioner: “${said}”`).waitFor()
  assert.equal(await community.getByLabel(`An answer to Casey Commissioner: “${said}”`).isChecked(), true)
  await community.getByLabel('Your comment').fill('The trust does')
  await press(community, 'Send')
  await thread(community).getByText('The trust does').waitFor()
  assert.equal(await thread(community).getByRole('button', { name: 'This is settled' }).count(), 0, 'it did not open the thread')
  await visit(community, '/work', 'Your work')
  assert.equal(await community.getByRole('link', { name: /asks you to read a comment/ }).count(), 0)

  // The lead had not read the answer: shown it, it says that it is settled.
  const settle = () => Promise.all([page.waitForEvent('load'), thread(page).getByRole('button', { name: 'This is settled' }).click()])
  await settle()
  await thread(page).getByText('The trust does').waitFor()
  await visit(page, `${memorandum}/negotiate/c-review/comments`, 'Comments')
  await settle()
  await thread(page).getByText('Settled by Casey Commissioner', { exact: false }).waitFor()
})

concordat.journey('A clause of another agreement and a starter text of one’s own begin a draft', {}, async ({ page, javascript }) => {
  const named = `Our protocol ${javascript ? 'with' : 'without'} JavaScript`
  await as(page, 'commissioner')
  await visit(page, '/templates/new', 'Write a starter text')
  await press(page, 'Save it')
  await refused(page, /title/i)
  const source = `%% title: ${named}\n%% kinds: police\n\n## Purpose\n%% Say what it is for.\n\nWe do it together.\n`
  await page.getByLabel('Starter text').fill(source)
  await press(page, 'Save it')
  await page.getByRole('heading', { level: 1, name: named }).waitFor()
  await narrowAndWide(page)
  await visit(page, '/templates', 'Starter texts')
  await page.getByRole('link', { name: named }).waitFor()

  await visit(page, '/agreements/new', 'Draft a new agreement')
  await page.getByLabel('Title').fill(`A draft of ${named}`)
  await page.getByLabel('Kind').selectOption('police')
  await page.getByLabel('Financial year').fill('2015/16')
  await press(page, 'Save and go on')
  const agreement = new URL(page.url()).pathname
  await visit(page, `${agreement}/edit`, 'Write the text')
  await page.getByRole('link', { name: named }).click()
  await press(page, 'Save the text')
  await page.getByText('We do it together.').waitFor()
  await visit(page, `${agreement}/edit`, 'Write the text')
  await page.getByRole('link', { name: 'Use a clause of another agreement' }).click()
  await page.getByLabel('Words of its heading').fill('what may be shared')
  await press(page, 'Search')
  await narrowAndWide(page)
  await screenshot(page, 'reuse')
  await page.getByRole('link', { name: '1. What may be shared' }).click()
  await page.getByRole('heading', { level: 1, name: 'Use this clause' }).waitFor()
  await narrowAndWide(page)
  await page.getByLabel('Where does it go?').selectOption({ label: 'After 1. Purpose' })
  await press(page, 'Put it into the text')
  await page.getByRole('link', { name: '2. What may be shared' }).first().waitFor()
  await page.getByText('taken from “What may be shared” of ISA-2014-001', { exact: false }).waitFor()
})
