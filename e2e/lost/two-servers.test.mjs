// Two servers on one PostgreSQL behind nginx, as server/deploy/nginx.conf has it: who is signed in is so on both, a form
// pressed on both is one deed, and when one dies nobody notices.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freePort } from '../support/server.mjs'
import { host, startNginx } from './support/nginx.mjs'
import { ask, commissioner, newService, shownToAnybody } from './support/person.mjs'
import { startPostgres } from './support/postgres.mjs'
import { aRegister } from './support/register.mjs'
import { allSent, sentBy, startSmtp } from './support/smtp.mjs'
import { allThere, sendAgain, stream } from './support/stream.mjs'
import { until } from './support/until.mjs'

const all = {}
before(async () => {
  all.postgres = await startPostgres()
  const mailPort = await freePort()
  all.smtp = await startSmtp(mailPort)
  const register = await aRegister({
    DATABASE_URL: await all.postgres.database('shared'),
    CONCORDAT_PUBLIC_URL: `https://${host}`,
    CONCORDAT_TRUSTED_PROXIES: '127.0.0.1',
    CONCORDAT_SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
    CONCORDAT_MAIL_RETRY_SECONDS: '1',
    CONCORDAT_LOG: 'info',
  })
  Object.assign(all, { register, servers: [await register.serve(), await register.serve()] })
  all.nginx = await startNginx(all.servers.map(({ address }) => address.slice('http://'.length)))
  all.person = await commissioner(all.nginx.secure, all.nginx.tls)
})
after(async () => {
  await all.nginx?.stop()
  for (const server of all.servers ?? []) await server.kill()
  await all.smtp?.stop()
  await all.register?.remove()
  await all.postgres?.stop()
})

test('browsers are sent to https and keep to it, and the cookie goes nowhere else', async () => {
  const { nginx, person } = all
  const plain = await ask(nginx.plain, '/agreements?q=1', { tls: { servername: host } })
  assert.deepEqual([plain.status, plain.headers.location], [301, `https://${host}/agreements?q=1`])
  const page = await ask(nginx.secure, '/', { tls: nginx.tls })
  assert.equal(page.status, 200)
  assert.equal(page.headers['strict-transport-security'], 'max-age=31536000')
  assert.match(person.setCookie, /^__Host-concordat=.*; Secure$/)
})

test('who signed in through the proxy is signed in on both servers', async () => {
  for (const { address } of all.servers) assert.equal((await all.person.get(address, '/work')).status, 200)
})

test('a form pressed on both servers at once is one deed', async () => {
  const { register, servers, person } = all
  const earlier = await register.holds()
  for (let time = 0; time < 10; time++) {
    const form = newService()
    const [one, other] = await Promise.all(servers.map(({ address }) => person.send(address, '/services/new', form)))
    assert.deepEqual([one.status, other.status], [303, 303], one.body + other.body)
    assert.equal(one.headers.location, other.headers.location)
  }
  const now = await register.holds()
  assert.equal(now.rows.service - earlier.rows.service, 10)
  assert.equal(now.audit_head.seq - earlier.audit_head.seq, 10)
})

const people = 'administrator signatory partner provider coordinator accountable scrutineer police community southside'.split(' ')

test('of many letters each server sends its share, and none is sent twice', async () => {
  const { register, servers, smtp } = all
  await allSent(register, servers)
  const [earlier, taken] = [sentBy(servers), smtp.taken.length]
  // The mail server lets whoever sends wait: then each of them holds letters that the other may not take.
  smtp.tell('hold')
  for (const [index, name] of people.entries()) {
    const answer = await ask(servers[index % 2].address, '/reset-password', { form: { ...shownToAnybody, email: `${name}@demo.example` } })
    assert.equal(answer.status, 200, answer.body)
  }
  await until('both are at it', () => smtp.taken.length === taken + 2)
  smtp.tell('take')
  await allSent(register, servers)
  const later = sentBy(servers)
  assert.ok(later.every((count, index) => count > earlier[index]), `sent by each: ${earlier}, then ${later}`)
  assert.deepEqual(smtp.taken.slice(taken).map(({ to }) => to.split('@')[0]).sort(), [...people].sort())
})

test('one server killed under load: nothing acknowledged is lost, and nobody who sends a form notices', async (t) => {
  const { register, servers, nginx, person } = all
  const earlier = await register.holds()
  const streaming = stream(person, () => nginx.secure, 6)
  const more = (count) => {
    const wanted = streaming.acknowledged.size + count
    return until(`${wanted} deeds are done`, () => streaming.acknowledged.size >= wanted)
  }
  await more(30)
  await servers[0].kill()
  await more(30)
  await streaming.stop()
  const told = streaming.answers.map(({ status }) => status)
  assert.deepEqual(told, [], 'somebody was told of it')
  t.diagnostic(`${streaming.acknowledged.size} deeds acknowledged`)
  await allThere(streaming, person, nginx.secure)
  await sendAgain(streaming, person, nginx.secure)

  const now = await register.holds()
  const deeds = streaming.acknowledged.size
  assert.equal(now.rows.service - earlier.rows.service, deeds)
  assert.equal(now.audit_head.seq - earlier.audit_head.seq, deeds)
  await register.run('audit', 'verify', '--head', `${now.audit_head.seq}:${now.audit_head.hash}`)
})

test('the server that comes back takes its share, and ends when it is told to', async () => {
  const { register, servers, person } = all
  servers[0] = await register.serve()
  assert.equal((await person.get(servers[0].address, '/work')).status, 200)
  for (const server of servers) await server.stop()
})

test('nginx says nothing that asks for a change of the sample configuration', () => {
  const warnings = all.nginx.log().split('\n').filter((line) => /\[(warn|emerg|alert|crit)\]/.test(line))
  // From nginx 1.25 on it says so of the form that earlier ones, which Debian still has, know alone.
  const others = warnings.filter((line) => !line.includes('"listen ... http2" directive is deprecated'))
  assert.deepEqual(others, [])
})
