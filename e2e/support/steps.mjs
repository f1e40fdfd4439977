// What journeys do again and again, in the words of the pages.
import assert from 'node:assert/strict'
import { accessible } from './accessible.mjs'

/** Goes to an address and finds the page without an accessibility fault. */
export async function visit(page, address, heading) {
  await page.goto(address)
  if (heading) await page.getByRole('heading', { level: 1, name: heading }).waitFor()
  await accessible(page)
}

/** Presses a button and waits for the page it leads to, not for the rest of the one it stands on. */
export async function press(page, name) {
  await page.waitForLoadState('load')
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()])
}

/** Fills a date input by its legend. */
export async function fillDay(page, legend, [day, month, year]) {
  const group = page.getByRole('group', { name: legend })
  await group.getByLabel('Day').fill(String(day))
  await group.getByLabel('Month').fill(String(month))
  await group.getByLabel('Year').fill(String(year))
}

/** Finds what a form shows back before it counts: nothing is wrong with it. */
export async function shownBack(page, message) {
  await page.getByRole('alert').getByText(message).waitFor()
  assert.doesNotMatch(await page.title(), /^Error: /)
  await accessible(page)
}

/** Finds what a refused form shows: the summary with a message, the title's "Error:", who is signed in, no accessibility fault. */
export async function refused(page, message, who) {
  await page.getByRole('alert').getByText(message).waitFor()
  assert.match(await page.title(), /^Error: /)
  if (who) await page.getByText(who, { exact: false }).first().waitFor()
  await accessible(page)
}
