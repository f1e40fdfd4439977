// Parties say clause by clause where they stand; words that one proposes are taken over or left; who has said nothing hears of nobody.
// Two people write at once, and a laptop closes in the middle.
import assert from 'node:assert/strict'
import { accessible } from './support/accessible.mjs'
import { islandsAwake } from './support/browser.mjs'
import { journeys } from './support/journey.mjs'
import { as } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { fillDay, press, refused, visit } from './support/steps.mjs'

const concordat = journeys({ demo: true })

const text = `# Memorandum

##Referrals

Every party refers early.

## Money

{contributions}

## Review

The leads meet every month. See [clause](#c-money).
`

const parties = [
  ['NHS Birmingham CrossCity CCG', 'NHS commissioner'],
  ['Birmingham Community Healthcare NHS Trust', 'NHS provider'],
  ['West Midlands Police', 'Police'],
]

/** The page at both widths, without an accessibility fault. */
async function narrowAndWide(page) {
  await page.setViewportSize({ width: 360, height: 900 })
  await accessible(page)
  await page.setViewportSize({ width: 1280, height: 900 })
  await accessible(page)
}

/** A memorandum between the council and three others, drafted and opened for negotiation. */
async function opened(commissioner, title) {
  await visit(commissioner, '/agreements/new', 'Draft a new agreement')
  await commissioner.getByLabel('Title').fill(title)
  await commissioner.getByLabel('Coordinator').fill('NHS England Midlands and East')
  await commissioner.getByLabel('Financial year').fill('2015/16')
  await fillDay(commissioner, 'Starts', [1, 4, 2015])
  await fillDay(commissioner, 'Ends', [31, 3, 2016])
  await press(commissioner, 'Save and go on')
  const agreement = new URL(commissioner.url()).pathname
  for (const [name, speaksAs] of parties) {
    await commissioner.goto(`${agreement}/parties`)
    await commissioner.getByLabel('Organisation').fill(name)
    await commissioner.getByLabel('Speaks as').selectOption(speaksAs)
    await commissioner.getByRole('group', { name: 'Does it sign?' }).getByLabel('Yes').check()
    await press(commissioner, 'Add the party')
  }
  await visit(commissioner, `${agreement}/edit`, 'Write the text')
  await islandsAwake(commissioner)
  await commissioner.getByLabel('Text', { exact: true }).fill(text.replace('## Money', '## Money {#c-money}'))
  await press(commissioner, 'Save the text')
  await commissioner.getByRole('link', { name: '1. Referrals' }).waitFor()
  await commissioner.getByRole('link', { name: 'clause 2' }).waitFor()
  await commissioner.goto(agreement)
  await press(commissioner, 'Open negotiation')
  return agreement
}

/** Says where an organisation stands on the clause whose page is open. */
async function stands(page, stand, { words, proposed } = {}, button = 'Save and go on') {
  await page.getByLabel(stand, { exact: true }).check()
  if (words) await page.getByLabel('Why', { exact: true }).fill(words)
  if (proposed) {
    const area = page.getByLabel('The clause as it should read')
    await area.fill((await area.inputValue()).replace(...proposed))
  }
  await press(page, button)
}

