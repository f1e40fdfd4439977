// The drill: a backup while deeds stream in, put back somewhere else, is the same register up to the last byte of its
// trail, with everything that was acknowledged before it began, and what is attached.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFile, readFile, readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { program } from '../support/server.mjs'
import { commissioner } from './support/person.mjs'
import { startPostgres } from './support/postgres.mjs'
import { aRegister, manifestOf, serve } from './support/register.mjs'
import { stream } from './support/stream.mjs'

const run = promisify(execFile)
let postgres
before(async () => (postgres = await startPostgres()))
after(() => postgres?.stop())

/** What a refused command says. */
async function refused(running) {
  const said = await running.then(
    ({ stdout }) => assert.fail(`It was not refused: ${stdout}`),
    ({ code, stderr }) => ({ code, stderr }),
  )
  assert.equal(said.code, 1, said.stderr)
  return said.stderr
}

async function drill(t, env, elsewhere) {
  const register = await aRegister(env)
  const { folder, settings } = register
  const server = await register.serve()
  const place = { ...settings, DATABASE_URL: elsewhere(folder), CONCORDAT_ATTACHMENTS: join(folder, 'restored-attachments') }
  const restore = (file, more = {}) => run(program, ['restore', file], { cwd: folder, env: { ...place, ...more } })
  try {
    const person = await commissioner(server.address)
    const attached = await person.attach(server.address, 'mou-2015-001', 'a signed letter', '%PDF-1.7 We agree')
    assert.equal(attached.status, 303, attached.body)
    const letter = await person.fileNamed(server.address, 'mou-2015-001', 'a signed letter')
    const streaming = stream(person, () => server.address)
    while (streaming.acknowledged.size < 20) await new Promise(setImmediate)

    const file = join(folder, 'backup.tar')
    const acknowledgedBefore = new Map(streaming.acknowledged)
    await register.run('backup', file)
    await streaming.stop()
    assert.ok(streaming.acknowledged.size > acknowledgedBefore.size, 'no deed was done while the backup was made')
    assert.deepEqual(streaming.answers, [], 'nobody had to wait for the backup')
    const { contents } = await manifestOf(file)

    assert.match(await refused(register.run('backup', file)), /is there already: a backup is never overwritten/)
    assert.match(await refused(run(program, ['restore', file], { cwd: folder, env: settings })), /is there already|is not empty/)
    await damaged(folder, file, restore)
    // Disks with room for so many kilobytes a file.
    const room = (kilobytes, env, ...command) =>
      run('bash', ['-c', `trap '' XFSZ; ulimit -f ${kilobytes}; exec "$0" "$@"`, program, ...command], { cwd: folder, env })
    assert.match(await refused(room(100, place, 'restore', file)), /is there room on its disk\?/)
    const never = join(folder, 'never.tar')
    assert.match(await refused(room(20, settings, 'backup', never)), /the register was not copied/)
    assert.deepEqual((await readdir(folder)).filter((name) => name.startsWith('.concordat') || name === 'never.tar'), [])

    const restored = await restore(file)
    t.diagnostic(restored.stdout.trim().replaceAll('\n', '; '))
    const again = join(folder, 'again.tar')
    await run(program, ['backup', again], { cwd: folder, env: place })
    const counted = (await manifestOf(again)).contents
    assert.deepEqual(counted.rows, contents.rows)
    assert.deepEqual(counted.audit_head, contents.audit_head)
    await run(program, ['audit', 'verify', '--head', `${contents.audit_head.seq}:${contents.audit_head.hash}`], { cwd: folder, env: place })
    assert.equal((await readdir(place.CONCORDAT_ATTACHMENTS)).length, 1, 'nothing unfinished is left behind')

    const second = await serve(folder, place)
    assert.equal((await person.get(second.address, letter)).body, '%PDF-1.7 We agree')
    for (const [name, at] of acknowledgedBefore) {
      assert.ok((await person.get(second.address, at)).body.includes(name), `${name} is not in the backup`)
    }
    await second.stop()
    await server.stop()
  } finally {
    await server.kill()
    await register.remove()
  }
}

/** A file that was cut off and one with another byte are refused, and the place stays empty for the next try. */
async function damaged(folder, file, restore) {
  const [cut, changed] = [join(folder, 'cut.tar'), join(folder, 'changed.tar')]
  await copyFile(file, cut)
  await truncate(cut, 20_000)
  assert.match(await refused(restore(cut)), /damaged or was cut off/)
  const bytes = await readFile(file)
  bytes[bytes.length - 60_000] ^= 1
  await writeFile(changed, bytes)
  assert.match(await refused(restore(changed)), /damaged or was cut off.*is not what it was/)
}

test('a backup under load, restored elsewhere, has the same counts and audit head (SQLite)', (t) =>
  drill(t, {}, (folder) => `sqlite://${join(folder, 'elsewhere/register.db')}`))

test('a backup under load, restored elsewhere, has the same counts and audit head (PostgreSQL)', async (t) => {
  const [from, to] = [await postgres.database('drill'), await postgres.database('elsewhere')]
  await drill(t, { DATABASE_URL: from }, () => to)
})
