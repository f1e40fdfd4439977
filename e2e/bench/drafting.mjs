// Measures how long the server takes with an agreement of 150 pages: saving its text, reading it, negotiating it, comparing two of its
// revisions; and how many bytes a browser gets for a page that drafts and for one to read. It prints tables and decides nothing.
//   node e2e/bench/drafting.mjs                                            of target/release/concordat, as `make bench` builds it
//   CONCORDAT_BINARY=target/debug/concordat node e2e/bench/drafting.mjs    of another; a dev build is several times slower
// Times are those of whole answers on this machine, without compression, the server on a core of its own.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { ask, shownToAnybody } from '../lost/support/person.mjs'
import { openBrowser } from '../support/browser.mjs'
import { password } from '../support/people.mjs'
import { BUDGET as BYTES, weigh } from '../support/weight.mjs'
import { built, run, serving, settings } from './programs.mjs'

const program = resolve(process.env.CONCORDAT_BINARY ?? built('concordat'))
const CLAUSES = 600
/** 2,600 a page; a text may have 400,000. */
const CHARACTERS = 390_000
const TIMES = 5
const MILLISECONDS = 200
/** Who else is a party, on which side, and who speaks for it. */
const PARTIES = [
  ['NHS Birmingham CrossCity CCG', 'nhs_commissioner', 'partner'],
  ['Birmingham Community Healthcare NHS Trust', 'nhs_provider', 'community'],
  ['West Midlands Police', 'police', 'police'],
]
const DEMONSTRATION = '/agreements/mou-2015-001'

// ---- The text

const WHO = ['The council', 'Each NHS trust', 'Every school', 'The police force', 'The lead commissioner']
const DOES = ['agrees with the others', 'tells children and their parents', 'writes down within ten days', 'answers for', 'looks after']
const WHAT = ['who sees a child first', 'how a referral is made', 'what a meeting decides', 'the time of its staff', 'what it promised']
const WHEN = ['before each quarter ends', 'once it is known', 'unless another clause says otherwise', 'as long as this lasts', 'every year']

/** The same words each time; no two clauses alike. Their anchors are in it, so that the register saves it as it is. */
function text() {
  let turn = 0
  const one = (of) => of[(turn = (turn * 48_271 + 11) % 2_147_483_647) % of.length]
  const sentence = () => `${one(WHO)} ${one(DOES)} ${one(WHAT)} ${one(WHEN)}.`
  const clause = (_, at) => {
    let words = `## Of ${one(WHAT)}, part ${at + 1} {#c-${at + 1}}\n\n${sentence()}`
    while (words.length < CHARACTERS / CLAUSES - 60) words += `${one(['\n\n', ' ', ' ', ' '])}${sentence()}`
    return words
  }
  return `${Array.from({ length: CLAUSES }, clause).join('\n\n')}\n`
}

// ---- The agreement

const characters = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

/** The hidden fields of the form that has `mark` in it, as a page shows them. */
function hidden(html, mark) {
  const form = html.match(/<form\b[\s\S]*?<\/form>/g).find((one) => one.includes(mark))
  if (!form) throw new Error(`No form has ${mark}:\n${html}`)
  const plain = (text) => text.replace(/&(?:lt|gt|quot|amp);/g, (found) => characters[found])
  const value = (input, name) => plain(input.match(` ${name}="([^"]*)"`)?.[1] ?? '')
  return form.match(/<input\b[^>]*type="hidden"[^>]*>/g).map((input) => [value(input, 'name'), value(input, 'value')])
}

/** One of the demonstration's people, signed in without a browser. */
async function person(site, who) {
  const { headers } = await ask(site, '/sign-in', { form: { ...shownToAnybody, email: `${who}@demo.example`, password } })
  const cookie = headers['set-cookie'][0].split(';')[0]
  const asked = async (path, form) => {
    const { status, headers, body } = await ask(site, path, { cookie, form })
    if (status !== (form ? 303 : 200)) throw new Error(`${path} was answered with ${status}:\n${body}`)
    return { body, location: headers.location }
  }
  /** A form as its page shows it, with what is typed. */
  const filled = async (path, mark, typed) => [...hidden((await asked(path)).body, mark), ...Object.entries(typed)]
  return { cookie, asked, filled, send: async (path, mark, typed) => (await asked(path, await filled(path, mark, typed))).location }
}