concordat.journey('Parties negotiate a memorandum clause by clause', {}, async ({ page, person, javascript }) => {
  const commissioner = page
  await as(commissioner, 'commissioner')
  const agreement = await opened(commissioner, `Memorandum ${javascript ? 'with' : 'without'} JavaScript`)
  const negotiation = `${agreement}/negotiate`

  // 1. A round asks every party.
  await visit(commissioner, negotiation)
  await fillDay(commissioner, 'By which day are the parties asked?', [1, 4, 2015])
  await press(commissioner, 'Open round 1')
  await refused(commissioner, /The agreement is to begin on 1 April 2015/, 'Casey Commissioner')
  await fillDay(commissioner, 'By which day are the parties asked?', [19, 12, 2014])
  await press(commissioner, 'Open round 1')
  await commissioner.getByText('Round 1 is open until 19 December 2014.').waitFor()
  await narrowAndWide(commissioner)
  await screenshot(commissioner, 'negotiation-of-the-lead')

  // 2. A partner answers clause after clause on a telephone.
  const partner = await person()
  await partner.setViewportSize({ width: 360, height: 800 })
  await as(partner, 'partner')
  await partner.goto('/work')
  const asked = partner.getByRole('link', { name: new RegExp(`Say where you stand on 3 clauses of Memorandum ${javascript ? 'with ' : 'without'}`) })
  await Promise.all([partner.waitForEvent('load'), asked.click()])
  await partner.getByText('Your organisation is asked where it stands on 3 clauses.').waitFor()
  await partner.getByRole('link', { name: 'Begin with the first clause' }).click()
  await partner.getByRole('heading', { level: 1, name: 'Clause 1: Referrals' }).waitFor()
  await partner.getByText('You read it once you have said where your organisation stands').waitFor()
  await accessible(partner)
  await screenshot(partner, 'negotiation-clause')
  await stands(partner, 'Objects to them')
  await refused(partner, 'Enter what you object to, and why')
  await stands(partner, 'Objects to them', { words: 'Early is no day' })
  await partner.getByRole('heading', { level: 1, name: 'Clause 2: Money' }).waitFor()
  await partner.goto(negotiation)
  await press(partner, 'Agree with all 2')
  await refused(partner, 'Confirm that you have read every clause that is listed')
  await partner.getByLabel('I have read all 2 clauses').check()
  await press(partner, 'Agree with all 2')
  await partner.getByText('Your organisation has said where it stands on every clause.').waitFor()
  await accessible(partner)

  // 3. The police propose words, and hear of nobody before.
  const police = await person()
  await as(police, 'police')
  await visit(police, negotiation)
  assert.equal(await police.getByText('Objects').count(), 0)
  await police.getByRole('link', { name: '1. Referrals' }).first().click()
  await stands(police, 'Proposes other words', { words: 'A day can be kept', proposed: ['early', 'within a day'] })
  await police.goto(`${negotiation}`)
  await police.getByRole('link', { name: '1. Referrals' }).first().click()
  await police.getByText('Early is no day').waitFor()
  await police.getByRole('deletion').filter({ hasText: 'early' }).first().waitFor()
  await narrowAndWide(police)
  await screenshot(police, 'negotiation-proposal')

  // 4. The commissioner takes the words over: a revision that says whose they are; who proposed them is not asked again.
  await visit(commissioner, negotiation)
  await commissioner.getByRole('cell', { name: '1 proposal' }).waitFor()
  await commissioner.getByRole('link', { name: '1. Referrals' }).first().click()
  await commissioner.getByRole('link', { name: 'Take these words over, or leave them' }).click()
  await commissioner.getByRole('heading', { level: 1, name: 'Decide about proposed words' }).waitFor()
  await narrowAndWide(commissioner)
  await screenshot(commissioner, 'negotiation-decide')
  await press(commissioner, 'Leave the clause as it is')
  await refused(commissioner, 'Enter why these words are not taken over')
  await press(commissioner, 'Take these words over')
  await commissioner.getByText('As it reads in revision 2.').waitFor()
  await visit(commissioner, `${agreement}/revisions`, 'Revisions')
  await commissioner.getByText('With words that West Midlands Police proposed').waitFor()
  await visit(partner, negotiation)
  await partner.getByText('Your organisation has said where it stands on 2 of 3 clauses.').waitFor()
  await partner.getByRole('link', { name: 'Go on with the next clause' }).click()
  await partner.getByText('The clause has changed since revision 1').waitFor()
  await stands(partner, 'Agrees with these words', {}, 'Save')

  // 5. What was said of words that changed meanwhile is told, and nothing that was typed is lost.
  const community = await person()
  await as(community, 'community')
  await community.goto(negotiation)
  await community.getByRole('link', { name: '3. Review' }).first().click()
  await community.getByLabel('Objects to them').check()
  await community.getByLabel('Why', { exact: true }).fill('Every month is too often')
  await commissioner.goto(`${agreement}/edit`)
  await islandsAwake(commissioner)
  const area = commissioner.getByLabel('Text', { exact: true })
  await area.fill((await area.inputValue()).replace('every month', 'every week'))
  await press(commissioner, 'Save the text')
  await press(community, 'Save and go on')
  await community.getByRole('alert').waitFor()
  assert.equal(await community.getByLabel('Why', { exact: true }).inputValue(), 'Every month is too often')
  await community.getByText('The leads meet every week.').first().waitFor()
  await accessible(community)

  // 6. All agree.
  for (const [who, window] of [['community', community], ['police', police], ['partner', partner], ['commissioner', commissioner]]) {
    await window.goto(negotiation)
    if ((await window.getByRole('button', { name: /^Agree with/ }).count()) === 0) continue
    await window.getByLabel(/^I have read/).check()
    await Promise.all([window.waitForEvent('load'), window.getByRole('button', { name: /^Agree with/ }).click()])
    await window.getByText('Your organisation has said where it stands on every clause.').waitFor()
    assert.ok(who)
  }
  await visit(commissioner, negotiation)
  await commissioner.getByText('Clause by clause: all agree with 3 clauses').waitFor()
  await screenshot(commissioner, 'negotiation-all-agree')
  await commissioner.getByText('Round 1: show all positions, or close it').click()
  await press(commissioner, 'Show all parties what each says')
  await commissioner.getByText('Round 1: show all positions, or close it').click()
  await press(commissioner, 'Close round 1')
  await commissioner.getByText('Round 1 was closed on 1 December 2014.').waitFor()
})

