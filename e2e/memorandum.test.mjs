// A memorandum is drafted, disputed, reworded, signed and read by everybody: the two longest journeys, one after the other.
import assert from 'node:assert/strict'
import { accessible } from './support/accessible.mjs'
import { islandsAwake } from './support/browser.mjs'
import { journeys } from './support/journey.mjs'
import { as, password } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { fillDay, press, refused, visit } from './support/steps.mjs'

// On the memorandum's first day, so that the last signature brings it into force.
const concordat = journeys({ demo: true, env: { CONCORDAT_REGISTER_DATE: '2015-04-01' } })

const text = `# Memorandum of understanding 2015/16

## Early help

The NHS refers children early.

## Who pays for partnership working

Each party bears its own time.
`

concordat.journey('A commissioner drafts a memorandum, two partners answer it, all sign, everybody reads it', {}, async ({
  page,
  person,
  javascript,
}) => {
  // The title tells the two runs of this journey apart.
  const title = `NHS memorandum 2015/16 ${javascript ? 'with' : 'without'} JavaScript`
  const commissioner = page
  await as(commissioner, 'commissioner')

  // 1. The commissioner drafts.
  await visit(commissioner, '/agreements/new', 'Draft a new agreement')
  await press(commissioner, 'Save and go on')
  await refused(commissioner, 'Enter a title', 'Casey Commissioner')
  await screenshot(commissioner, 'agreement-new-refused')
  await commissioner.getByLabel('Title').fill(title)
  await commissioner.getByLabel('Coordinator').fill('NHS England Midlands and East')
  await commissioner.getByLabel('Financial year').fill('2015/16')
  await fillDay(commissioner, 'Starts', [1, 4, 2015])
  await fillDay(commissioner, 'Ends', [31, 3, 2016])
  await press(commissioner, 'Save and go on')
  await commissioner.getByRole('heading', { level: 1, name: title }).waitFor()
  await accessible(commissioner)
  const agreement = new URL(commissioner.url()).pathname

  await visit(commissioner, `${agreement}/parties`, 'Parties')
  for (const [name, speaksAs, signs] of [
    ['NHS Birmingham CrossCity CCG', 'NHS commissioner', 'Yes'],
    ['NHS Birmingham South and Central CCG', 'NHS commissioner', 'No'],
    ['Birmingham Community Healthcare NHS Trust', 'NHS provider', 'No'],
    ['West Midlands Police', 'Police', 'No'],
  ]) {
    await commissioner.getByLabel('Organisation').fill(name)
    await commissioner.getByLabel('Speaks as').selectOption(speaksAs)
    await commissioner.getByRole('group', { name: 'Does it sign?' }).getByLabel(signs).check()
    await press(commissioner, 'Add the party')
    await commissioner.getByRole('rowheader', { name }).waitFor()
  }
  await commissioner.getByLabel('Organisation').fill('Nobody at all')
  await commissioner.getByLabel('Speaks as').selectOption('Other')
  await press(commissioner, 'Add the party')
  await refused(commissioner, 'No organisation of the register is called “Nobody at all”')
  assert.equal(await commissioner.getByLabel('Organisation').inputValue(), 'Nobody at all')

  await visit(commissioner, `${agreement}/services`, 'Services in scope')
  await commissioner.getByLabel('Service', { exact: true }).selectOption({ index: 1 })
  await fillDay(commissioner, 'In scope until', [31, 12, 2015])
  await press(commissioner, 'Put it in scope')
  await commissioner.getByRole('cell', { name: 'Until 31 December 2015' }).waitFor()
  await accessible(commissioner)
  await visit(commissioner, `${agreement}/reviews`, 'Review days')
  await fillDay(commissioner, 'Review day 1', [1, 10, 2015])
  await accessible(commissioner)
  await press(commissioner, 'Save the review days')
  await commissioner.getByRole('listitem').filter({ hasText: '1 October 2015' }).waitFor()

  await visit(commissioner, `${agreement}/edit`, 'Write the text')
  await islandsAwake(commissioner)
  await commissioner.getByLabel('Text', { exact: true }).fill(text)
  if (javascript) {
    await commissioner.getByRole('region', { name: 'Preview' }).getByText('Early help').waitFor()
  } else {
    await press(commissioner, 'Show how it will read')
    await commissioner.getByRole('region', { name: 'How it will read' }).getByText('Early help').waitFor()
  }
  await accessible(commissioner)
  await screenshot(commissioner, 'drafting')
  await press(commissioner, 'Save the text')
  await commissioner.getByRole('link', { name: '1. Early help' }).waitFor()
  await accessible(commissioner)

  const promise = async (owner, statement) => {
    await visit(commissioner, `${agreement}/commitments/new`, 'Add a commitment')
    await commissioner.getByLabel('Who promises').selectOption(owner)
    await commissioner.getByLabel('Clause').selectOption('1. Early help')
    await commissioner.getByLabel('What is promised').fill(statement)
    await commissioner.getByLabel('Target').fill('20% more than in 2014/15')
    await press(commissioner, 'Save the commitment')
    await commissioner.getByRole('heading', { level: 1, name: statement }).waitFor()
    return new URL(commissioner.url()).pathname
  }
  const nurse = await promise('NHS Birmingham CrossCity CCG', 'Pay for a school nurse in the hub')
  const referrals = await promise('NHS Birmingham CrossCity CCG', 'Refer children before a crisis')

  await visit(commissioner, `${agreement}/funding/new`, 'Add money')
  await commissioner.getByLabel('Whose money or help is it?').selectOption('NHS Birmingham CrossCity CCG')
  await commissioner.getByLabel('Service').selectOption({ index: 1 })
  await commissioner.getByLabel('Amount for the year').fill('50,000')
  await commissioner.getByLabel('How certain is it?').selectOption('Agreed')
  await commissioner.getByLabel(/Pay for a school nurse in the hub/).fill('60,000')
  await press(commissioner, 'Save the money')
  await refused(commissioner, 'The shares come to £60,000')
  assert.equal(await commissioner.getByLabel('Amount for the year').inputValue(), '50,000')
  await commissioner.getByLabel(/Pay for a school nurse in the hub/).fill('50,000')
  await press(commissioner, 'Save the money')
  await commissioner.getByRole('rowheader', { name: /CrossCity/ }).waitFor()
  await accessible(commissioner)
  await visit(commissioner, `${agreement}/funding/new`, 'Add money')
  await commissioner.getByLabel('Whose money or help is it?').selectOption('NHS Birmingham CrossCity CCG')
  await commissioner.getByLabel('Service').selectOption({ index: 1 })
  await commissioner.getByLabel('Amount for the year').fill('9,999.99')
  await commissioner.getByLabel(/Refer children before a crisis/).fill('9,999.99')
  await press(commissioner, 'Save the money')
  await commissioner.getByText('£9,999.99').first().waitFor()

  await visit(commissioner, agreement, title)
  await press(commissioner, 'Open negotiation')
  await commissioner.getByText('In negotiation', { exact: true }).waitFor()
  await screenshot(commissioner, 'agreement-negotiating')
  for (const commitment of [nurse, referrals]) {
    await commissioner.goto(commitment)
    await press(commissioner, 'Request confirmation')
    await commissioner.getByText('Confirmation requested', { exact: true }).first().waitFor()
  }

  // 2. The partner finds both, confirms one, disputes the other's cost with words.
  const partner = await person()
  await as(partner, 'partner')
  await visit(partner, '/work', 'Your work')
  await screenshot(partner, 'work-partner')
  await partner.getByRole('link', { name: /Refer children before a crisis/ }).first().waitFor()
  await visit(partner, `${referrals}/respond`, 'Answer the commitment')
  await press(partner, 'Send your answer')
  await refused(partner, 'Choose the answer to the commitment', 'Parker Partner')
  await partner.getByLabel('Confirm it as it is').check()
  await partner.getByLabel('Accepts it').check()
  await press(partner, 'Send your answer')
  await partner.getByRole('heading', { level: 1, name: 'Your work' }).waitFor()
  await visit(partner, `${nurse}/respond`, 'Answer the commitment')
  await partner.getByLabel('Confirm it as it is').check()
  await partner.getByLabel('Disputes it').check()
  await press(partner, 'Send your answer')
  await refused(partner, 'Enter what you dispute about the cost, and why')
  await screenshot(partner, 'respond-refused')
  await partner.getByLabel('If it is disputed: what, and why').fill('The secret objection: half of it is the council’s')
  await press(partner, 'Send your answer')
  await partner.getByRole('heading', { level: 1, name: 'Your work' }).waitFor()

  // The commissioner sees it, rewords, asks again.
  await visit(commissioner, '/work', 'Your work')
  await commissioner.getByRole('link', { name: /disputes the cost of £50,000/ }).first().click()
  await commissioner.getByText('Disputed', { exact: true }).waitFor()
  const line = new URL(commissioner.url()).pathname
  await visit(commissioner, nurse, 'Pay for a school nurse in the hub')
  await commissioner.getByText('half of it is the council’s').waitFor()
  await screenshot(commissioner, 'commitment-disputed')
  await visit(commissioner, `${line}/edit`, 'Change the money')
  await commissioner.getByLabel('Amount for the year').fill('25,000')
  await commissioner.getByLabel(/Pay for a school nurse in the hub/).fill('25,000')
  await press(commissioner, 'Save the money')
  await visit(commissioner, `${nurse}/edit`, 'Reword the commitment')
  await commissioner.getByLabel('What is promised').fill('Pay half of a school nurse in the hub')
  await press(commissioner, 'Save the wording')
  await commissioner.getByText('Confirmation lapsed', { exact: false }).waitFor()

  await partner.goto(`${nurse}/respond`)
  await partner.getByLabel('Confirm it as it is').check()
  await partner.getByLabel('Accepts it').check()
  await press(partner, 'Send your answer')
  await partner.getByRole('heading', { level: 1, name: 'Your work' }).waitFor()

  // Approval, signing, both signatures.
  await commissioner.goto(agreement)
  await press(commissioner, 'Publish it once it is signed')
  await commissioner.getByText('Everybody can read this edition once it is signed.').waitFor()
  await press(commissioner, 'Send for approval')
  await press(commissioner, 'Open for signing')
  await commissioner.getByText('Open for signing', { exact: true }).waitFor()
  const everybody = await person()
  const hidden = await everybody.goto(agreement)
  assert.equal(hidden.status(), 404)
  await accessible(everybody)

  for (const who of ['signatory', 'nhs.signatory']) {
    const signatory = await person()
    await as(signatory, who)
    await visit(signatory, `${agreement}/sign`, 'Read and sign')
    await signatory.getByLabel('Your position').fill('Director')
    await press(signatory, 'Sign')
    await refused(signatory, 'Confirm that you have read the whole text')
    assert.equal(await signatory.getByLabel('Your position').inputValue(), 'Director')
    await screenshot(signatory, 'sign-refused')
    await signatory.getByLabel('Authority').fill('Cabinet minute 12')
    await signatory.getByLabel('Your password').fill(password)
    await signatory.getByLabel('I have read the particulars, the whole text and both schedules').check()
    await press(signatory, 'Sign')
    await signatory.getByRole('rowheader').first().waitFor()
    await accessible(signatory)
  }

  // In force and public: the text, and not the dispute.
  await visit(everybody, agreement, title)
  await everybody.getByText('In force', { exact: true }).waitFor()
  for (const side of ['/text', '/commitments', '/funding', '/signatures', '/trace', '/history']) {
    await visit(everybody, `${agreement}${side}`)
    const body = await everybody.content()
    assert.ok(!body.includes('secret objection'), `${side} tells of the dispute`)
    assert.ok(!/disputed/i.test(await everybody.locator('main').innerText()), `${side} says that something was disputed`)
  }
  await visit(everybody, `${agreement}/text`)
  await everybody.getByText('Pay half of a school nurse in the hub').waitFor()
  await screenshot(everybody, 'agreement-text')

  // 3. It is varied: a promise and its cost are raised. What is in force stays as it is until both have signed the next edition.
  await visit(commissioner, agreement, title)
  await commissioner.getByRole('link', { name: 'Vary this agreement' }).click()
  await commissioner.getByRole('heading', { level: 1, name: 'Vary this agreement' }).waitFor()
  await press(commissioner, 'Open the next edition')
  await refused(commissioner, 'Choose why it is varied', 'Casey Commissioner')
  await commissioner.getByLabel('The money changes').check()
  await commissioner.getByLabel('What is to change, and why?').fill('Half a nurse is not enough')
  await fillDay(commissioner, 'From which day is it to be in force?', [1, 4, 2015])
  await screenshot(commissioner, 'vary')
  await press(commissioner, 'Open the next edition')
  await commissioner.getByText('is being made: drafting', { exact: false }).first().waitFor()
  const next = new URL(commissioner.url()).pathname
  assert.equal(next, `${agreement}/editions/2`)
  await accessible(commissioner)
  await screenshot(commissioner, 'edition-in-the-making')
  await visit(commissioner, `${nurse}/edit`, 'Reword the commitment')
  await commissioner.getByLabel('What is promised').fill('Pay for a whole school nurse in the hub')
  await press(commissioner, 'Save the wording')
  await commissioner.getByRole('heading', { level: 1, name: 'Pay for a whole school nurse in the hub' }).waitFor()
  await visit(commissioner, `${line}/edit`, 'Change the money')
  await commissioner.getByLabel('Amount for the year').fill('50,000')
  await commissioner.getByLabel(/Pay for a whole school nurse in the hub/).fill('50,000')
  await press(commissioner, 'Save the money')
  await visit(commissioner, `${agreement}/changes`)
  await commissioner.getByRole('cell', { name: '£25,000 more' }).waitFor()
  // Word by word, in words for who sees no marks.
  await commissioner.getByRole('cell', { name: /^Pay \(new: for ?\) a \(new: whole ?\) school nurse in the hub$/ }).waitFor()
  await screenshot(commissioner, 'changes')
  await visit(everybody, nurse, 'Pay half of a school nurse in the hub')
  await visit(commissioner, next)
  await press(commissioner, 'Open negotiation')

  // The partner is shown what is in force, with a line that leads to what is being made, and answers that.
  await visit(partner, agreement, title)
  await partner.getByRole('link', { name: 'Edition 2' }).first().click()
  await partner.getByText('is being made', { exact: false }).first().waitFor()
  await visit(partner, `${next}/changes`)
  await partner.getByText('Half a nurse is not enough').waitFor()
  await visit(partner, `${nurse}/respond`, 'Answer the commitment')
  await partner.getByLabel('Confirm it as it is').check()
  await partner.getByLabel('Accepts it').check()
  await press(partner, 'Send your answer')
  await partner.getByRole('heading', { level: 1, name: 'Your work' }).waitFor()
  await visit(commissioner, next)
  await press(commissioner, 'Send for approval')
  await press(commissioner, 'Open for signing')
  for (const who of ['signatory', 'nhs.signatory']) {
    const signatory = await person()
    await as(signatory, who)
    await visit(signatory, `${agreement}/sign`, 'Read and sign')
    await signatory.getByLabel('Your position').fill('Director')
    await signatory.getByLabel('Authority').fill('Cabinet minute 13')
    await signatory.getByLabel('Your password').fill(password)
    await signatory.getByLabel('I have read the particulars, the whole text and both schedules').check()
    await press(signatory, 'Sign')
    await signatory.getByRole('rowheader').first().waitFor()
  }

  // In force by the clock; the public reads the last published one until this is published too, and how it stood ever after.
  await visit(everybody, agreement, title)
  await everybody.getByText('Varied since', { exact: false }).waitFor()
  await visit(commissioner, next)
  await press(commissioner, 'Publish it once it is signed')
  await visit(everybody, nurse, 'Pay for a whole school nurse in the hub')
  await visit(everybody, `${agreement}/editions`)
  await everybody.getByRole('rowheader', { name: 'Edition 1' }).waitFor()
  await screenshot(everybody, 'editions')
  await visit(everybody, `${agreement}/editions/1/text`)
  await everybody.getByText('Pay half of a school nurse in the hub').waitFor()
  await visit(everybody, `${agreement}?on=2015-04-01`)
  await everybody.getByText('This is what had been signed by 1 April 2015', { exact: false }).waitFor()
  await screenshot(everybody, 'as-it-was')
})

