// Eight parties and a coordinator bring one memorandum to the point where all agree with every clause, in two rounds: an objection that
// is answered, words that are taken over, a party that lets the first round pass. Who has said nothing reads nowhere what others said.
// Four of the eight sit at a browser; what the other four do is the same again, so their forms are sent without one.
import assert from 'node:assert/strict'
import { request } from 'playwright-core'
import { accessible } from './support/accessible.mjs'
import { islandsAwake } from './support/browser.mjs'
import { journeys } from './support/journey.mjs'
import { as, password } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { fillDay, press, visit } from './support/steps.mjs'

const concordat = journeys({ demo: true, started: invite })

const LEAD = 'Birmingham City Council'
const TRUST = 'Birmingham and Solihull Mental Health NHS Foundation Trust'
const SCHOOL = 'Cotteridge Primary School'
const PARTIES = [
  ['NHS Birmingham CrossCity CCG', 'nhs_commissioner'],
  ['NHS Birmingham South and Central CCG', 'nhs_commissioner'],
  ['Birmingham Community Healthcare NHS Trust', 'nhs_provider'],
  ["Birmingham Children's Hospital NHS Foundation Trust", 'nhs_provider'],
  [TRUST, 'nhs_provider'],
  ['West Midlands Police', 'police'],
  [SCHOOL, 'school'],
]
// The demonstration has nobody who speaks for these two.
const INVITED = { [TRUST]: 'terry@trust.example', [SCHOOL]: 'hazel@school.example' }

const TEXT = `# Memorandum of eight

## Referrals {#c-referrals}

Every party refers early.

## Money {#c-money}

{contributions}

## Meetings {#c-meetings}

The parties meet every week.

## Review {#c-review}

The parties look at this memorandum every year.
`
const OBJECTION = 'Nobody has an afternoon each week'
const PROPOSED = 'within one working day'
const REASON = 'A day can be counted'
const REMARK = 'Good to have it in figures'

// ---- Without a browser

const entities = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

/** The hidden fields of the form that has `mark` in it, as a page shows them. */
function hidden(html, mark) {
  const form = html.match(/<form\b[\s\S]*?<\/form>/g)?.find((one) => one.includes(mark))
  assert.ok(form, `no form has ${mark}:\n${html}`)
  const value = (input, name) => (input.match(` ${name}="([^"]*)"`)?.[1] ?? '').replace(/&(?:lt|gt|quot|amp);/g, (found) => entities[found])
  return form.match(/<input\b[^>]*type="hidden"[^>]*>/g).map((input) => [value(input, 'name'), value(input, 'value')])
}

/** Sends a form as the page that shows it would, and expects to be sent on. */
async function send(asking, address, mark, typed) {
  const data = new URLSearchParams([...hidden(await read(asking, address), mark), ...Object.entries(typed)]).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }
  const answer = await asking.post(address, { data, headers, maxRedirects: 0 })
  assert.equal(answer.status(), 303, `${address} answered ${answer.status()}:\n${await answer.text()}`)
}

async function read(asking, address) {
  const answer = await asking.get(address)
  assert.equal(answer.status(), 200, address)
  return answer.text()
}

/** The operator adds the first people of two parties, the council confirms them, and they choose a password by their link. */
async function invite({ address, run }) {
  const council = await withoutBrowser(address, 'commissioner@demo.example')
  const newcomer = await request.newContext({ baseURL: address })
  for (const [name, email] of Object.entries(INVITED)) {
    const list = await read(council, `/organisations?q=${encodeURIComponent(name)}`)
    const [, reference] = list.match(`href="/organisations/([^"]+)"[^>]*>${name}<`)
    const added = ['user', 'add', email, '--name', email.split('@')[0], '--organisation', reference.toUpperCase(), '--role', 'partner']
    const [link] = (await run(...added)).stdout.match(/\/set-password\/[0-9a-f]{64}/)
    await send(newcomer, link, 'name="again"', { password, again: password })
    await send(council, `/organisations/${reference}/roles`, 'name="form" value="confirm"', {})
  }
  for (const one of [council, newcomer]) await one.dispose()
}

/** Somebody who is signed in and sits at no browser. */
async function withoutBrowser(address, email) {
  const asking = await request.newContext({ baseURL: address })
  await signIn(asking, email)
  return asking
}

const signIn = (asking, email) => send(asking, '/sign-in', 'name="password"', { email, password })
const agreeWithTheRest = (asking, agreement) => send(asking, `${agreement}/negotiate`, 'name="form" value="rest"', { read: 'yes' })

const clauses = ['referrals', 'money', 'meetings', 'review'].map((clause) => `/negotiate/c-${clause}`)
const PAGES = ['', '/negotiate', ...clauses, '/text', '/revisions', '/history', '/who-pays', '/comments', '/meetings']

