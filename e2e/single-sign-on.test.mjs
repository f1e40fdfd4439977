// Single sign-on, with a real provider: a place by a group, an account that is connected, signing after a fresh sign-in; and
// tokens that are wrong in one thing, which open nothing.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { accessible } from './support/accessible.mjs'
import { client, forged, startProvider } from './support/identity-provider.mjs'
import { journeys } from './support/journey.mjs'
import { as } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { freePort, startServer } from './support/server.mjs'
import { press, refused, visit } from './support/steps.mjs'

const issuer = `http://127.0.0.1:${await freePort()}`
const button = 'Sign in with Birmingham staff sign-in'
const env = {
  CONCORDAT_SSO_ISSUER: issuer,
  CONCORDAT_SSO_CLIENT_ID: client.id,
  CONCORDAT_SSO_CLIENT_SECRET: client.secret,
  CONCORDAT_SSO_NAME: 'Birmingham staff sign-in',
}
const concordat = journeys({ demo: true, env, elsewhere: [issuer], started: startTheProvider })
let provider

// The provider comes after Concordat: it may be down while Concordat starts.
async function startTheProvider({ address }) {
  const early = await fetch(`${address}/sign-in/single`, { redirect: 'manual' })
  assert.equal(early.status, 503, 'the provider is not there yet')
  assert.match(await early.text(), /cannot be reached at the moment/)
  provider = await startProvider(issuer, address)
}
after(() => provider?.stop())

/** Goes to the provider and says who one is; the provider asks only those it does not know yet. */
async function signInThere(page, who, from = '/sign-in') {
  await page.goto(from)
  await page.getByRole('link', { name: button }).click()
  await sayWho(page, who)
}

async function sayWho(page, who) {
  await page.getByRole('heading', { name: 'Who are you?' }).waitFor()
  await page.getByLabel('Name').fill(who)
  await Promise.all([
    page.waitForURL((url) => url.origin === concordat.running.server.address),
    page.getByRole('button', { name: 'Sign in there' }).click(),
  ])
}

/** Not signed in, told so calmly, and nothing of what came is on the page. */
async function turnedAway(page, message) {
  await page.getByRole('heading', { level: 1, name: 'You could not be signed in' }).waitFor()
  await page.getByText(message, { exact: false }).waitFor()
  const cookies = await page.context().cookies(concordat.running.server.address)
  assert.deepEqual(cookies.filter(({ name }) => name.startsWith('concordat')), [], 'neither session nor sign-in is left')
  const gone = await page.context().request.get('/account', { maxRedirects: 0 })
  assert.equal(gone.status(), 303)
}

async function writeRule(administrator, group, organisation, role) {
  await visit(administrator, '/admin/single-sign-on', 'Single sign-on')
  await administrator.getByRole('textbox', { name: 'Group' }).fill(group)
  await administrator.getByLabel('Organisation').fill(organisation)
  await administrator.getByLabel(role, { exact: true }).check()
  await press(administrator, 'Add the rule')
  await administrator.getByRole('cell', { name: group }).or(administrator.getByRole('rowheader', { name: group })).first().waitFor()
}

