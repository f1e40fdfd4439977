// Around a tender: a provider from a search to a question, an interest, a place, a calendar and a moved date; a commissioner from the
// pipeline to an engagement, a tender, an award and a contract.
import assert from 'node:assert/strict'
import { accessible } from './support/accessible.mjs'
import { journeys } from './support/journey.mjs'
import { as } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { fillDay, press, refused, shownBack, visit } from './support/steps.mjs'

const concordat = journeys({ demo: true })
const follow = async (page, name) => {
  await Promise.all([page.waitForEvent('load'), page.locator('main').getByRole('link', { name }).first().click()])
}
const unfolded = async (address) => {
  const answer = await fetch(address)
  return { status: answer.status, text: (await answer.text()).replace(/\r\n[ \t]/g, '') }
}
/** The lines of one event of a calendar, by words of its summary. */
const eventOf = (calendar, words) => calendar.split('BEGIN:VEVENT').find((event) => event.includes(words))

concordat.journey('A provider goes from a search to a question, an interest, a place, a calendar and a moved date', {}, async ({
  page,
  person,
  javascript,
}) => {
  const title = `Holiday clubs ${javascript ? 'with' : 'without'} JavaScript`
  const commissioner = await person()
  await as(commissioner, 'commissioner')
  await visit(commissioner, '/tenders/new', 'Add a procurement')
  await commissioner.getByLabel('Title').fill(title)
  await commissioner.getByLabel('Buyer').fill('Birmingham City Council')
  await press(commissioner, 'Save the procurement')
  const procurement = new URL(commissioner.url()).pathname
  await visit(commissioner, `${procurement}/events/new`, 'Add an event')
  await commissioner.getByLabel('What happens?').selectOption('engagement')
  await fillDay(commissioner, 'On which day?', [16, 12, 2014])
  await commissioner.getByLabel('From what time?').fill('10:00')
  await commissioner.getByLabel('Place or link (optional)').fill('https://meet.example/holiday-clubs')
  await commissioner.getByLabel('Agenda (market engagement only, optional)').fill('What clubs need')
  await commissioner.getByLabel(/How many providers can come/).fill('none')
  await press(commissioner, 'Add the event')
  await refused(commissioner, 'Enter a whole number of places')
  await commissioner.getByLabel(/How many providers can come/).fill('1')
  await press(commissioner, 'Add the event')
  await commissioner.getByText('0 of 1 places taken').waitFor()
  await accessible(commissioner)

  // From the search, signed in on the way, to a place.
  await visit(page, '/tenders', 'Tenders')
  await page.getByLabel('Words').fill(title)
  await press(page, 'Apply filters')
  await follow(page, title)
  await follow(page, 'Sign in to ask for a place')
  await page.getByLabel('Email').fill('provider@demo.example')
  await page.getByLabel('Password', { exact: true }).fill('four-canals-birmingham-2014')
  await press(page, 'Sign in')
  await page.getByRole('heading', { level: 1, name: 'Ask for a place' }).waitFor()
  await page.getByText('There are places left.').waitFor()
  await accessible(page)
  await page.getByLabel('Who comes? (optional)').fill('Two of us, from the north')
  await screenshot(page, 'event-place')
  await press(page, 'Ask for a place')
  await page.getByText('Your organisation has a place').first().waitFor()
  await accessible(page)

  // The next one waits, and sees nothing of the first.
  const rival = await person()
  await as(rival, 'southside')
  await visit(rival, procurement, title)
  await rival.getByText('Every place is taken.', { exact: false }).waitFor()
  assert.ok(!(await rival.content()).includes('Two of us, from the north'))
  await follow(rival, 'Ask for a place')
  await press(rival, 'Ask for a place')
  await rival.getByText('number 1 on the waiting list').waitFor()

  // A question, refused empty, then asked; answered to all without the name.
  await follow(page, 'Ask a question')
  await press(page, 'Send the question')
  await refused(page, 'Enter your question')
  await page.getByLabel('Your question').fill('May Brook Lane run a club on Sundays?')
  await screenshot(page, 'question-ask')
  await press(page, 'Send the question')
  await page.getByText('Not answered yet').waitFor()
  await visit(commissioner, '/work', 'Your work')
  await follow(commissioner, /Answer a question: May Brook Lane/)
  await commissioner.getByText('2 of 1', { exact: false }).waitFor({ state: 'detached' })
  await follow(commissioner, 'Answer this question')
  await commissioner.getByText('Brook Lane Family Help', { exact: false }).first().waitFor()
  await commissioner.getByLabel('The question as everybody will read it').fill('May a club be open on Sundays?')
  await press(commissioner, 'Publish question and answer')
  await refused(commissioner, 'Enter the answer')
  await commissioner.getByLabel('Your answer').fill('Yes, in school holidays.')
  await screenshot(commissioner, 'question-answer')
  await press(commissioner, 'Publish question and answer')
  await accessible(commissioner)
  await screenshot(commissioner, 'tender-kept')
  await visit(rival, procurement, title)
  await rival.getByText('May a club be open on Sundays?').waitFor()
  await rival.getByText('Yes, in school holidays.').waitFor()
  assert.ok(!(await rival.content()).includes('May Brook Lane'))

  // Interest, following, a saved search, a calendar of one's own.
  await visit(page, procurement, title)
  await follow(page, 'Register interest')
  await press(page, 'Register interest')
  await press(page, 'Follow')
  await page.getByText('You follow this procurement', { exact: false }).waitFor()
  await visit(page, `/tenders?q=${encodeURIComponent(title)}`, 'Tenders')
  await follow(page, 'save this search')
  await page.getByText(/It finds \d events? now/).waitFor()
  await accessible(page)
  await page.getByLabel('What do you call it?').fill('Clubs')
  await page.getByLabel('Every week').check()
  await press(page, 'Save the search')
  await page.getByRole('rowheader', { name: 'Clubs' }).first().waitFor()
  await press(page, javascript ? 'Make another address' : 'Make a calendar address')
  const secret = await page.locator('.secret-address').getAttribute('href')
  await accessible(page)
  await screenshot(page, 'following')
  const before = await unfolded(secret)
  const event = eventOf(before.text, title)
  assert.match(event, /DTSTART:20141216T100000Z/)
  assert.match(event, /SEQUENCE:0/)
  await visit(page, '/work', 'Your work')
  await page.getByText('You have a place').waitFor()
  await screenshot(page, 'work-market')

  // The commissioner moves the day: the same event moves in the calendar.
  await visit(commissioner, procurement, title)
  await follow(commissioner, /Change or cancel/)
  await fillDay(commissioner, 'On which day?', [18, 12, 2014])
  await accessible(commissioner)
  await screenshot(commissioner, 'event-change')
  await press(commissioner, 'Save the event')
  await commissioner.getByText('The event is changed, in the calendar too').waitFor()
  const moved = eventOf((await unfolded(secret)).text, title)
  assert.match(moved, /DTSTART:20141218T100000Z/)
  assert.match(moved, /SEQUENCE:1/)
  assert.equal(moved.match(/UID:.*/)[0], event.match(/UID:.*/)[0], 'the same event')

  // Who gives a place up lets the next one in; the address can be revoked.
  await visit(page, procurement, title)
  await follow(page, 'Change or give it up')
  await press(page, 'Give the place up')
  await visit(rival, procurement, title)
  await rival.getByText('Your organisation has a place.').waitFor()
  await visit(page, '/following', 'What you follow')
  await press(page, 'Revoke the address')
  assert.equal((await fetch(secret)).status, 404)
  await press(page, 'Make a calendar address')
  await follow(page, 'Change or forget')
  await press(page, 'Forget the search')
  await page.getByText('The search is forgotten').waitFor()
})