/** None of these words stands on any page that a party may read. */
async function readsNowhere(asking, agreement, words) {
  const addresses = ['/work', ...PAGES.map((page) => agreement + page)]
  const pages = await Promise.all(addresses.map((address) => read(asking, address)))
  for (const word of words) assert.deepEqual(addresses.filter((_, at) => pages[at].includes(word)), [], `where “${word}” is told`)
}

// ---- At a browser

/** A memorandum of all eight, drafted and open for negotiation. */
async function opened(lead, title) {
  await lead.goto('/agreements/new')
  await lead.getByLabel('Title').fill(title)
  await lead.getByLabel('Coordinator').fill('NHS England Midlands and East')
  await lead.getByLabel('Financial year').fill('2015/16')
  await fillDay(lead, 'Starts', [1, 4, 2015])
  await fillDay(lead, 'Ends', [31, 3, 2016])
  await press(lead, 'Save and go on')
  const agreement = new URL(lead.url()).pathname
  await lead.goto(`${agreement}/parties`)
  for (const [name, speaksAs] of PARTIES.slice(0, 3)) {
    await lead.getByLabel('Organisation').fill(name)
    await lead.getByLabel('Speaks as').selectOption(speaksAs)
    await lead.getByRole('group', { name: 'Does it sign?' }).getByLabel('Yes').check()
    await press(lead, 'Add the party')
    await lead.getByText(`Remove ${name}`).waitFor({ state: 'attached' })
  }
  for (const [organisation, speaks_as] of PARTIES.slice(3)) {
    await send(lead.request, `${agreement}/parties`, 'Add the party', { organisation, role: 'partner', speaks_as, signs: 'yes' })
  }
  await write(lead, agreement, () => TEXT)
  await press(lead, 'Save the text')
  await lead.goto(agreement)
  await press(lead, 'Open negotiation')
  return agreement
}

/** Changes the text on the drafting page, and does not save it yet. */
async function write(who, agreement, change) {
  await who.goto(`${agreement}/edit`)
  await islandsAwake(who)
  const area = who.getByLabel('Text', { exact: true })
  await area.fill(change(await area.inputValue()))
}

async function openRound(lead, agreement, number) {
  await lead.goto(`${agreement}/negotiate`)
  await fillDay(lead, 'By which day are the parties asked?', [19, 12, 2014])
  await press(lead, `Open round ${number}`)
  await lead.getByText(`Round ${number} is open until 19 December 2014.`).waitFor()
}

/** Says where an organisation stands on one clause, from its page. */
async function stands(who, clause, stand, { why, proposed } = {}) {
  await who.goto(clause)
  await who.getByLabel(stand, { exact: true }).check()
  if (why) await who.getByLabel('Why', { exact: true }).fill(why)
  if (proposed) {
    const area = who.getByLabel('The clause as it should read')
    await area.fill((await area.inputValue()).replace(...proposed))
  }
  await Promise.all([who.waitForEvent('load'), who.getByRole('button', { name: /^Save/ }).click()])
}

/** Agrees with what is left, `count` clauses, and is then told that nothing is. */
async function agreesWith(who, agreement, count) {
  await who.goto(`${agreement}/negotiate`)
  await who.getByLabel(count === 1 ? 'I have read this clause' : `I have read all ${count} clauses`).check()
  await press(who, count === 1 ? 'Agree with it' : `Agree with all ${count}`)
  await who.getByText('Your organisation has said where it stands on every clause.').waitFor()
}

/** A row of the table of clauses. */
const row = (who, clause) => who.getByRole('row').filter({ has: who.getByRole('link', { name: clause }) })

/** Two questions of who pays: one that two parties answer and the coordinator settles, one that stays open. */
async function whoPays({ coordinator, partner, community, police }, agreement) {
  for (const question of ['Who pays for the room?', 'Who pays for the minutes?']) {
    await coordinator.goto(`${agreement}/who-pays`)
    await coordinator.getByLabel('Which clause asks for it?').selectOption({ index: 3 })
    await coordinator.getByLabel('Who pays for this?').fill(question)
    await press(coordinator, 'Ask it')
    await coordinator.getByRole('heading', { level: 1, name: question }).waitFor()
  }
  await police.goto(`${agreement}/who-pays`)
  const addressOf = (question) => police.getByRole('link', { name: question }).getAttribute('href')
  const [room, minutes] = [await addressOf('Who pays for the room?'), await addressOf('Who pays for the minutes?')]
  for (const [who, pays, why] of [[partner, 'Whoever invites', 'It has rooms'], [community, 'The council', 'Its rooms are free']]) {
    await who.goto(room)
    assert.equal(await who.getByText('Whoever invites').count(), 0, 'it has said nothing itself')
    await who.getByLabel('Who should pay, in your organisation’s view?').fill(pays)
    await who.getByLabel('Why', { exact: true }).fill(why)
    await press(who, 'Say it')
  }
  await community.getByText('Whoever invites').waitFor()
  await coordinator.goto(room)
  await coordinator.getByText('Write down a note, or what was settled').click()
  await coordinator.getByLabel('What was settled').fill('Each invites in turn, and pays for its room')
  await press(coordinator, 'Save')
  // Settled or not, what the sides said is still for those who said something.
  await police.goto(room)
  await police.getByText('Each invites in turn, and pays for its room').waitFor()
  for (const said of ['Whoever invites', 'Its rooms are free']) assert.equal(await police.getByText(said).count(), 0)
  await police.goto(minutes)
  await police.getByText('Open', { exact: true }).waitFor()
}

