// A disk that takes no more, and a schema of another program: said, and nothing corrupted.
import assert from 'node:assert/strict'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { ask, commissioner } from './support/person.mjs'
import { aRegister } from './support/register.mjs'
import { allThere, sendAgain, stream } from './support/stream.mjs'

test('a disk without room: a page that keeps what was typed; with room again, on as if nothing had been', async (t) => {
  const register = await aRegister()
  // A server that ends leaves everything in the register's file, and no journal beside it.
  let server = await register.serve()
  await server.stop()
  // So many kilobytes a file, one megabyte more than the register has: writing fails in the middle of some deed.
  const kilobytes = Math.ceil((await stat(join(register.folder, 'concordat.db'))).size / 1024) + 1024
  server = await register.serve({}, ['bash', '-c', `trap '' XFSZ; ulimit -f ${kilobytes}; exec "$0" "$@"`])
  try {
    const person = await commissioner(server.address)
    const streaming = stream(person, () => server.address)
    const deadline = Date.now() + 60_000
    while (streaming.answers.length < 5) {
      assert.ok(Date.now() < deadline, 'the disk never became full')
      await new Promise(setImmediate)
    }
    await streaming.stop()
    for (const { status, headers, body, form } of streaming.answers) {
      assert.equal(status, 503, body)
      assert.equal(headers['retry-after'], '30')
      assert.ok(body.includes('The register cannot save anything at the moment') && body.includes(form.name), body)
    }
    assert.match(server.log(), /the files of the database cannot be opened, read or written|the disk is full/)
    assert.equal((await ask(server.address, '/agreements')).status, 200, 'what is there can still be read')
    t.diagnostic(`${streaming.acknowledged.size} deeds acknowledged before`)
    assert.ok(streaming.acknowledged.size > 0, 'there was never room')
    await server.kill()
    server = await register.serve()
    await allThere(streaming, person, server.address)
    await sendAgain(streaming, person, server.address)
    await allThere(streaming, person, server.address)
    await register.run('audit', 'verify')
    await server.stop()
  } finally {
    await server.kill()
    await register.remove()
  }
})

test('a file that may only be read is refused at the start, and says what to do', async () => {
  const register = await aRegister()
  try {
    // The mode of a file means nothing to root; that the program may write no byte to any file means it to everybody.
    const nothing = ['bash', '-c', `trap '' XFSZ; ulimit -f 0; exec "$0" "$@"`]
    const refused = await register.serve({}, nothing).then(
      async (server) => (await server.kill(), assert.fail('it serves')),
      (error) => error.message,
    )
    assert.match(refused, /the files of the database cannot be opened, read or written|the disk is full/)
    await register.run('audit', 'verify')
  } finally {
    await register.remove()
  }
})
