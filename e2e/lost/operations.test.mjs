// What whoever runs the program relies on, asked of the program itself: refusals at the start, metrics, logs.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freePort } from '../support/server.mjs'
import { ask } from './support/person.mjs'
import { startPostgres } from './support/postgres.mjs'
import { aRegister } from './support/register.mjs'

const all = {}
before(async () => {
  all.postgres = await startPostgres()
  all.url = await all.postgres.database('operations')
  all.register = await aRegister({ DATABASE_URL: all.url })
})
after(async () => {
  await all.register?.remove()
  await all.postgres?.stop()
})

/** What a command says that ends with 1. */
async function refused(...command) {
  const said = await all.register.run(...command).catch((error) => error)
  assert.equal(said.code, 1, `${command.join(' ')} was not refused: ${said.stdout}`)
  return said.stdout + said.stderr
}

test('metrics are told on a listener of their own and nowhere else', async () => {
  const watched = `127.0.0.1:${await freePort()}`
  const server = await all.register.serve({ CONCORDAT_METRICS_ADDR: watched })
  try {
    await ask(server.address, '/agreements')
    const told = await ask(`http://${watched}`, '/metrics')
    assert.match(told.headers['content-type'], /^application\/openmetrics-text/)
    assert.match(told.body, /^concordat_request_seconds_count\{address="\/agreements",method="GET",status="200"\} 1$/m)
    assert.match(told.body, /^concordat_database_answers 1$/m)
    assert.equal((await ask(server.address, '/metrics')).status, 404)
    assert.equal((await ask(`http://${watched}`, '/agreements')).status, 404)
  } finally {
    await server.stop()
  }
})

test('a log for programs is a line of JSON a request, by the number that the answer holds', async () => {
  const server = await all.register.serve({ CONCORDAT_LOG: 'info', CONCORDAT_LOG_FORMAT: 'json' })
  const answer = await ask(server.address, '/agreements?q=somebody')
  await server.stop()
  const lines = server.log().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
  const line = lines.find(({ span }) => span?.id === answer.headers['x-request-id'])
  assert.deepEqual([line.fields.status, line.span.address, line.span.method], [200, '/agreements', 'GET'])
  assert.ok(!server.log().includes('somebody'), 'what was asked for is in the log')
})

test('a schema of a newer program is refused by every command, with the version it needs', async () => {
  const { postgres, url } = all
  const tomorrow = `INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_tomorrow', 0);
    UPDATE setting SET value = '7.1.0' WHERE name = 'schema_of_program'`
  await postgres.sql(url, tomorrow)
  for (const command of ['serve', 'migrate', 'check', 'demo']) {
    assert.match(await refused(command), /newer than this program.*m9999_tomorrow.*version 7\.1\.0 or later/, command)
  }
  await postgres.sql(url, `DELETE FROM seaql_migrations WHERE version = 'm9999_tomorrow'`)
})

test('a schema of an older program is refused, and says how it is brought up to date', async () => {
  const { postgres, url } = all
  await postgres.sql(url, 'CREATE TABLE kept AS SELECT max(version) AS version FROM seaql_migrations')
  await postgres.sql(url, 'DELETE FROM seaql_migrations WHERE version = (SELECT version FROM kept)')
  for (const command of ['serve', 'check', 'demo']) {
    assert.match(await refused(command), /1 change behind this program: make a backup, then run `concordat migrate`/, command)
  }
})
