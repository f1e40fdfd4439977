// kill -9 in a stream of deeds: whatever was acknowledged is there, nothing is there half or twice, the chain is whole.
// CONCORDAT_CRASHES says how often (5, and 50 for `make crash`), CONCORDAT_SEED repeats a run.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { chance, seed } from './support/chance.mjs'
import { commissioner } from './support/person.mjs'
import { startPostgres } from './support/postgres.mjs'
import { aRegister } from './support/register.mjs'
import { allThere, sendAgain, stream } from './support/stream.mjs'
import { until } from './support/until.mjs'

const crashes = Number(process.env.CONCORDAT_CRASHES ?? 5)
let postgres
before(async () => (postgres = await startPostgres()))
after(() => postgres?.stop())

/** As many records, audit entries and answered forms have come as deeds were acknowledged; and the trail is whole. */
async function fitsTogether(register, { acknowledged }, earlier) {
  const now = await register.holds()
  const more = {
    services: now.rows.service - earlier.rows.service,
    entries: now.audit_head.seq - earlier.audit_head.seq,
    rowsOfTheTrail: now.rows.audit_entry - earlier.rows.audit_entry,
    forms: now.rows.form_press - earlier.rows.form_press,
  }
  const deeds = acknowledged.size
  assert.deepEqual(more, { services: deeds, entries: deeds, rowsOfTheTrail: deeds, forms: deeds })
  await register.run('audit', 'verify', '--head', `${now.audit_head.seq}:${now.audit_head.hash}`)
}

async function killedAndStartedAgain(t, env) {
  t.diagnostic(`seed ${seed}, ${crashes} times`)
  const next = chance()
  const register = await aRegister(env)
  let server = await register.serve()
  let deeds = 0
  try {
    const person = await commissioner(server.address)
    for (let round = 0; round < crashes; round++) {
      const earlier = await register.holds()
      const streaming = stream(person, () => server.address)
      await pause(100 + 400 * next())
      await server.kill()
      const unanswered = streaming.stop()
      server = await register.serve()
      await unanswered
      await allThere(streaming, person, server.address)
      await sendAgain(streaming, person, server.address)
      await fitsTogether(register, streaming, earlier)
      deeds += streaming.acknowledged.size
    }
    t.diagnostic(`${deeds} deeds acknowledged, none lost`)
    assert.ok(deeds > crashes, `only ${deeds} deeds in ${crashes} rounds: that proves nothing`)
    await server.stop()
  } finally {
    await server.kill()
    await register.remove()
  }
}

test('the program killed in a stream of deeds loses nothing acknowledged (SQLite)', (t) => killedAndStartedAgain(t, {}))

test('the program killed in a stream of deeds loses nothing acknowledged (PostgreSQL)', async (t) =>
  killedAndStartedAgain(t, { DATABASE_URL: await postgres.database('killed') }))

test('PostgreSQL killed in a stream of deeds: 503 meanwhile, then on by itself, and nothing acknowledged is lost', async (t) => {
  const register = await aRegister({ DATABASE_URL: await postgres.database('server_killed'), CONCORDAT_DATABASE_WAIT_SECONDS: '1' })
  const server = await register.serve()
  let slowest = 0
  try {
    const person = await commissioner(server.address)
    for (let round = 0; round < Math.ceil(crashes / 5); round++) {
      const earlier = await register.holds()
      const streaming = stream(person, () => server.address)
      await until('deeds are done', () => streaming.acknowledged.size > 10)
      await postgres.kill()
      await until('the program says that it cannot', () => streaming.answers.some(({ status }) => status === 503))
      await postgres.start()
      const [started, done] = [Date.now(), streaming.acknowledged.size]
      await until('deeds are done again', () => streaming.acknowledged.size > done)
      slowest = Math.max(slowest, Date.now() - started)
      await streaming.stop()

      for (const { status, headers, body, form } of streaming.answers) {
        assert.equal(status, 503, body)
        assert.equal(headers['retry-after'], '30')
        assert.ok(body.includes('The register cannot be reached for a moment') && body.includes(form.name), body)
      }
      await allThere(streaming, person, server.address)
      await sendAgain(streaming, person, server.address)
      await fitsTogether(register, streaming, earlier)
    }
    t.diagnostic(`deeds were done again ${slowest} ms after PostgreSQL was back`)
    await server.stop()
  } finally {
    await server.kill()
    await register.remove()
  }
})
