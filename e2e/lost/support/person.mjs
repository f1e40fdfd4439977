// A person without a browser: signs in, sends forms, keeps the cookie, and can ask any server that serves the register.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import { password } from '../../support/people.mjs'

/**
 * One request. Throws when the connection breaks.
 * @param {string} address where: `http://127.0.0.1:3000`
 * @param {object} [wanted]
 * @param {Record<string, string>} [wanted.form] sends it
 * @param {string} [wanted.cookie]
 * @param {object} [wanted.tls] `{ ca, servername }` for an address with https
 */
export function ask(address, path, { form, cookie, tls = {} } = {}) {
  const body = form && new URLSearchParams(form).toString()
  const headers = { 'sec-fetch-site': 'same-origin' }
  if (tls.servername) headers.host = tls.servername
  if (cookie) headers.cookie = cookie
  if (body) Object.assign(headers, { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) })
  const { request } = address.startsWith('https:') ? https : http
  return new Promise((resolve, reject) => {
    const asking = request(address + path, { method: body ? 'POST' : 'GET', headers, ...tls, timeout: 60_000 }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (more) => (text += more))
      answer.on('error', reject)
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: text }))
    })
    asking.on('timeout', () => asking.destroy(new Error('no answer for a minute')))
    asking.on('error', reject)
    asking.end(body)
  })
}

/** What every form carries: for which organisation, and which version, it was shown. Nobody acts before signing in. */
export const shownToAnybody = { 'form-for': '', 'form-seen': 'new' }

/** Signs in as the demonstration's commissioner. What comes back asks and sends with the session's cookie. */
export async function commissioner(address, tls) {
  const form = { ...shownToAnybody, email: 'commissioner@demo.example', password }
  const answer = await ask(address, '/sign-in', { form, tls })
  assert.equal(answer.status, 303, answer.body)
  const [setCookie] = answer.headers['set-cookie']
  const [cookie] = setCookie.split(';')
  const home = await ask(address, '/about', { cookie, tls })
  const [, organisation] = home.body.match(/name="form-for" value="([^"]+)"/)
  const shown = { 'form-for': organisation, 'form-seen': 'new' }
  return {
    setCookie,
    get: (at, path) => ask(at, path, { cookie, tls: at.startsWith('https:') ? tls : {} }),
    send: (at, path, typed) => ask(at, path, { cookie, form: { ...shown, ...typed }, tls: at.startsWith('https:') ? tls : {} }),
    /** Attaches a file to an agreement. */
    async attach(at, agreement, about, text) {
      const form = new FormData()
      form.set('form-id', randomBytes(16).toString('hex'))
      for (const [name, value] of Object.entries(shown)) form.set(name, value)
      form.set('about', about)
      form.set('file', new File([text], `${about}.pdf`, { type: 'application/pdf' }))
      const headers = { cookie, 'sec-fetch-site': 'same-origin' }
      const path = `/agreements/${agreement}/attachments`
      const answer = await fetch(at + path, { method: 'POST', headers, body: form, redirect: 'manual' })
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
    },
    /** The address of a file by what it was attached as. */
    async fileNamed(at, agreement, about) {
      const { body } = await ask(at, `/agreements/${agreement}/attachments`, { cookie })
      const row = body.split('<tr').find((part) => part.includes(about))
      assert.ok(row, `no file is attached as ${about}`)
      return row.match(/href="(\/attachments\/[^"]+)"/)[1]
    },
  }
}

/** A form that adds a service nobody has added yet. */
export function newService() {
  const number = randomBytes(16).toString('hex')
  return {
    'form-id': number,
    name: `Service ${number}`,
    area: 'early_years',
    clients: 'children',
    delivery: 'in_house',
    independent_of: '',
    description: 'Streamed by a test.',
    published: 'yes',
  }
}
