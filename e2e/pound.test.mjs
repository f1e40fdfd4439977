// A member of the public follows a pound from a promise to its result, by links alone.
import assert from 'node:assert/strict'
import { accessible } from './support/accessible.mjs'
import { journeys } from './support/journey.mjs'
import { screenshot } from './support/screenshots.mjs'
import { visit } from './support/steps.mjs'
import { BUDGET, weighsAtMost } from './support/weight.mjs'

const concordat = journeys({ demo: true })

/** Follows a link of the main part by its words and waits for the page it leads to. */
async function follow(page, name) {
  await Promise.all([page.waitForEvent('load'), page.locator('main').getByRole('link', { name }).first().click()])
  await accessible(page)
}

concordat.journey('A member of the public follows a pound from an agreement to a contract and its result', {}, async ({ page }) => {
  await visit(page, '/', /Who promised what/)
  await screenshot(page, 'home')
  await page.getByLabel('Search the register').fill('safeguarding hub')
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Search' }).click()])
  await accessible(page)
  await screenshot(page, 'search')
  await follow(page, /Multi-Agency Safeguarding Hub: arrangement 2014\/15/)
  await page.getByText('In force', { exact: true }).waitFor()
  await screenshot(page, 'agreement')
  await follow(page, 'From promise to result')
  await screenshot(page, 'trace')
  const row = page.getByRole('row').filter({ has: page.locator('a[href^="/contracts/"]') }).first()
  const [money, contract] = [row.locator('a[href^="/funding/"]'), row.locator('a[href^="/contracts/"]')]
  await Promise.all([page.waitForEvent('load'), money.first().click()])
  await accessible(page)
  await screenshot(page, 'funding-line')
  await page.goBack()
  await Promise.all([page.waitForEvent('load'), contract.first().click()])
  await accessible(page)
  await screenshot(page, 'contract')
  await page.getByRole('img', { name: /^Readings of/ }).first().waitFor()
  assert.ok((await page.getByRole('table').first().getByRole('row').count()) > 2, 'the readings stand in a table too')
  await follow(page, /illustrative/)
  await screenshot(page, 'provider')
})

concordat.journey('A year of money adds up to the penny on the page', {}, async ({ page }) => {
  await visit(page, '/funding?year=2015-16', 'Money in 2015/16')
  const pence = (text) => (text.includes('£') ? Math.round(Number(text.replace(/[£,−]/g, '')) * 100) : 0)
  const table = page.getByRole('table', { name: 'By service' })
  const cells = async (row) => (await row.locator('td').allInnerTexts()).map(pence)
  const rows = await Promise.all((await table.locator('tbody tr').all()).map(cells))
  const total = await cells(table.locator('tfoot tr'))
  for (const column of [0, 1, 2, 3]) {
    const sum = rows.reduce((sum, row) => sum + row[column], 0)
    assert.equal(sum, total[column], `column ${column + 2} does not add up`)
  }
  await screenshot(page, 'funding')
})

concordat.journey('Public pages weigh little', { javascript: [true] }, async ({ browser, address }) => {
  for (const path of ['/', '/agreements', '/agreements/cat-2014-001/text', '/funding?year=2015-16', '/contracts']) {
    await weighsAtMost(browser, address + path, BUDGET.withoutIsland)
  }
})
