// Measures how long the server takes with an agreement of 150 pages: saving its text, reading it, negotiating it, comparing two of its
// revisions; and how many bytes a browser gets for a page that drafts and for one to read. It prints tables and decides nothing.
//   node e2e/bench/drafting.mjs                                            of target/release/concordat, as `make bench` builds it
//   CONCORDAT_BINARY=target/debug/concordat node e2e/bench/drafting.mjs    of another; a dev build is several times slower
// Times are those of whole answers on this machine, without compression, the server on a core of its own.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ask } from '../lost/support/person.mjs'
import { islandsAwake, openBrowser, openWindow } from '../support/browser.mjs'
import { as } from '../support/people.mjs'
import { fillDay, press } from '../support/steps.mjs'
import { BUDGET as BYTES, weigh } from '../support/weight.mjs'
import { built, run, serving, settings } from './programs.mjs'

const program = resolve(process.env.CONCORDAT_BINARY ?? built('concordat'))
const CLAUSES = 600
/** The text grows by anchors of 14 characters when it is saved, and may then have 400,000. */
const CHARACTERS = 390_000 - CLAUSES * 14
const TIMES = 5
const MILLISECONDS = 200
/** Who else is a party, and who says where it stands. */
const PARTIES = [
  ['NHS Birmingham CrossCity CCG', 'nhs_commissioner', 'partner'],
  ['Birmingham Community Healthcare NHS Trust', 'nhs_provider', 'community'],
  ['West Midlands Police', 'police', 'police'],
]
const DEMONSTRATION = '/agreements/mou-2015-001'

// ---- The text

const WHO = ['The council', 'Each NHS trust', 'The clinical commissioning groups', 'The police', 'Every school', 'The lead commissioner']
const DOES = ['agrees with the others', 'tells the children and their parents', 'writes down within ten days', 'pays for', 'answers for']
const WHAT = ['who sees a child first', 'how a referral is made', 'what a meeting has decided', 'the time that staff spend on it', 'the help that was promised']
const WHEN = ['before the end of each quarter', 'as soon as it is known', 'unless another clause says otherwise', 'for as long as this agreement lasts', 'and looks at it again each year']

/** The same words each time; no two clauses alike. */
function text() {
  let turn = 0
  const one = (of) => of[(turn = (turn * 1_103_515_245 + 12_345) % 2_147_483_648) % of.length]
  const sentence = () => `${one(WHO)} ${one(DOES)} ${one(WHAT)} ${one(WHEN)}.`
  const clause = (_, at) => {
    let words = `## Of ${one(WHAT)}, part ${at + 1}\n\n`
    while (words.length < CHARACTERS / CLAUSES - 60) words += `${sentence()}${one(['\n\n', ' ', ' ', ' '])}`
    return words.trimEnd()
  }
  return Array.from({ length: CLAUSES }, clause).join('\n\n')
}

// ---- The agreement

/** A memorandum with that text, of which every party has said where it stands on every clause. */
async function negotiated(person) {
  const lead = await person('commissioner')
  await lead.goto('/agreements/new')
  await lead.getByLabel('Title').fill('A hundred and fifty pages')
  await lead.getByLabel('Financial year').fill('2015/16')
  await fillDay(lead, 'Starts', [1, 4, 2015])
  await fillDay(lead, 'Ends', [31, 3, 2016])
  await press(lead, 'Save and go on')
  const agreement = new URL(lead.url()).pathname
  await lead.goto(`${agreement}/parties`)
  for (const [name, speaksAs] of PARTIES) {
    await lead.getByLabel('Organisation').fill(name)
    await lead.getByLabel('Speaks as').selectOption(speaksAs)
    await press(lead, 'Add the party')
  }
  await lead.goto(`${agreement}/edit`)
  await islandsAwake(lead)
  await lead.getByLabel('Text', { exact: true }).fill(text())
  await press(lead, 'Save the text')
  await lead.goto(agreement)
  await press(lead, 'Open negotiation')
  await lead.goto(`${agreement}/negotiate`)
  await fillDay(lead, 'By which day are the parties asked?', [19, 12, 2014])
  await press(lead, 'Open round 1')
  for (const who of ['commissioner', ...PARTIES.map(([, , who]) => who)]) {
    const window = await person(who)
    await window.goto(`${agreement}/negotiate`)
    await window.getByLabel(`I have read all ${CLAUSES} clauses`).check()
    await press(window, `Agree with all ${CLAUSES}`)
  }
  return agreement
}

// ---- The measuring

const median = (times) => times.toSorted((one, other) => one - other)[times.length >> 1]

/** Milliseconds, the median of some times; `prepared` makes what is asked for each and takes no time of it. */
async function took(asked, prepared = () => undefined) {
  const times = []
  for (let time = 1; time <= TIMES; time += 1) {
    const form = await prepared(time)
    const started = performance.now()
    const { status, body } = await asked(form)
    times.push(performance.now() - started)
    if (status !== (form ? 303 : 200)) throw new Error(`Answered with ${status}:\n${body}`)
  }
  return median(times)
}

/** The drafting form with a sentence more in the first clause. */
async function oneClauseChanged(page, address, time) {
  const html = await (await page.request.get(address)).text()
  const field = (name) => html.match(`name="${name}" value="([^"]*)"`)[1]
  const written = html.match(/<textarea\b[^>]*\bid="text"[^>]*>\n?([\s\S]*?)<\/textarea>/)[1].replaceAll('&amp;', '&').replaceAll('&lt;', '<')
  const changed = written.replace('.\n\n## ', `. It was changed for the ${time}th time.\n\n## `)
  const shown = Object.fromEntries(['form-for', 'form-id'].map((name) => [name, field(name)]))
  const [, form] = html.split('class="post-form post-form--wide"')
  return { ...shown, 'form-id': form.match(/name="form-id" value="([^"]*)"/)[1], 'form-seen': form.match(/name="form-seen" value="([^"]*)"/)[1], text: changed }
}
