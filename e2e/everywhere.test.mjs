// Every page of the register with nothing in it, with nothing found, and with a fault: each says what to do next.
import assert from 'node:assert/strict'
import { accessible } from './support/accessible.mjs'
import { journeys } from './support/journey.mjs'
import { as } from './support/people.mjs'
import { signIn } from './support/sign-in.mjs'
import { screenshot } from './support/screenshots.mjs'
import { press, refused, visit } from './support/steps.mjs'

const full = journeys({ demo: true })

const lists = ['/agreements', '/breaks', '/commitments', '/contracts', '/expiring', '/providers', '/organisations', '/tenders']

full.journey('Every list says what to try when nothing is found', {}, async ({ page }) => {
  for (const list of lists) {
    await visit(page, `${list}?q=nothing-is-called-this&year=2050-51&owner=ORG-2001-999&mends=ORG-2001-999&scope=all`)
    await page.locator('.empty-state').first().waitFor()
  }
  await visit(page, '/search?q=nothing-is-called-this')
  await page.getByText('Nothing was found', { exact: false }).waitFor()
  await visit(page, '/funding?year=2040-41')
})

full.journey('A search forgives a wrong letter, says so, and marks what it found', {}, async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('Search the register').fill('safegaurding hub')
  await press(page, 'Search')
  await page.getByText('Did you mean “safeguarding hub”?', { exact: false }).waitFor()
  await page.locator('mark', { hasText: 'hub' }).first().waitFor()
  await accessible(page)
  await screenshot(page, 'search-instead')
  await visit(page, '/search?q=cat-2014-001')
  await page.locator('a[href="/agreements/cat-2014-001"]').waitFor()
  await visit(page, '/organisations?q=13P')
  await page.getByRole('link', { name: 'NHS Birmingham CrossCity CCG' }).waitFor()
})

full.journey('A page that is not there, or not for the reader, says what to do next', {}, async ({ page }) => {
  for (const address of ['/nowhere', '/agreements/mou-2015-001', '/commitments/com-2015-010', '/contracts/con-1999-001', '/agreements/%00']) {
    const answer = await page.goto(address)
    assert.equal(answer.status(), 404, address)
    await accessible(page)
  }
  await screenshot(page, 'not-found')
  const signInFirst = await page.goto('/work')
  assert.match(signInFirst.url(), /\/sign-in\?next=%2Fwork$/)
  await as(page, 'provider')
  const forbidden = await page.goto('/agreements/new')
  assert.equal(forbidden.status(), 403)
  await page.getByText('Brook Lane Family Help', { exact: false }).first().waitFor()
  await accessible(page)
  await screenshot(page, 'forbidden')
})

full.journey('Five failed sign-ins slow the next down, whether or not the account exists', {}, async ({ page, javascript }) => {
  for (const email of [`nobody-${javascript}@demo.example`, 'southside@demo.example']) {
    for (let tries = 0; tries < 6; tries++) {
      await page.goto('/sign-in')
      await page.getByLabel('Email').fill(email)
      await page.getByLabel('Password', { exact: true }).fill('wrong')
      await press(page, 'Sign in')
    }
    await refused(page, /too many tries/)
    assert.equal(await page.getByLabel('Email').inputValue(), email)
  }
  await screenshot(page, 'sign-in-slowed')
})

full.journey('Every form of the commissioner comes back with its faults and what was typed', {}, async ({ page }) => {
  await as(page, 'commissioner')
  for (const [address, field, typed, button, message] of [
    ['/services/new', 'Name', '"><img onerror=alert(1)>', 'Save the service', 'Choose the area of need'],
    ['/services/svc-2014-001/need', 'Needed', '1e9999', 'Save the need', 'Enter an amount in pounds'],
    ['/services/svc-2014-001/edit', 'Its delivery must be independent of', 'Anyone', 'Save the service', null],
    ['/contracts/new', 'Title', '</textarea><script>alert(1)</script>', 'Save the contract', 'Enter who provides'],
    ['/contracts/con-2014-001/measures/new', 'Unit', 'days', 'Save the measure', 'Enter what is measured'],
    ['/agreements/mou-2015-001/commitments/new', 'Target', 'many', 'Save the commitment', 'Enter what is promised'],
    ['/agreements/mou-2015-001/funding/new', 'Amount for the year', 'lots', 'Save the money', 'Choose whose money it is'],
    ['/agreements/mou-2015-001/details', 'Coordinator', 'Nobody at all', 'Save the details', 'No organisation of the register'],
    ['/agreements/new', 'Aims', 'Children are safer', 'Save and go on', 'Enter a title'],
  ]) {
    await visit(page, address)
    const label = page.getByLabel(field, { exact: true })
    await label.fill(typed)
    if (message === null) continue
    const [answer] = await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST' && r.request().isNavigationRequest()), press(page, button)])
    assert.equal(answer.status(), 422, address)
    await refused(page, message, 'Casey Commissioner')
    assert.equal(await page.getByLabel(field, { exact: true }).inputValue(), typed, address)
  }
  await screenshot(page, 'form-refused')
})

