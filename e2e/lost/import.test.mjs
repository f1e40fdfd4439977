// An import that is killed in the middle and started again: nothing is lost and nothing comes twice.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { program } from '../support/server.mjs'
import { chain } from '../peers/support/chains.mjs'
import { startPostgres } from './support/postgres.mjs'
import { aRegister } from './support/register.mjs'

const all = {}
before(async () => (all.postgres = await startPostgres()))
after(() => all.postgres?.stop())

/** Imports a file and kills the program when it tells of something; true if it had not ended by itself. */
async function killed(register, file, told) {
  const importing = spawn(program, ['import', 'ocds', file], { cwd: register.folder, env: register.settings })
  const ended = once(importing, 'exit')
  let said = ''
  importing.stderr.on('data', (text) => {
    said += text
    if (said.includes(told)) importing.kill('SIGKILL')
  })
  importing.stdout.resume()
  return (await ended)[1] === 'SIGKILL'
}

/** What an import that was killed again and again leaves, against one that never was. */
async function same(registers) {
  const chains = Array.from({ length: 800 }, (_, number) => chain(number, 100 + number))
  const releases = chains.flat()
  assert.ok(releases.length > 3000, `${releases.length} releases are too few to be killed among`)
  const [broken, whole] = registers
  const file = join(broken.folder, 'notices.jsonl')
  await writeFile(file, releases.map((release) => JSON.stringify(release)).join('\n'))
  for (const told of ['releases read', 'releases added', 'releases added']) {
    assert.ok(await killed(broken, file, told), `it ended before it was killed at "${told}"`)
  }
  const { stdout } = await broken.run('import', 'ocds', file)
  assert.match(stdout, new RegExp(`read ${releases.length} releases of ${chains.length} processes`))
  await whole.run('import', 'ocds', file)
  const tables = async (register) => {
    const { rows } = await register.holds()
    const of = ['procurement', 'procurement_release', 'tender_event', 'search_entry', 'import_release']
    return Object.fromEntries(of.map((table) => [table, rows[table]]))
  }
  assert.deepEqual(await tables(broken), await tables(whole))
  assert.equal((await tables(broken)).import_release, 0, 'something still waits')
  assert.match((await broken.run('import', 'ocds', file)).stdout, /releases: 0 added, \d+ were there already/)
  assert.match((await broken.run('audit', 'verify')).stdout, /whole|unbroken|entries/)
}

test('an import into SQLite that is killed goes on where it was', async () => {
  const registers = [await aRegister(), await aRegister()]
  try {
    await same(registers)
  } finally {
    for (const register of registers) await register.remove()
  }
})

test('an import into PostgreSQL that is killed goes on where it was', async () => {
  const urls = [await all.postgres.database('killed'), await all.postgres.database('whole')]
  const registers = await Promise.all(urls.map((DATABASE_URL) => aRegister({ DATABASE_URL })))
  try {
    await same(registers)
  } finally {
    for (const register of registers) await register.remove()
  }
})
