// What a calendar program and a feed reader make of our calendar and feed: read back by icalendar and feedparser.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { root, startServer } from '../support/server.mjs'
import { pythonProgram } from '../support/python.mjs'

let server, folder
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concordat-following-'))
  server = await startServer()
})
after(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** What a Python program prints of what it is given. */
async function read(program, bytes) {
  const python = spawn(pythonProgram('python3'), [join(root, 'e2e/peers', program)], { stdio: ['pipe', 'pipe', 'inherit'] })
  let said = ''
  python.stdout.on('data', (text) => (said += text))
  python.stdin.end(bytes)
  const [code] = await once(python, 'close')
  assert.equal(code, 0, `${program} could not read it`)
  return said.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line))
}
const calendar = async () => read('events_of.py', await (await fetch(`${server.address}/tenders.ics`)).text())
const feed = async () => (await read('entries_of.py', await (await fetch(`${server.address}/tenders.atom`)).text()))[0]

/** A release of one process; its day is far ahead of any day on which this runs. */
async function told(id, date, tender) {
  const file = join(folder, `${id}.json`)
  const release = { ocid: 'ocds-peer-1', id, date, tag: ['tender'], buyer: { name: 'Council & partners <north>' }, tender }
  await writeFile(file, JSON.stringify(release))
  await server.run('import', 'ocds', file)
}

test('an event keeps its identity, moves with its sequence, and has the right instant across the clock change', async () => {
  const title = 'Clubs; lots 1, 2 & 3 – “north” \\ south'
  const periods = (ends) => ({ title, status: 'active', tenderPeriod: { endDate: ends }, enquiryPeriod: { endDate: '2095-03-20T17:00:00Z' } })
  // Summer time begins on 27 March 2095: noon in London is 12:00 UTC before and 11:00 UTC after.
  await told('1', '2025-01-01T00:00:00Z', periods('2095-03-25T12:00:00+00:00'))
  const first = await calendar()
  const deadline = first.find(({ summary }) => summary.startsWith('Submission deadline'))
  assert.equal(deadline.summary, `Submission deadline: ${title}`)
  assert.deepEqual([deadline.sequence, deadline.status, deadline.starts], [0, 'CONFIRMED', '2095-03-25T12:00:00+00:00'])

  await told('2', '2025-02-01T00:00:00Z', { tenderPeriod: { endDate: '2095-03-30T12:00:00+01:00' }, enquiryPeriod: null })
  const second = await calendar()
  const moved = second.find(({ uid }) => uid === deadline.uid)
  assert.deepEqual([moved.sequence, moved.status, moved.starts], [1, 'CONFIRMED', '2095-03-30T11:00:00+00:00'])
  const gone = second.find(({ summary }) => summary.startsWith('Clarification'))
  assert.deepEqual([gone.sequence, gone.status], [1, 'CANCELLED'], 'a calendar that has it takes it out')
  assert.equal(second.length, first.length)
})

test('whole days are days in every zone', async () => {
  const contractPeriod = { startDate: '2096-04-01T00:00:00+01:00', endDate: '2097-03-31T23:59:59+01:00' }
  await told('3', '2025-03-01T00:00:00Z', { contractPeriod })
  const start = (await calendar()).find(({ summary }) => summary.startsWith('Contract start'))
  assert.deepEqual([start.starts, start.ends], ['2096-04-01', '2096-04-02'])
})

test('a feed reader finds no fault in the feed', async () => {
  const read = await feed()
  assert.equal(read.fault, '')
  assert.equal(read.version, 'atom10')
  assert.deepEqual(read.links, ['alternate', 'self'])
  assert.ok(read.entries.length >= 3)
  assert.ok(read.entries.some(({ title }) => title.startsWith('Cancelled: Clarification')))
  assert.ok(read.entries.every(({ id, link, updated }) => id && link && !Number.isNaN(Date.parse(updated))))
  assert.equal(new Set(read.entries.map(({ id }) => id)).size, read.entries.length, 'each has an identity of its own')
})

test('whatever a notice says of an event, a calendar program reads just that', async () => {
  // Seeded, so that a failure comes again: texts with what RFC 5545 escapes and folds, instants on both sides of the clock change.
  let seed = 20141201
  const pick = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below
  const letters = ['a', 'B', ' ', ';', ',', '\\', ':', '"', 'é', '–', '😀', "'", '&', '<', '=', '%', 'n', 'N', '7']
  const words = (length) => `x${Array.from({ length }, () => letters[pick(letters.length)]).join('')}x`.replace(/ +/g, ' ')
  const milestones = Array.from({ length: 60 }, (_, id) => {
    // No two on one day: of the same kind and instant, one event is made.
    const dueDate = new Date(Date.UTC(2095, id % 12, 1 + 5 * Math.floor(id / 12) + pick(5), 1 + pick(22), 1 + pick(58))).toISOString()
    return { id: String(id), type: 'engagement', title: words(1 + pick(120)), dueDate }
  })
  const file = join(folder, 'many.json')
  const title = words(90)
  const release = { ocid: 'ocds-peer-2', id: '1', date: '2025-01-01T00:00:00Z', tag: ['planning'], buyer: { name: 'Council' } }
  await writeFile(file, JSON.stringify({ ...release, tender: { title, status: 'planning' }, planning: { milestones } }))
  await server.run('import', 'ocds', file)
  const events = (await calendar()).filter(({ summary }) => summary.startsWith('Market engagement'))
  const instants = (all) => all.map((instant) => Date.parse(instant)).sort((one, other) => one - other)
  assert.deepEqual(instants(events.map(({ starts }) => starts)), instants(milestones.map(({ dueDate }) => dueDate)))
  assert.deepEqual([...new Set(events.map(({ summary }) => summary))], [`Market engagement: ${title}`])
  const notes = events.map(({ description }) => description.split('\n').slice(2).join('\n')).sort()
  assert.deepEqual(notes, milestones.map((milestone) => milestone.title).sort())
})
