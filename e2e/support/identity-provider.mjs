// A real OpenID Connect provider (npm oidc-provider) on this machine, with invented people, and in front of it a go-between
// that holds the provider's own key: it can change an ID token on its way and sign it again, so that a token is wrong in one
// thing only.
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { createServer, request } from 'node:http'
import { once } from 'node:events'
import Provider from 'oidc-provider'
import { freePort } from './server.mjs'

export const client = { id: 'concordat', secret: 'a secret between concordat and its provider' }

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Signs with a key, as RS256. */
const byKey = (key) => ({ alg: 'RS256', signed: (text) => sign('RSA-SHA256', Buffer.from(text), key).toString('base64url') })

/** Ways to sign that no provider's own token has. */
export const forged = {
  byAnotherKey: byKey(newKey()),
  byNobody: { alg: 'none', signed: () => '' },
  bySecret: { alg: 'HS256', signed: (text) => createHmac('sha256', client.secret).update(text).digest('base64url') },
}

/**
 * Starts it at an issuer's address, for a Concordat.
 * @returns `people` by what they type to sign in, each `{ email, email_verified, name, groups }`; `tamper(change)`: `change`
 * gets the claims and may change them, and gives a way to sign if not the provider's own; `stop()`
 */
export async function startProvider(issuer, concordat) {
  const key = newKey()
  const own = byKey(key)
  const people = {}
  let change = null

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${concordat}/sign-in/single/back`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['only for this test'] },
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    // Nobody is asked whether Concordat may know who they are: a council's provider has decided that.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()

  /** Asks who is there, and takes their word for it. */
  async function interaction(message, response) {
    if (message.method === 'GET') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      return response.end(`<!DOCTYPE html><html lang="en"><title>Provider</title><h1>Who are you?</h1>
        <form method="post"><label>Name <input name="who"></label>
        <button>Sign in there</button> <button name="cancel" value="yes">Cancel</button></form></html>`)
    }
    let body = ''
    for await (const piece of message) body += piece
    const typed = new URLSearchParams(body)
    const result = typed.has('cancel')
      ? { error: 'access_denied', error_description: 'This must not be shown' }
      : { login: { accountId: typed.get('who') } }
    return provider.interactionFinished(message, response, result, { mergeWithLastSubmission: false })
  }

  const inside = createServer((message, response) => {
    const done = message.url.startsWith('/interaction/') ? interaction(message, response) : answer(message, response)
    Promise.resolve(done).catch((error) => response.destroy(error))
  })
  const port = await freePort()
  inside.listen(port, '127.0.0.1')
  await once(inside, 'listening')

  function tampered(token) {
    const [header, payload] = token.split('.').slice(0, 2).map((part) => JSON.parse(Buffer.from(part, 'base64url')))
    const { alg, signed } = change(payload, header) ?? own
    const text = `${encoded({ ...header, alg })}.${encoded(payload)}`
    return `${text}.${signed(text)}`
  }

  const between = createServer((message, response) => {
    const { method, url, headers } = message
    const onwards = request({ host: '127.0.0.1', port, method, path: url, headers }, async (answered) => {
      if (!change || !url.startsWith('/token')) {
        response.writeHead(answered.statusCode, answered.headers)
        return answered.pipe(response)
      }
      let body = ''
      for await (const piece of answered) body += piece
      const tokens = JSON.parse(body)
      if (tokens.id_token) tokens.id_token = tampered(tokens.id_token)
      const { 'content-length': _, ...kept } = answered.headers
      response.writeHead(answered.statusCode, kept)
      response.end(JSON.stringify(tokens))
    })
    onwards.on('error', () => response.destroy())
    message.pipe(onwards)
  })
  between.listen(new URL(issuer).port, '127.0.0.1')
  await once(between, 'listening')

  return {
    people,
    tamper: (way) => (change = way),
    stop() {
      for (const server of [between, inside]) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}