concordat.journey('Who pays is argued, one question settled and one left open, and a coordinator runs a meeting', {}, async ({
  page,
  person,
  javascript,
}) => {
  const commissioner = page
  await as(commissioner, 'commissioner')
  const agreement = await opened(commissioner, `Who pays ${javascript ? 'with' : 'without'} JavaScript`)
  const coordinator = await person()
  await as(coordinator, 'coordinator')

  // 1. Two questions of clauses.
  await visit(coordinator, `${agreement}/who-pays`, 'Who pays')
  await coordinator.getByText('Nobody has asked who pays.').waitFor()
  await press(coordinator, 'Ask it')
  await refused(coordinator, 'Choose a clause', 'Corey Coordinator')
  for (const [clause, question] of [[2, 'Who pays for time at meetings?'], [3, 'Who pays for the minutes?']]) {
    await coordinator.goto(`${agreement}/who-pays`)
    await coordinator.getByLabel('Which clause asks for it?').selectOption({ index: clause })
    await coordinator.getByLabel('Who pays for this?').fill(question)
    await press(coordinator, 'Ask it')
    await coordinator.getByRole('heading', { level: 1, name: question }).waitFor()
  }
  await visit(coordinator, `${agreement}/who-pays`, 'Who pays')
  await narrowAndWide(coordinator)
  await screenshot(coordinator, 'who-pays')

  // 2. Each side says who should pay; whoever has said nothing reads nobody.
  const toQuestion = async (who) => {
    await who.goto(`${agreement}/who-pays`)
    await Promise.all([who.waitForEvent('load'), who.getByRole('link', { name: 'Who pays for time at meetings?' }).click()])
  }
  const partner = await person()
  await as(partner, 'partner')
  await toQuestion(partner)
  await partner.getByLabel('Who should pay, in your organisation’s view?').fill('The providers')
  await partner.getByLabel('Why', { exact: true }).fill('Contracts buy it already')
  await press(partner, 'Say it')
  await partner.getByText('What your organisation says is saved').waitFor()
  const community = await person()
  await as(community, 'community')
  await toQuestion(community)
  await community.getByText('You read what the others say once your organisation has said who should pay.').waitFor()
  assert.equal(await community.getByText('Contracts buy it already').count(), 0)
  await press(community, 'Say it')
  await refused(community, 'Enter who should pay')
  await community.getByLabel('Who should pay, in your organisation’s view?').fill('Whoever commissions the care')
  await community.getByLabel('Why', { exact: true }).fill('No contract prices it')
  await press(community, 'Say it')
  await community.getByText('Contracts buy it already').waitFor()
  await narrowAndWide(community)
  await screenshot(community, 'who-pays-sides')

  // 3. One is settled, by whoever saw what stands there; the other stays open.
  await toQuestion(coordinator)
  await toQuestion(commissioner)
  for (const [who, words] of [[coordinator, 'Each bears its own time'], [commissioner, 'The council bears it']]) {
    await who.getByText('Write down a note, or what was settled').click()
    await who.getByLabel('What was settled').fill(words)
    await press(who, 'Save')
  }
  await commissioner.getByRole('alert').waitFor()
  assert.equal(await commissioner.getByLabel('What was settled').inputValue(), 'The council bears it')
  await accessible(commissioner)
  await coordinator.getByText('Each bears its own time').first().waitFor()
  await visit(commissioner, `${agreement}/who-pays`, 'Who pays')
  await commissioner.getByRole('cell', { name: 'Settled' }).waitFor()
  await commissioner.getByRole('cell', { name: 'Open' }).waitFor()

  // 4. A meeting, with a task that its owner finishes.
  await visit(coordinator, `${agreement}/meetings`, 'Meetings')
  await coordinator.getByRole('link', { name: 'Write a meeting down' }).click()
  await coordinator.getByRole('heading', { level: 1, name: 'Write a meeting down' }).waitFor()
  await narrowAndWide(coordinator)
  await screenshot(coordinator, 'meeting-new')
  await fillDay(coordinator, 'When was it held?', [24, 11, 2014])
  await coordinator.getByLabel('What was settled of it 1').fill('By one form')
  await press(coordinator, 'Write it down')
  await refused(coordinator, 'Enter who was there', 'Corey Coordinator')
  assert.equal(await coordinator.getByLabel('What was settled of it 1').inputValue(), 'By one form')
  await coordinator.getByLabel('Who was there?').fill('Casey\nParker')
  await coordinator.getByLabel('Clause 1').selectOption({ index: 1 })
  await coordinator.getByLabel('Task 1').fill('Send the form to all')
  await coordinator.getByLabel('Who does it 1').selectOption('NHS Birmingham CrossCity CCG')
  await fillDay(coordinator, 'By when 1', [15, 12, 2014])
  await press(coordinator, 'Write it down')
  await coordinator.getByText('There: Casey, Parker').waitFor()
  await narrowAndWide(coordinator)
  await screenshot(coordinator, 'meetings')
  await partner.goto('/work')
  await Promise.all([partner.waitForEvent('load'), partner.getByRole('link', { name: /^Send the form to all: Who pays/ }).first().click()])
  await partner.getByRole('button', { name: /It is done/ }).click()
  await partner.getByText('done on 1 December 2014').waitFor()
})

