// Organisations as people keep them: found while one types, succeeded by others, merged and taken apart again.
import assert from 'node:assert/strict'
import { accessible } from './support/accessible.mjs'
import { islandsAwake } from './support/browser.mjs'
import { journeys } from './support/journey.mjs'
import { as } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { fillDay, press, refused, visit } from './support/steps.mjs'

const concordat = journeys({ demo: true })

concordat.journey('An administrator names two successors by area and withdraws one', {}, async ({ page }) => {
  await as(page, 'administrator')
  await visit(page, '/organisations/org-2014-029/successors', /Who took over from/)
  await press(page, 'Name the successor')
  await refused(page, 'Enter who took over')
  for (const [name, area] of [['West Midlands Police', 'The north'], ['Birmingham City Council', 'The south']]) {
    await page.getByLabel('Successor', { exact: true }).fill(name)
    await fillDay(page, 'Answers from', [1, 4, 2014])
    await page.getByLabel('For which area (optional)').fill(area)
    await press(page, 'Name the successor')
    await page.getByRole('row', { name }).getByText(area).waitFor()
  }
  await accessible(page)
  await screenshot(page, 'successors')
  await press(page, 'Withdraw West Midlands Police')
  assert.equal(await page.getByRole('row', { name: 'West Midlands Police' }).count(), 0)
  await page.getByText('1 successor', { exact: true }).waitFor()
  await visit(page, '/organisations/org-2014-029')
  await page.getByRole('row', { name: 'Birmingham City Council' }).getByText('The south').waitFor()
  // The next journey finds it as this one did.
  await page.goto('/organisations/org-2014-029/successors')
  await press(page, 'Withdraw Birmingham City Council')
  await page.getByText('Nobody is named as its successor.').waitFor()
})

concordat.journey('A commissioner merges two records of one body and takes them apart again', {}, async ({ page, person, javascript }) => {
  const administrator = await person()
  await as(administrator, 'administrator')
  const name = javascript ? 'Harbour Homes' : 'Jetty Houses'
  const added = []
  for (const one of [name, `${name} Limited`]) {
    await administrator.goto('/admin/organisations/new')
    await administrator.getByLabel('Name', { exact: true }).fill(one)
    await administrator.getByLabel('Kind').selectOption('private')
    await press(administrator, 'Add the organisation')
    added.push(new URL(administrator.url()).pathname.replace('/admin', ''))
  }
  const [kept, merged] = added

  await as(page, 'commissioner')
  await visit(page, kept, name)
  await page.getByRole('link', { name: 'Merge another record into it' }).click()
  await page.getByRole('heading', { level: 1, name: 'Merge two records' }).waitFor()
  await accessible(page)
  await press(page, 'Continue')
  await refused(page, 'Enter the other record')
  await page.getByLabel('Which other record is of the same body?').fill(`${name} Limited`)
  await press(page, 'Continue')
  await page.getByRole('heading', { name: `What will be moved to ${name}` }).waitFor()
  await accessible(page)
  await screenshot(page, 'merge')
  await press(page, 'Merge the two records')
  await refused(page, 'Enter how you know that they are the same body')
  await page.getByLabel('How do you know that they are the same body?').fill('Companies House has one of that name')
  await press(page, 'Merge the two records')
  await page.getByText('Records merged into it').waitFor()
  await accessible(page)

  await visit(page, `/organisations?q=${encodeURIComponent(name)}`)
  await page.getByText('1 organisation', { exact: true }).waitFor()
  await visit(page, merged, `${name} Limited`)
  await page.getByText('This is the same body as').waitFor()
  await screenshot(page, 'merged')
  await page.getByRole('link', { name: 'Take the two records apart' }).click()
  await page.getByRole('heading', { level: 1, name: 'Take two records apart' }).waitFor()
  await accessible(page)
  await press(page, 'Take the two records apart')
  assert.equal(await page.getByText('This is the same body as').count(), 0)
  await visit(page, `/organisations?q=${encodeURIComponent(name)}`)
  await page.getByText('2 organisations', { exact: true }).waitFor()
  await visit(page, '/organisations/matches', 'Records that may be of one body')
  await page.getByText('No records match.').waitFor()
})

concordat.journey('A merge that moves what a party promised waits until somebody else has looked, and can be refused', { javascript: [false] }, async ({
  page,
  person,
}) => {
  const administrator = await person()
  await as(administrator, 'administrator')
  await administrator.goto('/admin/organisations/new')
  await administrator.getByLabel('Name', { exact: true }).fill('Another Heart Trust')
  await administrator.getByLabel('Kind').selectOption('nhs_trust')
  await press(administrator, 'Add the organisation')
  const kept = new URL(administrator.url()).pathname.replace('/admin', '')

  await as(page, 'commissioner')
  await visit(page, `${kept}/merge`, 'Merge two records')
  await page.getByLabel('Which other record is of the same body?').fill('Heart of England NHS Foundation Trust')
  await press(page, 'Continue')
  await page.getByText('Somebody else looks at it first', { exact: false }).waitFor()
  await accessible(page)
  await page.getByLabel('How do you know that they are the same body?').fill('Somebody said so')
  await press(page, 'Propose the merge')
  await page.getByText('This waits for a second look', { exact: false }).waitFor()
  await accessible(page)

  await visit(administrator, '/work', 'Your work')
  await administrator.getByRole('link', { name: /^Look at a merge that somebody proposed: / }).click()
  await administrator.getByRole('heading', { level: 1, name: 'A merge that waits for a second look' }).waitFor()
  await administrator.getByText('that is not for you to read', { exact: false }).waitFor()
  await accessible(administrator)
  await screenshot(administrator, 'second-look')
  await press(administrator, 'Refuse')
  await visit(page, `${kept}/merge`, 'Merge two records')
})