/** The coordinator writes a meeting down, and the police do what it asked of them. */
async function meeting({ coordinator, police }, agreement) {
  await coordinator.goto(`${agreement}/meetings/new`)
  await fillDay(coordinator, 'When was it held?', [28, 11, 2014])
  await coordinator.getByLabel('Who was there?').fill('Casey for the council\nRobin for the police')
  await coordinator.getByLabel('Clause 1').selectOption({ index: 3 })
  await coordinator.getByLabel('What was settled of it 1').fill('Once a month is enough')
  await coordinator.getByLabel('Task 1').fill('Name whoever takes referrals')
  await coordinator.getByLabel('Who does it 1').selectOption('West Midlands Police')
  await fillDay(coordinator, 'By when 1', [12, 12, 2014])
  await press(coordinator, 'Write it down')
  await police.goto('/work')
  await Promise.all([police.waitForEvent('load'), police.getByRole('link', { name: /^Name whoever takes referrals: / }).first().click()])
  await Promise.all([police.waitForEvent('load'), police.getByRole('button', { name: 'It is done' }).click()])
  await police.getByText('West Midlands Police: Name whoever takes referrals, done on 1 December 2014').waitFor()
}

/** The lead and the coordinator write at the same time: of different clauses both stay, of the same one the coordinator chooses. */
async function bothWrite({ lead, coordinator }, agreement) {
  for (const who of [lead, coordinator]) {
    await write(who, agreement, (text) => text.replace(...(who === lead ? ['every week', 'every month'] : ['every year', 'each spring'])))
  }
  await press(lead, 'Save the text')
  await press(coordinator, 'Save the text')
  await coordinator.getByText('together with what somebody else saved meanwhile').waitFor()
  await coordinator.getByText('The parties meet every month.').waitFor()
  await coordinator.getByText('The parties look at this memorandum each spring.').waitFor()
  for (const who of [lead, coordinator]) {
    await write(who, agreement, (text) => text.replace('every month', who === lead ? 'once a month' : 'twice a term'))
  }
  await press(lead, 'Save the text')
  await press(coordinator, 'Save the text')
  await coordinator.getByText('you both changed the same clause').waitFor()
  await coordinator.getByRole('deletion').filter({ hasText: 'once' }).first().waitFor()
  assert.match(await coordinator.getByLabel('Text', { exact: true }).inputValue(), /twice a term/)
  await coordinator.getByLabel('Meetings', { exact: true }).check()
  await press(coordinator, 'Save the text')
  await coordinator.getByText('The parties meet once a month.').waitFor()
}