concordat.journey('Two people write at once, and no word is lost', {}, async ({ page, person, javascript }) => {
  const commissioner = page
  await as(commissioner, 'commissioner')
  const agreement = await opened(commissioner, `Two writers ${javascript ? 'with' : 'without'} JavaScript`)
  const coordinator = await person()
  await as(coordinator, 'coordinator')
  const write = async (who, before, after) => {
    const area = who.getByLabel('Text', { exact: true })
    await area.fill((await area.inputValue()).replace(before, after))
  }
  for (const who of [commissioner, coordinator]) {
    await who.goto(`${agreement}/edit`)
    await islandsAwake(who)
  }
  // Other clauses are put together.
  await write(commissioner, 'refers early', 'refers at once')
  await press(commissioner, 'Save the text')
  await write(coordinator, 'every month', 'every week')
  await press(coordinator, 'Save the text')
  await coordinator.getByText('together with what somebody else saved meanwhile').waitFor()
  await coordinator.getByText('Every party refers at once.').waitFor()
  await coordinator.getByText('The leads meet every week.').waitFor()

  // The same clause shows both, and lets one choose.
  for (const who of [commissioner, coordinator]) {
    await who.goto(`${agreement}/edit`)
    await islandsAwake(who)
  }
  await write(commissioner, 'every week', 'every quarter')
  await press(commissioner, 'Save the text')
  await write(coordinator, 'every week', 'every fortnight')
  await press(coordinator, 'Save the text')
  await coordinator.getByText('you both changed the same clause').waitFor()
  assert.match(await coordinator.getByLabel('Text', { exact: true }).inputValue(), /every fortnight/)
  await narrowAndWide(coordinator)
  await screenshot(coordinator, 'drafting-both')
  await coordinator.getByLabel('Review', { exact: true }).check()
  await press(coordinator, 'Save the text')
  await coordinator.getByText('The leads meet every quarter.').waitFor()

  // What the text still lacks, head by head.
  await visit(commissioner, `${agreement}/heads`, 'What the text says')
  await commissioner.getByLabel('How it is reviewed').selectOption({ label: '3. Review' })
  await press(commissioner, 'Save')
  await commissioner.getByText('1 of 6 have a clause').waitFor()
  await narrowAndWide(commissioner)
  await screenshot(commissioner, 'heads')
})

concordat.journey('A laptop closes in the middle, and what was written is there again', { javascript: [true] }, async ({ page }) => {
  await as(page, 'commissioner')
  const agreement = await opened(page, 'A closed laptop')
  await page.goto(`${agreement}/edit`)
  await islandsAwake(page)
  await page.getByRole('toolbar').waitFor()
  const area = page.getByLabel('Text', { exact: true })
  await area.fill((await area.inputValue()).replace('every month', 'every month, and write down what they decide'))
  await page.getByText(/Draft kept at/).waitFor()
  await narrowAndWide(page)
  await screenshot(page, 'drafting-with-tools')
  await page.goto('about:blank')
  await page.goto(`${agreement}/edit`)
  await page.getByText('You go on where you left off').waitFor()
  assert.match(await page.getByLabel('Text', { exact: true }).inputValue(), /write down what they decide/)
  await press(page, 'Leave my draft, show the saved text')
  assert.doesNotMatch(await page.getByLabel('Text', { exact: true }).inputValue(), /write down what they decide/)

  // A starter text for an empty page.
  await visit(page, '/agreements/new', 'Draft a new agreement')
  await page.getByLabel('Title').fill('From a starter text')
  await page.getByLabel('Financial year').fill('2015/16')
  await press(page, 'Save and go on')
  const empty = new URL(page.url()).pathname
  await visit(page, `${empty}/edit`, 'Write the text')
  await page.getByRole('link', { name: 'Memorandum of understanding' }).click()
  await page.getByRole('toolbar').waitFor()
  assert.match(await page.getByLabel('Text', { exact: true }).inputValue(), /## Who pays for partnership working/)
  await press(page, 'Save the text')
  await page.getByRole('link', { name: /Who pays for partnership working/ }).waitFor()
})
