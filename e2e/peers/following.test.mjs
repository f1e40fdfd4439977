// What a calendar program and a feed reader make of our calendar and feed: read back by icalendar and feedparser.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { root, startServer } from '../support/server.mjs'
import { pythonProgram } from '../lost/support/python.mjs'

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
