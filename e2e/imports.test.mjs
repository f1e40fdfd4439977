// A commissioner imports notices: sees what a file would change, applies it, writes a title of its own, and decides where a later
// notice says something else; brings what belongs to the register into scope.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { accessible } from './support/accessible.mjs'
import { journeys } from './support/journey.mjs'
import { as } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { root } from './support/server.mjs'
import { press, refused, visit } from './support/steps.mjs'

const concordat = journeys({ demo: true })
const fixture = (...path) => readFile(join(root, ...path), 'utf8')

concordat.journey('A commissioner imports notices, decides a difference, and brings procurements into scope', {}, async ({
  page: commissioner,
  javascript,
}) => {
  const releases = JSON.parse(await fixture('entities/src/ocds/fixtures/releases.json'))
  // Each time under OCIDs of its own, so that there is always something to add.
  const mark = javascript ? 'with' : 'without'
  for (const release of releases) release.ocid += `-${mark}`
  const send = async (name, content) => {
    await visit(commissioner, '/import', 'Import notices')
    await commissioner.getByLabel('File of notices').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: content })
    await press(commissioner, 'Read the file')
  }
  await as(commissioner, 'commissioner')
  await visit(commissioner, '/import', 'Import notices')
  await press(commissioner, 'Read the file')
  await refused(commissioner, 'Choose a file', 'Casey Commissioner')
  await accessible(commissioner)
  await send('organisations.csv', Buffer.from('name,code\nCouncil,1\n'))
  await refused(commissioner, 'a table or other text', 'Casey Commissioner')

  await send(`notices-${mark}.json.gz`, gzipSync(JSON.stringify(releases)))
  await commissioner.getByRole('heading', { level: 1, name: `notices-${mark}.json.gz` }).waitFor()
  await commissioner.getByText('Nothing is changed yet', { exact: false }).waitFor()
  await commissioner.getByText('£0 is no price').waitFor()
  await accessible(commissioner)
  await screenshot(commissioner, 'import-waiting')
  await press(commissioner, 'Apply')
  await commissioner.getByText('It was applied.', { exact: false }).waitFor()
  await screenshot(commissioner, 'import-applied')

  // The commissioner writes a title; a later notice has another.
  await visit(commissioner, '/tenders?q=christmas&scope=out', /Tender/)
  const title = releases.find(({ tender }) => tender.title.includes('Christmas')).tender.title.slice(0, 30)
  await commissioner.getByRole('link', { name: title }).first().click()
  const procurement = new URL(commissioner.url()).pathname
  await screenshot(commissioner, 'import-procurement')
  await visit(commissioner, `${procurement}/edit`, 'Change the procurement')
  await commissioner.getByLabel('Title').fill(`Lights ${mark}`)
  await press(commissioner, 'Save the procurement')
  const later = structuredClone(releases.find(({ tender }) => tender.title.includes('Christmas')))
  const tender = { title: `Illuminations ${mark}`, tenderPeriod: { endDate: '2026-03-02T12:00:00Z' } }
  Object.assign(later, { id: 'later', date: '2026-01-01T00:00:00Z', tender })
  await send('later.json', Buffer.from(JSON.stringify(later)))
  await commissioner.getByText('Where it differs from what people wrote').waitFor()
  await commissioner.getByRole('listitem').filter({ hasText: /^Submission deadline: .*12 noon on 2 March 2026/ }).waitFor()
  await accessible(commissioner)
  await screenshot(commissioner, 'import-differs')
  await press(commissioner, 'Apply')
  await commissioner.getByText('It was applied.', { exact: false }).waitFor()
  await visit(commissioner, '/work', 'Your work')
  await commissioner.getByRole('link', { name: `Decide about the title of Lights ${mark}`, exact: true }).waitFor()
  await visit(commissioner, '/import/differences', 'Differences')
  await accessible(commissioner)
  await screenshot(commissioner, 'import-differences')
  await visit(commissioner, procurement, `Lights ${mark}`)
  await commissioner.getByText('Notices say something else').waitFor()
  await accessible(commissioner)
  await screenshot(commissioner, 'import-difference')
  await commissioner.getByRole('button', { name: /^Take theirs/ }).click()
  await commissioner.getByRole('heading', { level: 1, name: `Illuminations ${mark}` }).waitFor()

  // Into scope, by itself and together.
  await press(commissioner, 'Bring into scope')
  await commissioner.getByText('In scope', { exact: true }).first().waitFor()
  await visit(commissioner, `${procurement}/scope`, 'What is it for?')
  await commissioner.getByLabel('Area of need').selectOption('youth')
  await screenshot(commissioner, 'import-scope')
  await accessible(commissioner)
  await press(commissioner, 'Save')
  await commissioner.getByText('Area of need: Youth.', { exact: false }).waitFor()
  await visit(commissioner, '/tenders/scope?q=parking', 'Bring into scope')
  await accessible(commissioner)
  await screenshot(commissioner, 'import-scope-many')
  await commissioner.getByRole('button', { name: /^Bring \d+ procurements? into scope$/ }).click()
  await commissioner.waitForURL(/\/tenders\?/)
  assert.match(commissioner.url(), /scope=in/)
})