concordat.journey('Eight parties come to agree with every clause', {}, async ({ page: lead, person, address, javascript }) => {
  const title = `Eight parties ${javascript ? 'with' : 'without'} JavaScript`
  await as(lead, 'commissioner')
  const agreement = await opened(lead, title)
  const negotiation = `${agreement}/negotiate`
  const [referrals, meetings] = ['c-referrals', 'c-meetings'].map((clause) => `${negotiation}/${clause}`)
  const people = { lead }
  for (const who of ['coordinator', 'partner', 'community', 'police']) {
    people[who] = await person()
    await signIn(people[who].request, `${who}@demo.example`)
  }
  const { coordinator, partner, community, police } = people
  const emails = ['two@demo.example', 'hospital.signatory@demo.example', ...Object.values(INVITED)]
  const [two, hospital, trust, school] = await Promise.all(emails.map((email) => withoutBrowser(address, email)))

  // 1. The first round: one objects, one proposes other words, five agree, and the school lets it pass.
  await openRound(lead, agreement, 1)
  await stands(partner, meetings, 'Objects to them', { why: OBJECTION })
  await agreesWith(partner, agreement, 3)
  await stands(community, referrals, 'Proposes other words', { why: REASON, proposed: ['early', PROPOSED] })
  await agreesWith(community, agreement, 3)

  // Who has said nothing reads of nobody: not where anybody stands, nor why, nor other words.
  const said = [OBJECTION, REASON, PROPOSED, '1 objects', '1 proposes']
  await visit(police, negotiation)
  assert.equal(await police.getByText('Told once you have said where you stand').count(), 4)
  await police.goto(meetings)
  await police.getByText('You read it once you have said where your organisation stands on this clause.').waitFor()
  await readsNowhere(police.request, agreement, said)
  await agreesWith(police, agreement, 4)
  await row(police, '3. Meetings').getByText(/1 objects/).waitFor()
  await police.goto(meetings)
  await police.getByText(OBJECTION).waitFor()
  await police.goto(referrals)
  await police.getByText(REASON).waitFor()
  await police.getByRole('insertion').filter({ hasText: PROPOSED }).first().waitFor()
  for (const party of [two, hospital, trust]) {
    await readsNowhere(party, agreement, said)
    await agreeWithTheRest(party, agreement)
    assert.ok((await read(party, meetings)).includes(OBJECTION) && (await read(party, referrals)).includes(PROPOSED))
  }
  await readsNowhere(school, agreement, said)

  // The lead is no party that hears of others late: it reads all, agrees with the rest itself, and takes the words over.
  await agreesWith(lead, agreement, 4)
  await row(lead, '1. Referrals').getByText('6 agree, 1 proposes other words, 1 has not said').waitFor()
  await row(lead, '3. Meetings').getByText('6 agree, 1 objects, 1 has not said').waitFor()
  await accessible(lead)
  await screenshot(lead, 'eight-parties-first-round')
  await lead.goto(referrals)
  await Promise.all([lead.waitForEvent('load'), lead.getByRole('link', { name: 'Take these words over, or leave them' }).click()])
  await press(lead, 'Take these words over')
  await lead.getByText('As it reads in revision 2.').waitFor()

  // 2. Between the rounds the objection is answered, and the clause beside it changes. What takes long is done in one mode each.
  if (javascript) {
    await bothWrite(people, agreement)
  } else {
    await whoPays(people, agreement)
    await meeting(people, agreement)
    await write(lead, agreement, (text) => text.replace('every week', 'once a month').replace('every year', 'each spring'))
    await press(lead, 'Save the text')
  }
  await lead.goto(negotiation)
  await lead.getByText('Round 1: show all positions, or close it').click()
  await press(lead, 'Close round 1')
  await openRound(lead, agreement, 2)

  // 3. The second round asks of what changed, but not of their own words those who proposed them; the school is asked everything.
  await readsNowhere(school, agreement, [OBJECTION, REASON, 'Trust proposed'])
  assert.ok((await read(lead.request, `${agreement}/revisions`)).includes('Community Healthcare NHS Trust proposed'))
  assert.ok((await read(school, '/work')).includes(`where you stand on 4 clauses of ${title}`))
  await visit(community, negotiation)
  await community.getByText('Your organisation has said where it stands on 2 of 4 clauses.').waitFor()
  await stands(partner, meetings, 'Agrees with these words', { why: REMARK })
  await agreesWith(partner, agreement, 2)
  await agreesWith(community, agreement, 2)
  await readsNowhere(police.request, agreement, [REMARK])
  await agreesWith(police, agreement, 3)
  await police.goto(meetings)
  await police.getByText(REMARK).waitFor()
  await agreesWith(lead, agreement, 3)
  await readsNowhere(school, agreement, [REMARK])
  for (const party of [two, hospital, trust, school]) {
    assert.ok(!(await read(party, meetings)).includes(REMARK))
    await agreeWithTheRest(party, agreement)
    assert.ok((await read(party, meetings)).includes(REMARK))
  }

  // 4. All agree, and everybody reads it; nobody is asked anything; the question that is open stands with the money.
  for (const who of [lead, community]) {
    await visit(who, negotiation)
    await who.getByText('Clause by clause: all agree with 4 clauses').waitFor()
    assert.equal(await who.getByText('All agree', { exact: true }).count(), 4)
  }
  for (const asking of [coordinator.request, partner.request, police.request, two, hospital, trust, school]) {
    assert.ok((await read(asking, negotiation)).includes('all agree with 4 clauses'))
    assert.doesNotMatch(await read(asking, '/work'), new RegExp(`where you stand on \\d+ clauses? of ${title}`))
  }
  for (const [party] of [[LEAD], ...PARTIES]) await lead.getByRole('row', { name: party }).getByText('4 of 4').waitFor()
  await screenshot(lead, 'eight-parties-all-agree')
  // It was asked in the other mode only.
  if (javascript) return
  await visit(lead, `${agreement}/text`)
  await lead.getByRole('heading', { name: 'Not agreed' }).waitFor()
  await lead.getByRole('cell', { name: 'Who pays for the minutes?' }).waitFor()
  assert.equal(await lead.getByText('Who pays for the room?').count(), 0, 'it is settled')
  await screenshot(lead, 'eight-parties-not-agreed')
})
