// Runs after all journeys: the HTML of every page and refusal they saw is valid.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsIn, keptPages } from './support/valid.mjs'

test('the HTML of every page that the journeys saw is valid', async () => {
  const { pages, faults } = await faultsIn(keptPages)
  assert.notEqual(pages, 0, 'No journey has kept a page: there was nothing to validate')
  assert.equal(faults.length, 0, `${faults.length} faults in ${pages} pages:\n${faults.join('\n')}`)
  console.log(`${pages} pages are valid.`)
})