concordat.journey('A stale save shows both texts and loses nothing', {}, async ({ page, person, javascript }) => {
  await as(page, 'commissioner')
  const other = await person()
  await as(other, 'coordinator')
  const address = '/agreements/mou-2015-001/edit'
  await page.goto(address)
  await other.goto(address)
  const base = await page.getByLabel('Text', { exact: true }).inputValue()
  const mark = javascript ? 'with' : 'without'
  await other.getByLabel('Text', { exact: true }).fill(`${base}\nThe coordinator was here ${mark}.`)
  await press(other, 'Save the text')
  await other.getByText(`The coordinator was here ${mark}.`).waitFor()
  await page.getByLabel('Text', { exact: true }).fill(`${base}\nThe commissioner, too, ${mark}.`)
  const [answer] = await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST' && r.request().isNavigationRequest()), press(page, 'Save the text')])
  assert.equal(answer.status(), 409)
  await page.getByText('Somebody saved another text meanwhile', { exact: false }).waitFor()
  await page.getByText(`The coordinator was here ${mark}.`).first().waitFor()
  assert.match(await page.getByLabel('Text', { exact: true }).inputValue(), new RegExp(`The commissioner, too, ${mark}`))
  await accessible(page)
  await screenshot(page, 'stale-save')
  await press(page, 'Save the text')
  await page.locator('article').getByText(`The commissioner, too, ${mark}.`).first().waitFor()
})