concordat.journey('Somebody has no place until an administrator gives their group one, and loses it with the group', {}, async ({
  page,
  person,
  javascript,
}) => {
  const [who, group] = [`sam-${javascript}`, `social-work-${javascript}`]
  provider.people[who] = { email: `${who}@birmingham.example`, email_verified: true, name: `Sam Single ${javascript}`, groups: [group] }
  await visit(page, '/sign-in', 'Sign in')
  await screenshot(page, 'sign-in-single')
  await signInThere(page, who)
  await turnedAway(page, 'nobody has given you a place here')
  await accessible(page)
  await screenshot(page, 'single-no-place')

  const administrator = await person()
  await as(administrator, 'administrator')
  await visit(administrator, '/admin', 'Administration')
  await Promise.all([administrator.waitForEvent('load'), administrator.getByRole('link', { name: 'Single sign-on' }).click()])
  await accessible(administrator)
  await press(administrator, 'Add the rule')
  await refused(administrator, 'Enter the group as the provider names it', 'Max Administrator')
  await screenshot(administrator, 'admin-single-refused')
  assert.equal(await administrator.getByLabel('Administrator', { exact: true }).count(), 0, 'no rule makes an administrator')
  await writeRule(administrator, group, 'Birmingham City Council', 'Commissioner')
  await accessible(administrator)
  await screenshot(administrator, 'admin-single')

  // The provider knows them by now; where they wanted to be is where they come.
  await page.goto('/services/new')
  await page.getByRole('link', { name: button }).click()
  await page.getByRole('heading', { level: 1, name: 'Add a service' }).waitFor()
  await page.getByText(`Sam Single ${javascript}`).first().waitFor()
  await visit(page, '/account', 'Your account')
  await page.getByText('None: you sign in with single sign-on').waitFor()
  await page.getByText('This one').waitFor()
  await visit(page, '/account/data', 'What is held about you')
  await page.getByText(`${who} at ${issuer}`, { exact: false }).waitFor()
  await administrator.goto(`/admin/people?q=${encodeURIComponent(`Sam Single ${javascript}`)}`)
  await administrator.getByRole('link', { name: `Sam Single ${javascript}`, exact: true }).click()
  await administrator.getByText('Connected', { exact: true }).waitFor()
  await administrator.getByRole('link', { name: 'Birmingham City Council' }).first().click()
  await administrator.getByText('follow a group of single sign-on', { exact: false }).waitFor()
  await accessible(administrator)

  // Signed out here, in again without being asked there; then the group is gone, and with it the place.
  await press(page, 'Sign out')
  provider.people[who].groups = []
  await page.goto('/sign-in')
  await page.getByRole('link', { name: button }).click()
  await turnedAway(page, 'nobody has given you a place here')

  await administrator.goto('/admin/single-sign-on')
  await press(administrator, `Take away the rule for ${group} in Birmingham City Council`)
  assert.equal(await administrator.getByText(group).count(), 0)
})

concordat.journey('An account that was there is connected once its domain is trusted, and its person is told', { javascript: [false] }, async ({
  page,
  person,
}) => {
  provider.people.jo = { email: 'commissioner@demo.example', email_verified: true, name: 'Jo', groups: [] }
  await signInThere(page, 'jo')
  await turnedAway(page, 'not connected to your account here')
  const administrator = await person()
  await as(administrator, 'administrator')
  await visit(administrator, '/admin/single-sign-on', 'Single sign-on')
  await administrator.getByLabel('Domain').fill('demo')
  await press(administrator, 'Trust its addresses')
  await refused(administrator, 'Enter a domain', 'Max Administrator')
  await administrator.getByLabel('Domain').fill('demo.example')
  await press(administrator, 'Trust its addresses')
  await administrator.getByRole('button', { name: 'Take away the trust in demo.example' }).waitFor()
  await accessible(administrator)
  await page.goto('/sign-in')
  await page.getByRole('link', { name: button }).click()
  await page.getByText('Casey Commissioner').first().waitFor()
  await administrator.goto('/admin/mail')
  await administrator.getByText('can be opened by single sign-on', { exact: false }).first().waitFor()
  await press(administrator, 'Sign out')
})