/** The field for a buyer, for a commissioner. */
async function buyerOf(page) {
  await as(page, 'commissioner')
  await visit(page, '/tenders/new')
}

concordat.journey('Without JavaScript a field for an organisation takes a name', { javascript: [false] }, async ({ page }) => {
  await buyerOf(page)
  assert.equal(await page.getByLabel('Buyer').getAttribute('role'), null)
  assert.equal(await page.getByRole('listbox').count(), 0, 'nothing is offered that does not work')
  await page.getByLabel('Title').fill('Family help without a list')
  await page.getByLabel('Buyer').fill('Westmidlands Polcie')
  await press(page, 'Save the procurement')
  await refused(page, 'No organisation of the register is called “Westmidlands Polcie”')
  assert.equal(await page.getByLabel('Buyer').inputValue(), 'Westmidlands Polcie')
  await page.getByLabel('Buyer').fill('west midlands police')
  await press(page, 'Save the procurement')
  await page.getByRole('heading', { level: 1, name: 'Family help without a list' }).waitFor()
  await page.getByRole('link', { name: 'West Midlands Police' }).first().waitFor()
})

concordat.journey('A field for an organisation offers those that fit, by keyboard and mouse', { javascript: [true] }, async ({ page }) => {
  await buyerOf(page)
  await islandsAwake(page)
  const buyer = page.getByRole('combobox', { name: 'Buyer' })
  const list = page.getByRole('listbox', { name: 'Suggestions' })
  const offered = list.getByRole('option')
  const said = (words) => page.getByRole('status').filter({ hasText: words }).waitFor({ state: 'attached' })
  const active = () => buyer.getAttribute('aria-activedescendant')
  // In one go: whoever types slowly is offered what fits the half word, too.
  const type = (words) => buyer.fill(words)

  // What assistive technology is told of the field before anything is typed.
  assert.equal(await buyer.getAttribute('aria-autocomplete'), 'list')
  assert.equal(await buyer.getAttribute('aria-controls'), await list.or(page.locator('[role=listbox]')).first().getAttribute('id'))
  const describes = (await buyer.getAttribute('aria-describedby')).split(' ')
  const described = await Promise.all(describes.map((id) => page.locator(`[id="${id}"]`).textContent()))
  assert.match(described.join(' '), /up and down arrow keys/)

  // One letter asks for nothing; a word with letters wrong finds what was meant.
  await type('polcie')
  await offered.filter({ hasText: 'West Midlands Police' }).waitFor()
  await said('1 result is available')
  assert.equal(await buyer.getAttribute('aria-expanded'), 'true')
  await accessible(page)
  await screenshot(page, 'organisation-offered')
  await buyer.press('ArrowDown')
  assert.equal(await active(), await offered.first().getAttribute('id'))
  assert.equal(await offered.first().getAttribute('aria-selected'), 'true')
  await buyer.press('Enter')
  assert.match(await buyer.inputValue(), /^West Midlands Police \(ORG-2014-\d{3}\)$/)
  assert.equal(await buyer.getAttribute('aria-expanded'), 'false')
  await said('West Midlands Police is chosen')

  // The arrows go round, Home and End to the ends, and the focus never leaves the field.
  await type('school')
  await offered.first().waitFor()
  const count = await offered.count()
  assert.ok(count > 2)
  await said(`${count} results are available`)
  assert.equal(await offered.first().getAttribute('aria-posinset'), '1')
  assert.equal(await offered.first().getAttribute('aria-setsize'), String(count))
  for (const [key, place] of [['ArrowDown', 0], ['ArrowDown', 1], ['End', count - 1], ['ArrowDown', 0], ['ArrowUp', count - 1], ['Home', 0]]) {
    await buyer.press(key)
    assert.equal(await active(), await offered.nth(place).getAttribute('id'), `${key} goes to ${place}`)
    assert.equal(await list.locator('[aria-selected=true]').count(), 1)
  }
  assert.ok(await buyer.evaluate((field) => field === document.activeElement))
  await buyer.press('Escape')
  assert.equal(await offered.count(), 0)
  assert.equal(await active(), null)
  assert.equal(await buyer.inputValue(), 'school', 'nothing typed is lost')
  // Closed, it opens again by the arrow; leaving the field closes it.
  await buyer.press('ArrowDown')
  await offered.first().waitFor()
  await buyer.press('Tab')
  assert.equal(await offered.count(), 0)

  await type('qqqq')
  await said('No results are available')
  await type('birm cross')
  await offered.filter({ hasText: 'NHS Birmingham CrossCity CCG' }).click()
  assert.match(await buyer.inputValue(), /^NHS Birmingham CrossCity CCG \(ORG-2014-\d{3}\)$/)
  await page.getByLabel('Title').fill('Family help by the police')
  await buyer.fill('West Midlands Police (ORG-2014-027)')
  await press(page, 'Save the procurement')
  await page.getByRole('heading', { level: 1, name: 'Family help by the police' }).waitFor()
  await page.getByRole('link', { name: 'West Midlands Police' }).first().waitFor()
})
