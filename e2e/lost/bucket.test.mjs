// Attached files in a bucket instead of a folder: written, read, missed when the store is away, backed up and restored.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { program } from '../support/server.mjs'
import { ask, commissioner } from './support/person.mjs'
import { aRegister, serve } from './support/register.mjs'
import { startS3 } from './support/s3.mjs'

const run = promisify(execFile)
const agreement = 'mou-2015-001'
const words = '%PDF-1.7 We agree to all of it'
const all = {}
before(async () => {
  all.s3 = await startS3('papers')
  all.register = await aRegister({ ...all.s3.env, CONCORDAT_ATTACHMENTS: 's3://papers/live' })
  all.server = await all.register.serve()
  all.person = await commissioner(all.server.address)
})
after(async () => {
  await all.server?.kill()
  await all.register?.remove()
  await all.s3?.stop()
})

/** What a refused command says. */
const refused = (running) => running.then(() => assert.fail('it was not refused'), ({ stdout, stderr }) => stdout + stderr)

test('a file is attached, lies in the folder of the bucket, and comes back to who may read it', async () => {
  const { s3, person, server } = all
  const attached = await person.attach(server.address, agreement, 'letter', words)
  assert.equal(attached.status, 303, attached.body)
  all.letter = await person.fileNamed(server.address, agreement, 'letter')
  assert.equal((await person.get(server.address, all.letter)).body, words)
  assert.equal((await ask(server.address, all.letter)).status, 404)
  const keys = await s3.keys()
  assert.equal(keys.length, 1)
  assert.match(keys[0], /^live\/[0-9a-f]{64}-[0-9a-f]{16}$/)
})

test('while the store is away people are told so, nothing typed is lost, and everything else goes on', async () => {
  const { s3, person, server } = all
  await s3.shut()
  const missed = await person.get(server.address, all.letter)
  assert.equal(missed.status, 503)
  assert.ok(missed.headers['retry-after'])
  const notKept = await person.attach(server.address, agreement, 'a second letter', words)
  assert.equal(notKept.status, 503)
  assert.ok(notKept.body.includes('a second letter'), notKept.body)
  assert.equal((await person.get(server.address, `/agreements/${agreement}`)).status, 200)
  await s3.open()
  const kept = await person.attach(server.address, agreement, 'a second letter', words)
  assert.equal(kept.status, 303, kept.body)
})

test('a backup holds the bucket, and is restored into another place', async () => {
  const { s3, person, register } = all
  const file = join(register.folder, 'backup.tar')
  assert.match((await register.run('backup', file)).stdout, / 2 attached files/)
  const elsewhere = (attachments) => ({
    ...register.settings,
    DATABASE_URL: `sqlite://${join(register.folder, 'elsewhere/register.db')}`,
    CONCORDAT_ATTACHMENTS: attachments,
  })
  const restore = (attachments) => run(program, ['restore', file], { cwd: register.folder, env: elsewhere(attachments) })
  assert.match(await refused(restore('s3://papers/live')), /there are attached files in s3:\/\/papers\/live/)
  await s3.shut()
  assert.match(await refused(restore('s3://papers/restored')), /attached files/)
  await s3.open()
  await restore('s3://papers/restored')
  const second = await serve(register.folder, elsewhere('s3://papers/restored'))
  assert.equal((await person.get(second.address, all.letter)).body, words)
  await second.stop()
  assert.equal((await s3.keys()).filter((key) => key.startsWith('restored/')).length, 2)
})

test('what is gone from the bucket is missed by the check', async () => {
  const { s3, register } = all
  assert.match((await register.run('check')).stdout, /ok +attached files: 2, all there/)
  const [gone] = await s3.keys()
  await s3.remove(gone)
  assert.match(await refused(register.run('check')), /WRONG +attached files: of 2, 1 are gone: ATT-2014-00[12]/)
})
