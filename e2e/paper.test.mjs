// A partner answers by letter: the letter is attached, what it says is entered by one person and checked by another.
import assert from 'node:assert/strict'
import { journeys } from './support/journey.mjs'
import { as } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { press, refused, visit } from './support/steps.mjs'

const full = journeys({ demo: true })

const letter = { name: 'Letter of the board.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nWe confirm it.') }
const page404 = async (page, address) => assert.equal((await page.goto(address)).status(), 404, address)

full.journey('A letter is attached, entered by one, checked by another, and counts', {}, async ({ page, person, javascript }) => {
  const commitment = javascript ? 'com-2015-010' : 'com-2015-011'
  const about = `Letter about ${commitment}`
  await as(page, 'commissioner')
  await visit(page, `/commitments/${commitment}/letter`, 'Enter an answer from a letter')
  await visit(page, '/agreements/mou-2015-001/attachments')
  await press(page, 'Attach')
  await refused(page, 'Choose a file')
  await page.getByLabel('What is it?').fill(about)
  await page.getByLabel('File', { exact: true }).setInputFiles({ ...letter, buffer: Buffer.from('<script>alert(1)</script>') })
  await press(page, 'Attach')
  await refused(page, 'Choose a PDF, a Word document')
  assert.equal(await page.getByLabel('What is it?').inputValue(), about)
  await screenshot(page, 'files-refused')
  await page.getByLabel('File', { exact: true }).setInputFiles(letter)
  await press(page, 'Attach')
  const link = page.getByRole('link', { name: about })
  const file = await link.getAttribute('href')
  await screenshot(page, 'files')
  const taken = await page.context().request.get(file)
  assert.deepEqual([taken.status(), (await taken.body()).toString()], [200, letter.buffer.toString()])
  const headers = taken.headers()
  assert.equal(headers['content-disposition'], 'attachment; filename="Letter-of-the-board.pdf"')
  assert.match(headers['content-security-policy'], /sandbox/)
  assert.equal(headers['content-type'], 'application/pdf')

  await page.goto(`/commitments/${commitment}`)
  await page.getByRole('link', { name: 'Enter a letter' }).or(page.getByRole('button', { name: 'Enter a letter' })).click()
  await press(page, 'Enter the answer')
  await refused(page, 'Choose the letter')
  await page.getByLabel('Letter', { exact: true }).selectOption({ label: `${about} (${letter.name})` })
  await page.getByRole('radio', { name: 'Confirm it as it is' }).check()
  for (const cost of await page.getByRole('radio', { name: /^(Agree|Accept)/ }).all()) await cost.check()
  await screenshot(page, 'letter')
  await press(page, 'Enter the answer')
  await page.getByText('Somebody else of the lead commissioner or the coordinator compares', { exact: false }).waitFor()

  const coordinator = await person()
  await as(coordinator, 'coordinator')
  await visit(coordinator, '/work')
  await coordinator.getByRole('link', { name: `letter about ${commitment.toUpperCase()}` }).click()
  await coordinator.getByRole('heading', { level: 1, name: 'Entered from paper' }).waitFor()
  await coordinator.getByRole('radio', { name: 'No', exact: true }).check()
  await press(coordinator, 'Save')
  await refused(coordinator, 'Enter what is not as the paper says')
  await screenshot(coordinator, 'paper')
  await coordinator.getByRole('radio', { name: 'Yes' }).check()
  await press(coordinator, 'Save')
  await coordinator.getByText('Checked and taken').waitFor()

  const partner = await person()
  await as(partner, 'partner')
  await visit(partner, `/commitments/${commitment}`)
  await partner.getByText('Confirmed', { exact: true }).first().waitFor()
  await partner.getByRole('link', { name: /^letter ATT-/ }).waitFor()

  const anybody = await person()
  await page404(anybody, file)
  await page404(anybody, '/agreements/mou-2015-001/attachments')
  const stranger = await person()
  await as(stranger, 'provider')
  await page404(stranger, file)
})

full.journey('A file is published with its agreement', {}, async ({ page, person, javascript }) => {
  const about = `Terms of reference ${javascript ? 2 : 1}`
  await as(page, 'commissioner')
  await visit(page, '/agreements/cat-2014-001/attachments')
  await page.getByLabel('File', { exact: true }).setInputFiles(letter)
  await page.getByLabel('What is it?').fill(about)
  await press(page, 'Attach')
  const file = await page.getByRole('link', { name: about }).getAttribute('href')
  const anybody = await person()
  await page404(anybody, file)
  await page.getByRole('row', { name: about }).getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('row', { name: about }).getByText('Everybody').waitFor()
  await visit(anybody, '/agreements/cat-2014-001/attachments')
  assert.equal((await anybody.context().request.get(file)).status(), 200)
})