concordat.journey('Whoever has no password signs an agreement after a fresh sign-in', {}, async ({ page, person, javascript }) => {
  const [who, group] = [`sig-${javascript}`, `directors-${javascript}`]
  const organisation = javascript ? 'Birmingham City Council' : 'NHS Birmingham CrossCity CCG'
  provider.people[who] = { email: `${who}@birmingham.example`, email_verified: true, name: `Sig Natory ${javascript}`, groups: [group] }
  const administrator = await person()
  await as(administrator, 'administrator')
  await writeRule(administrator, group, organisation, 'Signatory')
  if (!javascript) {
    // The administrator is of the council: what speaks for the group waits for its own people.
    await administrator.getByText('Waits for its own people: Signatory').first().waitFor()
    const colleague = await person()
    await as(colleague, 'partner')
    await visit(colleague, '/work', 'Your work')
    await colleague.getByRole('link', { name: 'Confirm or refuse a role for NHS Birmingham CrossCity CCG' }).click()
    await colleague.getByRole('heading', { level: 1, name: 'Roles' }).waitFor()
    await press(colleague, `Confirm for The group ${group} of single sign-on`)
  }
  await signInThere(page, who)
  await page.getByRole('heading', { level: 1, name: 'Your work' }).waitFor()
  await visit(page, '/agreements/isa-2014-001/sign', 'Read and sign')
  await screenshot(page, 'sign-again')
  assert.equal(await page.getByLabel('Your position').count(), 0, 'an open session signs nothing')
  const again = page.getByRole('link', { name: 'Sign in again with Birmingham staff sign-in' })
  assert.equal(await page.getByLabel('Your password').count(), 0)

  // Somebody else at the provider, and one who was not asked there, prove nothing; who was signed in stays signed in.
  // (The provider's own cookies begin with _: without them it knows nobody.)
  await page.context().clearCookies({ name: /^_/ })
  await again.click()
  await sayWho(page, 'somebody-else')
  await page.getByText('You signed in there as somebody else', { exact: false }).waitFor()
  await accessible(page)
  await page.getByRole('link', { name: 'go back without it' }).click()
  await page.context().clearCookies({ name: /^_/ })
  provider.tamper((claims) => void (claims.auth_time -= 3600))
  await again.click()
  await sayWho(page, who)
  await page.getByText('You were not asked there who you are', { exact: false }).waitFor()
  provider.tamper(null)

  await page.getByRole('link', { name: 'Try again' }).click()
  await sayWho(page, who)
  await page.getByRole('heading', { level: 1, name: 'Read and sign' }).waitFor()
  assert.equal(await page.getByLabel('Your password').count(), 0)
  await press(page, 'Sign')
  await refused(page, 'Enter your position', `Sig Natory ${javascript}`)
  await page.getByLabel('Your position').fill('Director')
  await page.getByLabel('Authority').fill('Cabinet minute 12')
  await page.getByLabel('I have read the particulars, the whole text and both schedules').check()
  await press(page, 'Sign')
  await page.waitForURL('**/signatures')
  await page.getByText(`Sig Natory ${javascript}`).first().waitFor()
})