concordat.journey('A commissioner goes from the pipeline to an engagement, a tender, an award and a contract', {}, async ({
  page,
  person,
  javascript,
}) => {
  await as(page, 'commissioner')
  // What is to become of a contract that ends.
  await visit(page, '/contracts/con-2013-001')
  await follow(page, 'Say what follows')
  await page.getByLabel('Tender again').check()
  await page.getByLabel('What else should they know? (optional)').fill('In two lots')
  await press(page, 'Save')
  await page.getByText('What follows this contract is saved').waitFor()
  await visit(page, '/expiring', 'Contracts that end within 18 months')
  await page.getByText('In two lots').waitFor()
  await screenshot(page, 'expiring')
  const provider = await person()
  await as(provider, 'southside')
  await visit(provider, '/expiring', 'Contracts that end within 18 months')
  await follow(provider, javascript ? /Change your interest.*Family help/ : /Register interest.*Family help/)
  await provider.getByLabel('What should the buyer know? (optional)').fill('We would bid')
  await press(provider, javascript ? 'Change what you said' : 'Register interest')
  await provider.getByText('We would bid').waitFor()
  await accessible(provider)

  // From the pipeline: the title, the service and what it follows come along.
  await visit(page, '/tenders/pipeline', 'Pipeline')
  await screenshot(page, 'pipeline')
  const plan = page.getByRole('link', { name: javascript ? /Plan what follows.*Recovery/ : /Plan what follows.*Family help after/ })
  await Promise.all([page.waitForEvent('load'), plan.first().click()])
  await page.getByRole('heading', { level: 1, name: 'Add a procurement' }).waitFor()
  const title = `The next one ${javascript ? 'with' : 'without'} JavaScript`
  await page.getByLabel('Title').fill(title)
  await press(page, 'Save the procurement')
  await page.getByText('Follows the contract').waitFor()
  const procurement = new URL(page.url()).pathname
  await visit(page, '/tenders/pipeline', 'Pipeline')
  await page.getByRole('link', { name: title }).waitFor()

  // Engagement, then tender.
  await visit(page, `${procurement}/events/new`, 'Add an event')
  await page.getByLabel('What happens?').selectOption('engagement')
  await fillDay(page, 'On which day?', [1, 12, 2014])
  await press(page, 'Add the event')
  await visit(page, `${procurement}/award`, 'Enter an award')
  await page.getByText('cannot be awarded', { exact: false }).waitFor()
  await visit(page, `${procurement}/edit`, 'Change the procurement')
  await page.getByLabel('Status').selectOption('open')
  await press(page, 'Save the procurement')
  await visit(page, `${procurement}/events/new`, 'Add an event')
  await page.getByLabel('What happens?').selectOption('deadline')
  await fillDay(page, 'On which day?', [9, 1, 2015])
  await page.getByLabel('From what time?').fill('noon')
  await press(page, 'Add the event')
  await page.getByText('12 noon on 9 January 2015', { exact: false }).first().waitFor()

  // An award with its standstill: first to the wrong provider, which is taken back with a reason.
  const award = async (to) => {
    await page.getByLabel('To whom was it awarded?').fill(to)
    if (javascript) await page.keyboard.press('Escape')
    await page.getByLabel('Price of the whole contract (optional)').fill('90000')
    await fillDay(page, 'When was the award made known?', [12, 1, 2015])
    await page.getByLabel(/^8 working days from the award notice/).check()
    await fillDay(page, 'When does the contract start? (optional)', [1, 4, 2015])
    await fillDay(page, 'When does it end? (optional)', [31, 3, 2017])
  }
  await visit(page, `${procurement}/award`, 'Enter an award')
  await press(page, 'Enter the award')
  await refused(page, 'Enter to whom it was awarded')
  await award('West Midlands Police')
  await press(page, 'Enter the award')
  await shownBack(page, 'Read as £90,000')
  await press(page, 'Enter the award')
  await page.getByText('The award is entered').waitFor()
  await follow(page, 'Withdraw this award')
  await accessible(page)
  await press(page, 'Withdraw the award')
  await refused(page, 'Enter why it is withdrawn')
  await screenshot(page, 'award-withdraw')
  await page.getByLabel('Why is it withdrawn?').fill('It was entered for the wrong provider')
  await press(page, 'Withdraw the award')
  await page.getByText('The award was withdrawn: It was entered for the wrong provider').waitFor()
  await accessible(page)
  await screenshot(page, 'award-withdrawn')

  // Then to the right one, and the contract with everything carried over.
  await visit(page, `${procurement}/award`, 'Enter an award')
  await award('Southside Children\x27s Services CIC (illustrative)')
  await screenshot(page, 'award')
  await press(page, 'Enter the award')
  await shownBack(page, 'Read as £90,000')
  await press(page, 'Enter the award')
  await page.getByText('The award is entered').waitFor()
  await page.getByText('21 January 2015').first().waitFor()
  await accessible(page)
  await screenshot(page, 'tender-awarded')
  await follow(page, 'Make it a contract')
  assert.equal(await page.getByLabel('Title').inputValue(), title)
  assert.equal(await page.getByLabel('Price of the whole contract').inputValue(), '90,000')
  await accessible(page)
  await screenshot(page, 'contract-from-award')
  await press(page, 'Save the contract')
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  await page.getByText('Let by').waitFor()
  await accessible(page)
  await visit(page, procurement, title)
  await page.getByText('The contract in this register').waitFor()
})
