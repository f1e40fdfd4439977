// A commissioner keeps a contract that several buy, and that several provide.
import assert from 'node:assert/strict'
import { journeys } from './support/journey.mjs'
import { as } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { press, refused, visit } from './support/steps.mjs'

const concordat = journeys({ demo: true })
const council = 'Birmingham City Council'
const group = 'NHS Birmingham CrossCity CCG'

concordat.journey('A jointly bought contract is changed, and nobody drops out of it', {}, async ({ page, javascript }) => {
  await as(page, 'commissioner')
  await page.goto('/contracts?q=recovery+groups')
  await page.locator('main').getByRole('link', { name: 'Recovery groups for children' }).click()
  await page.getByRole('heading', { level: 1, name: /Recovery groups for children/ }).waitFor()
  const address = new URL(page.url()).pathname
  const main = page.locator('main')
  const bothBuy = async () => {
    for (const buyer of [council, group]) await main.getByRole('link', { name: buyer }).first().waitFor()
  }
  await bothBuy()

  // Saved as it stands.
  await visit(page, `${address}/edit`)
  await screenshot(page, 'contract-edit')
  await press(page, 'Save the contract')
  await page.getByRole('heading', { level: 1, name: /Recovery groups for children/ }).waitFor()
  await page.getByText('The contract is saved').waitFor()
  await bothBuy()

  // A name that nobody has comes back at its own field, with everything that was typed.
  await visit(page, `${address}/edit`)
  await page.getByLabel('Another provider (optional)').fill('Nobody at all')
  await press(page, 'Save the contract')
  await refused(page, 'No organisation of the register', 'Casey Commissioner')
  // The journey without JavaScript has left a second one.
  const second = page.getByLabel(`Provider ${javascript ? 3 : 2}`, { exact: true })
  assert.equal(await second.inputValue(), 'Nobody at all')
  await screenshot(page, 'contract-edit-refused')
  await second.fill(javascript ? 'Brook Lane Family Help' : 'West Midlands Police')
  await press(page, 'Save the contract')
  await main.getByRole('link', { name: javascript ? 'Brook Lane Family Help' : 'West Midlands Police' }).first().waitFor()
  await bothBuy()
})