const day = (name, [day, month, year]) => ({ [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year })

/** A memorandum with that text, of which every party has said where it stands on every clause. */
async function negotiated(site, lead) {
  const days = { ...day('starts', [1, 4, 2015]), ...day('ends', [31, 3, 2016]) }
  const about = { title: '150 pages', kind: 'memorandum', year: '2015/16', coordinator: 'NHS England Midlands and East', binding: 'no' }
  const agreement = await lead.send('/agreements/new', 'name="title"', { ...about, ...days })
  for (const [organisation, speaks_as] of PARTIES) {
    await lead.send(`${agreement}/parties`, 'Add the party', { organisation, role: 'partner', speaks_as, signs: 'yes' })
  }
  await lead.send(`${agreement}/edit`, 'Save the text', { text: text() })
  await lead.send(agreement, 'Open negotiation', {})
  await lead.send(`${agreement}/negotiate`, 'Open round 1', day('closes', [19, 12, 2014]))
  const others = await Promise.all(PARTIES.map(([, , who]) => person(site, who)))
  for (const one of [lead, ...others]) await one.send(`${agreement}/negotiate`, 'name="form" value="rest"', { read: 'yes' })
  return agreement
}

// ---- The measuring

const median = (times) => times.toSorted((one, other) => one - other)[times.length >> 1]

/** Milliseconds until an address has answered, the median of some times; `filled` makes the form of each. */
async function took(lead, path, filled = () => undefined) {
  const times = []
  for (let time = 1; time <= TIMES; time += 1) {
    const form = await filled(time)
    const started = performance.now()
    await lead.asked(path, form)
    times.push(performance.now() - started)
  }
  return median(times)
}

async function times(lead, agreement) {
  const edit = `${agreement}/edit`
  const changed = (time) => text().replace('.\n\n## ', `. It was changed, and then again: ${time}.\n\n## `)
  const measured = {
    'saving it, one clause changed': await took(lead, edit, (time) => lead.filled(edit, 'Save the text', { text: changed(time) })),
    'its text': await took(lead, `${agreement}/text`),
    'its negotiation': await took(lead, `${agreement}/negotiate`),
    'two of its revisions compared': await took(lead, `${agreement}/compare?from=1&to=${1 + TIMES}`),
  }
  return Object.entries(measured).map(([what, ms]) => ({ what, ms: Math.round(ms), budget: judged(ms, MILLISECONDS) }))
}

async function sizes(site, lead, agreement) {
  const [name, value] = lead.cookie.split('=')
  const pages = [
    ['drafting a memorandum', `${DEMONSTRATION}/edit`, BYTES.drafting],
    ['drafting 150 pages', `${agreement}/edit`, BYTES.drafting],
    ['reading a memorandum', `${DEMONSTRATION}/text`, BYTES.withoutIsland],
  ]
  const browser = await openBrowser()
  try {
    const rows = []
    for (const [what, path, budget] of pages) {
      const { total, parts } = await weigh(browser, site + path, { cookies: [{ name, value, url: site }] })
      rows.push({ what, files: parts.length, 'bytes, brotli': total, budget: judged(total, budget) })
    }
    return rows
  } finally {
    await browser.close()
  }
}

const judged = (figure, budget) => `${budget}: ${figure <= budget ? 'holds' : 'does not hold'}`

// ---- All of it

const folder = await mkdtemp(join(tmpdir(), 'concordat-drafting-'))
const database = join(folder, 'register.db')
try {
  for (const command of ['migrate', 'demo']) await run(program, [command], { env: settings(database) })
  await serving((address) => [program, 'serve', '--addr', address], database, async (site) => {
    const lead = await person(site, 'commissioner')
    const agreement = await negotiated(site, lead)
    console.log(`${program}: ${text().length} characters, ${CLAUSES} clauses, ${PARTIES.length + 1} parties; the median of ${TIMES}`)
    console.table(await times(lead, agreement))
    console.table(await sizes(site, lead, agreement))
  })
} finally {
  await rm(folder, { recursive: true, force: true })
}
