// A member of the public goes from the first page's count of breaks to a promise that nobody pays for, by links alone.
import assert from 'node:assert/strict'
import { accessible } from './support/accessible.mjs'
import { journeys } from './support/journey.mjs'
import { as } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { press, visit } from './support/steps.mjs'

const concordat = journeys({ demo: true })
const heading = 'Breaks in the chain from promise to result'
const unfunded = 'No money, help in kind or reason to need none'

/** Follows a link of the main part by its words and waits for the page it leads to. */
async function follow(page, name) {
  await Promise.all([page.waitForEvent('load'), page.locator('main').getByRole('link', { name }).first().click()])
  await accessible(page)
}

const rows = (page) => page.locator('tbody tr')

concordat.journey('A member of the public goes from the first page to a break, and to the record where it is', {}, async ({ page }) => {
  await visit(page, '/', /Who promised what/)
  const figure = page.getByRole('link', { name: /breaks in the chain/ })
  const count = Number((await figure.innerText()).match(/\d+/)[0])
  await follow(page, /breaks in the chain/)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  assert.equal(await rows(page).count(), count, 'the list has what the first page counts')
  await screenshot(page, 'breaks')
  await page.setViewportSize({ width: 360, height: 900 })
  await accessible(page)
  await page.setViewportSize({ width: 1280, height: 900 })

  // By kind, with who can mend it and how.
  await follow(page, unfunded)
  assert.equal(await rows(page).count(), 1)
  assert.equal(await page.getByLabel('What is missing').inputValue(), 'unfunded')
  const row = rows(page).first()
  await row.getByText('lead commissioner').waitFor()
  await row.getByText('By a variation.', { exact: false }).waitFor()
  await screenshot(page, 'breaks-by-kind')
  const promise = row.locator('a[href^="/commitments/"]')
  const statement = await promise.innerText()
  await Promise.all([page.waitForEvent('load'), promise.click()])
  await page.getByRole('heading', { level: 1, name: statement }).waitFor()
  await accessible(page)
})

concordat.journey('The chain of an agreement leads to all its breaks, and a filter that finds none says what to try', {}, async ({ page }) => {
  await visit(page, '/agreements/cat-2014-001/trace')
  await follow(page, 'All breaks of this agreement')
  assert.equal(await page.getByLabel('Agreement', { exact: true }).inputValue(), 'cat-2014-001')
  assert.ok((await rows(page).count()) > 0)
  await page.getByLabel('Who can mend it').fill('West Midlands Police')
  await press(page, 'Apply filters')
  await page.getByText('No breaks match.').waitFor()
  await page.getByText('Try fewer filters', { exact: false }).waitFor()
  await accessible(page)
  await page.getByLabel('Who can mend it').fill('Zebra Crossing Ltd')
  await press(page, 'Apply filters')
  await page.getByText('No organisation of the register is called “Zebra Crossing Ltd”').first().waitFor()
  await accessible(page)
  await screenshot(page, 'breaks-misread')
})

concordat.journey('A commissioner reads the breaks of a negotiation, too', {}, async ({ page, person }) => {
  await visit(page, '/breaks?agreement=mou-2015-001', heading)
  await page.getByText('No breaks match.').waitFor()
  const commissioner = await person()
  await as(commissioner, 'commissioner')
  await visit(commissioner, '/breaks?agreement=mou-2015-001', heading)
  assert.ok((await rows(commissioner).count()) > 0)
  await rows(commissioner).first().getByRole('link', { name: 'MOU-2015-001' }).waitFor()
})
