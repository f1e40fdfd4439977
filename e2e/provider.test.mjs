// A provider finds a market event, takes it into its own calendar, registers interest; the commissioner sees it.
import assert from 'node:assert/strict'
import { accessible } from './support/accessible.mjs'
import { journeys } from './support/journey.mjs'
import { as } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { fillDay, press, refused, shownBack, visit } from './support/steps.mjs'

const concordat = journeys({ demo: true })

concordat.journey('A provider finds a tender event, takes its calendar, registers interest, the commissioner sees it', {}, async ({
  page,
  person,
  address,
  javascript,
}) => {
  // A commissioner adds a procurement and an event by hand.
  const title = `Family help in the north ${javascript ? 'with' : 'without'} JavaScript`
  const commissioner = await person()
  await as(commissioner, 'commissioner')
  await visit(commissioner, '/tenders/new', 'Add a procurement')
  await press(commissioner, 'Save the procurement')
  await refused(commissioner, 'Enter', 'Casey Commissioner')
  await commissioner.getByLabel('Title').fill(title)
  await commissioner.getByLabel('Buyer').fill('Birmingham City Council')
  await press(commissioner, 'Save the procurement')
  await commissioner.getByRole('heading', { level: 1, name: title }).waitFor()
  await accessible(commissioner)
  const procurement = new URL(commissioner.url()).pathname
  await visit(commissioner, `${procurement}/events/new`, 'Add an event')
  await press(commissioner, 'Add the event')
  await refused(commissioner, 'Choose', 'Casey Commissioner')
  await commissioner.getByLabel('What happens?').selectOption('engagement')
  await fillDay(commissioner, 'On which day?', [15, 12, 2014])
  await commissioner.getByLabel('From what time?').fill('14:00')
  await commissioner.getByLabel('Place or link (optional)').fill('Council House, Victoria Square')
  await press(commissioner, 'Add the event')
  await commissioner.getByText('15 December 2014', { exact: false }).first().waitFor()
  await screenshot(commissioner, 'tender-commissioner')

  // The provider, signed out, filters and opens it.
  await visit(page, '/tenders', /Tender/)
  await screenshot(page, 'tenders')
  await page.getByLabel('Words').fill('family help north')
  await page.getByLabel('Closing within').selectOption({ index: 2 })
  await page.getByLabel('Closing within').selectOption('')
  await press(page, 'Apply filters')
  await accessible(page)
  const calendar = await page.getByRole('link', { name: 'calendar (ICS)' }).getAttribute('href')
  const feed = await page.getByRole('link', { name: 'news feed (Atom)' }).getAttribute('href')
  await page.getByRole('link', { name: title }).first().click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  await accessible(page)
  await screenshot(page, 'tender')

  // The calendar and the feed carry what the filter found and nothing else.
  const ics = await (await fetch(address + calendar)).text()
  assert.match(ics, /^BEGIN:VCALENDAR/)
  const unfolded = ics.replace(/\r\n[ \t]/g, '')
  assert.ok(unfolded.includes(title), 'the event is in the calendar')
  assert.match(unfolded, /DTSTART[^\r]*20141215T1400/)
  assert.equal(unfolded.match(/BEGIN:VEVENT/g).length, javascript ? 2 : 1, 'and only what the filter found')
  const atom = await (await fetch(address + feed)).text()
  assert.ok(atom.includes(title) && atom.includes('http://www.w3.org/2005/Atom'))

  // Signs in from there, registers interest.
  await page.getByRole('link', { name: 'Sign in to register interest' }).click()
  await page.getByLabel('Email').fill('provider@demo.example')
  await page.getByLabel('Password', { exact: true }).fill('four-canals-birmingham-2014')
  await press(page, 'Sign in')
  await page.getByRole('heading', { level: 1, name: 'Register interest' }).waitFor()
  await accessible(page)
  await page.getByLabel('What should the buyer know? (optional)').fill('We help families in the north already')
  await press(page, 'Register interest')
  await page.getByText('We help families in the north already').waitFor()
  await accessible(page)
  await screenshot(page, 'tender-interested')

  await visit(commissioner, procurement, title)
  await commissioner.getByText('Brook Lane Family Help', { exact: false }).first().waitFor()
  await commissioner.getByText('We help families in the north already').waitFor()
  const everybody = await person()
  await everybody.goto(procurement)
  assert.ok(!(await everybody.content()).includes('Brook Lane'), 'who is interested is the commissioner’s to know')
})

concordat.journey('A provider reports a result and corrects it', {}, async ({ page, javascript }) => {
  await as(page, 'provider')
  await visit(page, '/work', 'Your work')
  await screenshot(page, 'work-provider')
  await visit(page, '/contracts/con-2013-001')
  await Promise.all([page.waitForEvent('load'), page.getByRole('link', { name: 'Report a result' }).first().click()])
  await press(page, 'Report')
  await refused(page, 'Enter what was observed')
  const figure = javascript ? '71.5' : '70.5'
  // A comma is no point, and a share ends at 100 %; what is read is shown back before it counts.
  await page.getByLabel(/^Observed/).fill('71,5')
  await press(page, 'Report')
  await refused(page, 'Write a point before decimals')
  await page.getByLabel(/^Observed/).fill('715')
  await press(page, 'Report')
  await refused(page, 'Enter a share from 0% to 100%; this was read as 715%')
  await page.getByLabel(/^Observed/).fill(figure)
  await press(page, 'Report')
  await shownBack(page, `Read as ${figure}`)
  await screenshot(page, 'number-shown-back')
  await press(page, 'Report')
  await page.getByRole('cell', { name: new RegExp(figure.replace('.', '\\.')) }).first().waitFor()
  await accessible(page)
  await screenshot(page, 'contract-reported')
})

concordat.journey('Public bodies are imported and found', { javascript: [false] }, async ({ page, run }) => {
  const { stdout } = await run('import', 'ocds', new URL('../entities/src/ocds/fixtures/releases.json', import.meta.url).pathname)
  assert.match(stdout, /read \d+ releases/)
  await visit(page, '/tenders?scope=all')
  await screenshot(page, 'tenders-imported')
  await visit(page, '/organisations?q=crosscity')
  await Promise.all([page.waitForEvent('load'), page.locator('main').getByRole('link', { name: /CrossCity/ }).first().click()])
  await page.getByText('13P').waitFor()
  await accessible(page)
  await screenshot(page, 'organisation')
})