concordat.journey('Cancelled at the provider, come back twice, or in another browser: nobody is signed in', {}, async ({ page, person, javascript, address }) => {
  const who = `can-${javascript}`
  provider.people[who] = { email: `${who}@birmingham.example`, email_verified: true, name: 'Can', groups: [] }
  await page.goto('/sign-in')
  await page.getByRole('link', { name: button }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await turnedAway(page, 'does not sign you in')
  await accessible(page)
  await screenshot(page, 'single-refused')
  assert.doesNotMatch(await page.locator('main').innerText(), /access_denied|This must not be shown/)
  await page.getByRole('link', { name: 'Go back to the sign-in page' }).click()
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()

  const came = page.waitForRequest((request) => request.url().startsWith(`${address}/sign-in/single/back`))
  await signInThere(page, who)
  const back = (await came).url()
  await page.goto(back)
  await turnedAway(page, 'No sign-in of this browser waits')
  await accessible(page)

  // A sign-in that another browser began is nothing to this one, and stays that browser's.
  const begun = await (await person()).context().request.get('/sign-in/single', { maxRedirects: 0 })
  const state = new URL(begun.headers().location).searchParams.get('state')
  await page.goto(`/sign-in/single/back?code=abc&state=${state}`)
  await turnedAway(page, 'No sign-in of this browser waits')

  // An answer to an earlier sign-in, from a second tab or the browser's history, does not end the one that waits.
  await page.context().clearCookies({ name: /^_/ })
  await page.goto('/sign-in')
  await page.getByRole('link', { name: button }).click()
  await page.getByRole('heading', { name: 'Who are you?' }).waitFor()
  assert.equal((await page.context().request.get(back, { maxRedirects: 0 })).status(), 422)
  await sayWho(page, who)
  await turnedAway(page, 'nobody has given you a place here')
})

test('What goes to the provider is bound to one sign-in, and the cookie to one browser', async () => {
  const { address } = concordat.running.server
  const begin = async () => {
    const answer = await fetch(`${address}/sign-in/single?next=//evil.example`, { redirect: 'manual' })
    assert.equal(answer.status, 303)
    assert.match(answer.headers.get('set-cookie'), /^concordat-sign-in=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/)
    return new URL(answer.headers.get('location'))
  }
  const [one, another] = [await begin(), await begin()]
  assert.equal(one.origin, issuer)
  const sent = Object.fromEntries(one.searchParams)
  assert.deepEqual(
    [sent.response_type, sent.client_id, sent.redirect_uri, sent.scope, sent.code_challenge_method],
    ['code', client.id, `${address}/sign-in/single/back`, 'openid email profile', 'S256'],
  )
  for (const name of ['state', 'nonce', 'code_challenge']) {
    assert.ok(one.searchParams.get(name).length >= 43, name)
    assert.notEqual(one.searchParams.get(name), another.searchParams.get(name), name)
  }
})

const now = () => Math.floor(Date.now() / 1000)
/** Wrong in one thing each. */
const wrong = {
  'from another issuer': (claims) => void (claims.iss = 'http://127.0.0.1:1'),
  'for another audience': (claims) => void (claims.aud = 'somebody-else'),
  'for an audience beside ours that nobody knows': (claims) => void (claims.aud = [client.id, 'somebody-else']),
  'given to another party': (claims) => void (claims.azp = 'somebody-else'),
  'with another nonce': (claims) => void (claims.nonce = 'a'.repeat(64)),
  'without a nonce': (claims) => void delete claims.nonce,
  'without a subject': (claims) => void delete claims.sub,
  'expired beyond the leeway': (claims) => void Object.assign(claims, { iat: now() - 900, exp: now() - 70 }),
  'without an end': (claims) => void delete claims.exp,
  'issued in the future, beyond the leeway': (claims) => void (claims.iat = now() + 75),
  'signed by another key': () => forged.byAnotherKey,
  'signed by a key that nobody has': (_, header) => void (header.kid = 'unknown'),
  'signed by nobody': () => forged.byNobody,
  'signed by the secret that we share': () => forged.bySecret,
}
/** As wrong as clocks may be. */
const right = {
  'as the provider gives it': () => {},
  'expired within the leeway': (claims) => void Object.assign(claims, { iat: now() - 900, exp: now() - 45 }),
  'issued in the future, within the leeway': (claims) => void (claims.iat = now() + 45),
}

concordat.journey('A token that is wrong in one thing opens nothing, one within the leeway does', { javascript: [false] }, async ({ page, person, log }) => {
  provider.people.ann = { email: 'ann@birmingham.example', email_verified: true, name: 'Ann Archer', groups: ['token-tests'] }
  const administrator = await person()
  await as(administrator, 'administrator')
  await writeRule(administrator, 'token-tests', 'Birmingham City Council', 'Partner')
  await signInThere(page, 'ann')
  await page.getByRole('heading', { level: 1, name: 'Your work' }).waitFor()
  await press(page, 'Sign out')
  const texts = new Set()
  for (const [what, change] of Object.entries(wrong)) {
    provider.tamper(change)
    await page.goto('/sign-in/single')
    await turnedAway(page, 'What came back from Birmingham staff sign-in does not sign you in').catch((error) => {
      throw new Error(`a token ${what}: ${error.message}`)
    })
    texts.add(await page.locator('main').innerText())
  }
  assert.equal(texts.size, 1, 'the page says the same whatever was wrong')
  await accessible(page)
  provider.tamper((claims) => void (claims.email_verified = false))
  await page.goto('/sign-in/single')
  await turnedAway(page, 'has not been verified')
  for (const [what, change] of Object.entries(right)) {
    provider.tamper(change)
    await page.goto('/sign-in/single')
    await page.getByRole('heading', { level: 1, name: 'Your work' }).waitFor().catch((error) => {
      throw new Error(`a token ${what}: ${error.message}`)
    })
    await press(page, 'Sign out')
  }
  provider.tamper(null)
  for (const why of ['another issuer', 'somebody else', 'answers another sign-in', 'not of this time', 'signature is not right', 'key is not among']) {
    assert.ok(log().includes(why), `the log says: ${why}`)
  }
  assert.doesNotMatch(log(), /ann@birmingham|Ann Archer|somebody-else|code=/, 'and nothing of whom, or of what came')
})

test('The provider is checked, and is never asked in the clear', async () => {
  const { run } = concordat.running.server
  const { stdout } = await run('check')
  assert.match(stdout, new RegExp(`ok +single sign-on: ${issuer} answers with 1 keys`))
  assert.doesNotMatch(stdout, new RegExp(client.secret))
  const started = await startServer({ env: { ...env, CONCORDAT_SSO_ISSUER: 'http://login.example' } }).catch((error) => error)
  assert.match(String(started), /sso_issuer must begin with https:\/\//)
})
