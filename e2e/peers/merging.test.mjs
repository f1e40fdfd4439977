// What the program merges of releases, against ocdsmerge, the standard's own implementation.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { program, root } from '../support/server.mjs'
import { pythonProgram } from '../support/python.mjs'
import { chain, chance } from './support/chains.mjs'

const ours = (...path) => join(root, 'e2e/peers', ...path)
let folder
before(async () => (folder = await mkdtemp(join(tmpdir(), 'concordat-peers-'))))
after(() => rm(folder, { recursive: true, force: true }))

/** What the program makes of files, held against ocdsmerge: a line for every process. */
async function compared(name, ...files) {
  const env = { ...process.env, DATABASE_URL: `sqlite://${join(folder, name)}.db` }
  const run = (...command) => promisify(execFile)(program, command, { cwd: folder, env })
  await run('migrate')
  await run('import', 'ocds', ...files)
  await run('export', 'ocds', '--to', join(folder, name))
  const schema = ours('ocds/release-schema-1.1.5.json')
  const python = [ours('merged.py'), join(folder, name, 'ocds-records.json'), schema]
  const { stdout } = await promisify(execFile)(pythonProgram('python3'), python, { maxBuffer: 1 << 26 })
  return stdout.trim().split('\n').map((line) => JSON.parse(line))
}

/** The first differences, which say enough. */
const different = (told) => told.flatMap(({ differences }) => differences).slice(0, 3)

test('real processes that were told twice are merged as ocdsmerge merges them', async () => {
  const told = await compared('twice', ours('ocds/told-twice.json'))
  assert.equal(told.length, 11)
  assert.ok(told.every(({ releases }) => releases === 2))
  assert.deepEqual(different(told), [])
})

test('releases that carry only changes are merged as ocdsmerge merges them, whatever order they come in', async () => {
  const chains = Array.from({ length: 150 }, (_, number) => chain(number, 2015 + number))
  const pick = chance(7)
  const releases = chains.flat().map((release) => [pick(1 << 20), release]).sort(([one], [other]) => one - other)
  const lines = releases.map(([, release]) => JSON.stringify(release))
  // In two files, one of them packed: JSON lines as publishers give them.
  const half = lines.length >> 1
  const [one, other] = [join(folder, 'updates.jsonl'), join(folder, 'updates.jsonl.gz')]
  await writeFile(one, lines.slice(0, half).join('\n'))
  await writeFile(other, gzipSync(lines.slice(half).join('\n')))
  const told = await compared('updates', one, other)
  assert.equal(told.length, chains.length)
  assert.equal(told.reduce((sum, { releases }) => sum + releases, 0), lines.length)
  assert.deepEqual(different(told), [])
})