full.journey('The register says what it is, and what it holds about whoever is signed in', {}, async ({ page }) => {
  await page.goto('/')
  for (const name of ['About', 'Accessibility', 'Cookies', 'Privacy']) {
    await page.getByRole('contentinfo').getByRole('link', { name, exact: true }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await accessible(page)
  }
  await as(page, 'nhs.signatory')
  await visit(page, '/account/data', 'What is held about you')
  await page.getByText('nhs.signatory@demo.example').waitFor()
  await screenshot(page, 'held-about-you')
})

full.journey('What looks like a child’s data is looked at again before it is sent on', {}, async ({ page, javascript }) => {
  await as(page, 'commissioner')
  await page.goto('/services/new')
  await page.getByLabel('Name').fill(`Hub ${javascript}`)
  await page.getByLabel('Area of need').selectOption('Youth')
  await page.getByLabel('For whom').selectOption('Children')
  await page.getByLabel('Who delivers it?').selectOption('Grant')
  await page.getByLabel('Description').fill('For a boy, DOB 12/03/2009')
  await press(page, 'Save the service')
  await refused(page, 'looks like a date of birth', 'Casey Commissioner')
  await screenshot(page, 'look-again')
  assert.equal(await page.getByLabel('Description').inputValue(), 'For a boy, DOB 12/03/2009')
  await page.getByLabel('I have checked', { exact: false }).check()
  await press(page, 'Save the service')
  await page.getByRole('heading', { level: 1, name: `Hub ${javascript}` }).waitFor()
})

full.journey('Somebody with two organisations acts for one at a time and sees which', {}, async ({ page }) => {
  await as(page, 'two')
  await visit(page, '/account', 'Your account')
  const before = await page.locator('.signed-in__organisation').innerText()
  await screenshot(page, 'account')
  await page.getByRole('radio', { checked: false }).first().check()
  await press(page, 'Act for it')
  assert.notEqual(await page.locator('.signed-in__organisation').innerText(), before)
  await press(page, 'Sign out')
  await page.getByRole('link', { name: 'Sign in' }).waitFor()
})

full.journey('An invited person sets a password by the one-time link and signs in', {}, async ({ page, run, javascript }) => {
  const email = `ann-${javascript}@example.org`
  const invited = ['user', 'add', email, '--name', 'Ann Example', '--organisation', 'ORG-2014-001', '--role', 'partner']
  const { stdout } = await run(...invited)
  const link = stdout.match(/\/set-password\/[0-9a-f]{64}/)[0]
  await visit(page, link, 'Choose a password')
  await page.getByLabel('New password').fill('short')
  await page.getByLabel('The same password again').fill('short')
  await press(page, 'Save password')
  await refused(page, 'Enter a password of at least 12 characters')
  await page.getByLabel('New password').fill('three calm otter words')
  await page.getByLabel('The same password again').fill('three calm otter words')
  await press(page, 'Save password')
  await signIn(page, { email, password: 'three calm otter words' })
  await page.getByText('Ann Example').waitFor()
  assert.equal((await page.goto(link)).status(), 404, 'the link works once')
})

const empty = journeys()

empty.journey('An empty register is a calm one', {}, async ({ page }) => {
  for (const address of ['/', '/funding', '/services', '/sign-in', ...lists]) {
    await visit(page, address)
    assert.ok(!(await page.content()).includes('demo.example'), 'no sign-in is shown without the demonstration')
  }
  await screenshot(page, 'empty-sign-in')
})
