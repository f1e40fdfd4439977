// Letters leave the outbox whatever the mail server does: it is down, refuses for a while, never answers, knows no such user;
// the program is killed between the server's acceptance and the mark.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freePort } from '../support/server.mjs'
import { aRegister } from './support/register.mjs'
import { shownToAnybody } from './support/person.mjs'
import { allSent, startSmtp } from './support/smtp.mjs'
import { until } from './support/until.mjs'

/** Somebody asks for a new password: one letter. */
async function forgets(server, email) {
  const answer = await fetch(`${server.address}/reset-password`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...shownToAnybody, email }),
  })
  assert.equal(answer.status, 200)
}

/** The demonstration's own deeds wrote other letters, which go out as well. */
const to = (smtp, email) => smtp.taken.filter((letter) => letter.to === email && letter.subject === 'Choose a new password for Concordat')

test('a letter is sent once when a mail server that was down and refused takes it', async () => {
  const port = await freePort()
  const mail = { CONCORDAT_SMTP_URL: `smtp://127.0.0.1:${port}`, CONCORDAT_MAIL_FROM: 'Concordat <register@council.example>' }
  const register = await aRegister({ ...mail, CONCORDAT_MAIL_RETRY_SECONDS: '1', CONCORDAT_LOG: 'info' })
  let server, smtp
  try {
    server = await register.serve()
    await forgets(server, 'partner@demo.example')
    await until('it was tried and failed', () => /outcome=Later/.test(server.log()))
    smtp = await startSmtp(port, 'later')
    await until('the server put it off', () => /Come again later/.test(server.log()))
    assert.equal(smtp.taken.length, 0)
    smtp.tell('take')
    await until('it was taken', () => to(smtp, 'partner@demo.example').length > 0)
    await until('it was marked', () => /outcome=Sent/.test(server.log()))
    // A letter after it goes, and the first does not go again.
    await forgets(server, 'provider@demo.example')
    await until('the next was taken', () => to(smtp, 'provider@demo.example').length > 0)
    assert.equal(to(smtp, 'partner@demo.example').length, 1)
    assert.match(to(smtp, 'partner@demo.example')[0].id, /^<[0-9a-f]{32}@council\.example>$/)

    smtp.tell('never')
    await forgets(server, 'police@demo.example')
    await until('it was given up', () => /outcome=Never/.test(server.log()))
    await server.stop()
  } finally {
    await server?.kill()
    await smtp?.stop()
    await register.remove()
  }
})

test('killed between acceptance and mark, a letter goes out a second time under the same Message-ID and no oftener', async () => {
  const port = await freePort()
  const register = await aRegister({
    CONCORDAT_SMTP_URL: `smtp://127.0.0.1:${port}`,
    CONCORDAT_MAIL_TIMEOUT_SECONDS: '1',
    CONCORDAT_MAIL_RETRY_SECONDS: '1',
    CONCORDAT_LOG: 'info',
  })
  const smtp = await startSmtp(port)
  let server
  try {
    server = await register.serve()
    await allSent(register, [server])
    smtp.tell('hold')
    await forgets(server, 'partner@demo.example')
    await until('the server has it', () => to(smtp, 'partner@demo.example').length === 1)
    await server.kill()
    smtp.tell('take')
    server = await register.serve()
    await until('it came again', () => to(smtp, 'partner@demo.example').length === 2)
    await until('it was marked', () => /outcome=Sent/.test(server.log()))
    await forgets(server, 'provider@demo.example')
    await until('the next was taken', () => to(smtp, 'provider@demo.example').length === 1)
    const [first, second, ...more] = to(smtp, 'partner@demo.example')
    assert.deepEqual(more, [])
    assert.equal(first.id, second.id)
    await server.stop()
  } finally {
    await server?.kill()
    await smtp.stop()
    await register.remove()
  }
})
