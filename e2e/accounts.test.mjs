// Accounts: an invited person with a second factor, a leaver handed over, a deputy, an administrator who reads no content.
import assert from 'node:assert/strict'
import { accessible } from './support/accessible.mjs'
import { journeys } from './support/journey.mjs'
import { invitationFor, linkFor } from './support/mail.mjs'
import { as } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { codeOf } from './support/second-factor.mjs'
import { signIn } from './support/sign-in.mjs'
import { fillDay, press, refused, visit } from './support/steps.mjs'

const concordat = journeys({ demo: true })
const chosen = 'kettle ribbon otter lamp'

/** An administrator invites somebody, who chooses a password by the link in the letter. */
async function invited(administrator, page, { name, email, organisation, role }) {
  await visit(administrator, '/admin/people/new', 'Invite somebody')
  await administrator.getByLabel('Name').fill(name)
  await administrator.getByLabel('Email').fill(email)
  await administrator.getByLabel('Organisation').fill(organisation)
  await administrator.getByLabel(role, { exact: true }).check()
  await press(administrator, 'Invite')
  await administrator.getByRole('heading', { level: 1, name }).waitFor()
  await page.goto(await invitationFor(administrator, email))
  await page.getByLabel('New password').fill(chosen)
  await page.getByLabel('The same password again').fill(chosen)
  await press(page, 'Save password')
}

/** Opens a person's page, and from there how they belong to an organisation. */
async function membershipOf(administrator, name, organisation) {
  await administrator.goto(`/admin/people?q=${encodeURIComponent(name)}`)
  await administrator.getByRole('link', { name, exact: true }).click()
  await administrator.getByRole('link', { name: organisation }).first().click()
  await administrator.getByRole('heading', { level: 1, name: `${name} for` }).waitFor()
}

concordat.journey('An invited person sets a password and a second factor, and confirms a commitment', {}, async ({ page, person, javascript }) => {
  const email = `ivy-${javascript}@example.org`
  const administrator = await person()
  await as(administrator, 'administrator')
  await visit(administrator, '/admin', 'Administration')
  await administrator.getByText('No mail server is named', { exact: false }).waitFor()
  await screenshot(administrator, 'admin')
  await visit(administrator, '/admin/people/new', 'Invite somebody')
  await press(administrator, 'Invite')
  await refused(administrator, 'Choose at least one role', 'Max Administrator')
  await screenshot(administrator, 'admin-invite-refused')
  await invited(administrator, page, { name: 'Ivy Invited', email, organisation: 'NHS Birmingham CrossCity CCG', role: 'Partner' })
  await visit(administrator, '/admin/mail', 'Mail')
  await screenshot(administrator, 'admin-mail')

  // Nobody speaks for the group before somebody of it has confirmed it.
  await signIn(page, { email, password: chosen })
  assert.equal((await page.goto('/commitments/com-2015-011')).status(), 404)
  const colleague = await person()
  await as(colleague, 'partner')
  await visit(colleague, '/work', 'Your work')
  await colleague.getByRole('link', { name: 'Confirm or refuse a role for NHS Birmingham CrossCity CCG' }).click()
  await colleague.getByRole('heading', { level: 1, name: 'Roles' }).waitFor()
  await accessible(colleague)
  await screenshot(colleague, 'roles-to-confirm')
  await press(colleague, 'Confirm for Ivy Invited')
  await colleague.getByText('No role waits to be confirmed.').waitFor()
  await press(page, 'Sign out')

  await signIn(page, { email, password: chosen })
  await visit(page, '/account/second-factor', 'Second factor')
  const key = await page.locator('code').first().innerText()
  await page.getByLabel('Six figures').fill('000000')
  await page.getByLabel('Your password').fill(chosen)
  await press(page, 'Set up the second factor')
  await refused(page, 'Enter the six figures that the app shows now', 'Ivy Invited')
  assert.equal(await page.locator('code').first().innerText(), key, 'the key is the same for the next try')
  await screenshot(page, 'second-factor')
  await page.getByLabel('Six figures').fill(codeOf(key))
  await page.getByLabel('Your password').fill(chosen)
  await press(page, 'Set up the second factor')
  await page.getByRole('heading', { level: 1, name: 'The second factor is set up' }).waitFor()
  await accessible(page)
  const recovery = await page.locator('code').first().innerText()
  await screenshot(page, 'recovery-codes')
  await press(page, 'Sign out')

  // The password alone opens nothing.
  await signIn(page, { email, password: chosen })
  await page.getByRole('heading', { level: 1, name: 'Enter the code' }).waitFor()
  await accessible(page)
  await page.getByLabel('Code').fill('123')
  await press(page, 'Go on')
  await refused(page, 'Enter the six figures')
  await screenshot(page, 'sign-in-code')
  await page.getByLabel('Code').fill(recovery)
  await press(page, 'Go on')
  await page.getByRole('heading', { level: 1, name: 'Your work' }).waitFor()
  const commitment = javascript ? 'com-2015-021' : 'com-2015-011'
  await visit(page, `/commitments/${commitment}/respond`, 'Answer the commitment')
  await page.getByLabel('Confirm it as it is').check()
  for (const cost of await page.getByRole('group', { name: /’s cost of/ }).all()) await cost.getByRole('radio').first().check()
  await press(page, 'Send your answer')
  await visit(page, `/commitments/${commitment}`)
  await page.getByText('Confirmed', { exact: true }).first().waitFor()
})

concordat.journey('A leaver is handed over, and history keeps the name', {}, async ({ page, person, javascript }) => {
  const administrator = await person()
  await as(administrator, 'administrator')
  const leaver = { name: `Lou Leaver ${javascript}`, email: `lou-${javascript}@example.org` }
  await invited(administrator, page, { ...leaver, organisation: 'Birmingham City Council', role: 'Commissioner' })
  const heir = { name: `Hal Heir ${javascript}`, email: `hal-${javascript}@example.org` }
  await invited(administrator, page, { ...heir, organisation: 'Birmingham City Council', role: 'Partner' })
  await signIn(page, { email: leaver.email, password: chosen })
  await visit(page, '/services/new')
  await page.getByLabel('Name').fill(`Short breaks ${javascript}`)
  await page.getByLabel('Area of need').selectOption({ index: 1 })
  await press(page, 'Save the service')

  await membershipOf(administrator, leaver.name, 'Birmingham City Council')
  await accessible(administrator)
  await screenshot(administrator, 'admin-membership')
  const leaving = administrator.getByRole('group', { name: 'Last day' }).last()
  await leaving.getByLabel('Day').fill('30')
  await leaving.getByLabel('Month').fill('11')
  await leaving.getByLabel('Year').fill('2014')
  await administrator.getByLabel('Who takes over').selectOption({ label: heir.name })
  await press(administrator, 'Save the last day')
  await administrator.getByText('Left on 30 November 2014').waitFor()
  await accessible(administrator)
  await screenshot(administrator, 'admin-person')

  const gone = await page.goto('/work')
  assert.match(gone.url(), /\/sign-in/, 'the leaver is out at once')
  await signIn(page, { email: heir.email, password: chosen })
  await page.getByText(`You also do the work of ${leaver.name}`, { exact: false }).waitFor()
  await accessible(page)
  await visit(page, '/services/new')
})

concordat.journey('A deputy stands in, and an administrator reads no content', {}, async ({ page, person, javascript }) => {
  const administrator = await person()
  await as(administrator, 'administrator')
  for (const address of ['/agreements/mou-2015-001', '/agreements/mou-2015-001/text', '/commitments/com-2015-011']) {
    assert.equal((await administrator.goto(address)).status(), 404, address)
  }
  const deputy = { name: `Dee Deputy ${javascript}`, email: `dee-${javascript}@example.org` }
  await invited(administrator, page, { ...deputy, organisation: 'Birmingham City Council', role: 'Partner' })
  await membershipOf(administrator, 'Casey Commissioner', 'Birmingham City Council')
  await administrator.getByLabel('Who stands in').selectOption({ label: deputy.name })
  await press(administrator, 'Name the deputy')
  await refused(administrator, 'Enter the first day', 'Max Administrator')
  await fillDay(administrator, 'First day', [1, 12, 2014])
  await administrator.getByRole('group', { name: 'Last day' }).first().getByLabel('Day').fill('24')
  await administrator.getByRole('group', { name: 'Last day' }).first().getByLabel('Month').fill('12')
  await administrator.getByRole('group', { name: 'Last day' }).first().getByLabel('Year').fill('2014')
  await press(administrator, 'Name the deputy')
  await signIn(page, { email: deputy.email, password: chosen })
  await page.getByText('You also do the work of Casey Commissioner', { exact: false }).waitFor()
  await visit(page, '/agreements/mou-2015-001/details')
})

concordat.journey('A forgotten password, another address, and sessions that end', {}, async ({ page, person, database, javascript }) => {
  const administrator = await person()
  await as(administrator, 'administrator')
  const [email, another] = [`una-${javascript}@example.org`, `una-new-${javascript}@example.org`]
  await invited(administrator, page, { name: 'Una User', email, organisation: 'Birmingham City Council', role: 'Partner' })
  await visit(page, '/sign-in', 'Sign in')
  await page.getByRole('link', { name: 'Forgotten your password?' }).click()
  await accessible(page)
  await page.getByLabel('Email').fill('nonsense')
  await press(page, 'Send the link')
  await refused(page, 'Enter an e-mail address')
  await page.getByLabel('Email').fill(email)
  await press(page, 'Send the link')
  await page.getByText('a letter with a link is on its way', { exact: false }).waitFor()
  await accessible(page)
  // Nobody but them reads the link, the administrator neither.
  await administrator.goto('/admin/mail')
  const letter = administrator.getByRole('row').filter({ hasText: 'Choose a new password' }).filter({ hasText: email }).first()
  await letter.locator('summary').click()
  assert.doesNotMatch(await letter.locator('details').innerText(), /[0-9a-f]{64}/)
  await page.goto(await linkFor(database, email))
  await page.getByLabel('New password').fill('birmingham123')
  await page.getByLabel('The same password again').fill('birmingham123')
  await press(page, 'Save password')
  await refused(page, 'Choose a password that is harder to guess')
  const fresh = 'window gravel moth tulip'
  await page.getByLabel('New password').fill(fresh)
  await page.getByLabel('The same password again').fill(fresh)
  await press(page, 'Save password')

  // Two windows; one ends the other.
  const elsewhere = await person()
  await signIn(elsewhere, { email, password: fresh })
  await signIn(page, { email, password: fresh })
  await visit(page, '/account', 'Your account')
  await screenshot(page, 'account-sessions')
  await press(page, 'Sign out everywhere else')
  assert.match((await elsewhere.goto('/work')).url(), /\/sign-in/)

  await visit(page, '/account/email', 'Change your e-mail address')
  await page.getByLabel('New e-mail address').fill(another)
  await page.getByLabel('Your password').fill('not this one')
  await press(page, 'Send both letters')
  await refused(page, 'this is not it', 'Una User')
  assert.equal(await page.getByLabel('New e-mail address').inputValue(), another)
  await page.getByLabel('Your password').fill(fresh)
  await press(page, 'Send both letters')
  await page.getByText('waits to be confirmed at both addresses', { exact: false }).waitFor()
  for (const address of [another, email]) {
    await visit(page, await linkFor(database, address), 'Confirm a new e-mail address')
    await press(page, 'Confirm')
    await page.getByRole('heading', { level: 1, name: 'Address confirmed' }).waitFor()
    await accessible(page)
  }
  await signIn(page, { email: another, password: fresh })
  await visit(page, '/account/password', 'Change your password')
  await page.getByLabel('Your password now').fill(fresh)
  await page.getByLabel('New password').fill(chosen)
  await page.getByLabel('The same password again').fill(chosen)
  await press(page, 'Change the password')
  await signIn(page, { email: another, password: chosen })
})

concordat.journey('An organisation asks for a second factor, and until then there is nothing to do for it', {}, async ({ page, person, javascript }) => {
  const administrator = await person()
  await as(administrator, 'administrator')
  const organisation = `Harbour School ${javascript}`
  await visit(administrator, '/admin/organisations/new', 'Add an organisation')
  await press(administrator, 'Add the organisation')
  await refused(administrator, 'Enter its name', 'Max Administrator')
  await administrator.getByLabel('Name', { exact: true }).fill(organisation)
  await administrator.getByLabel('Kind').selectOption('School')
  await press(administrator, 'Add the organisation')
  await administrator.getByRole('heading', { level: 1, name: organisation }).waitFor()
  await accessible(administrator)
  await administrator.getByLabel('Yes', { exact: true }).check()
  await press(administrator, 'Save')
  await screenshot(administrator, 'admin-organisation')
  await visit(administrator, '/admin/organisations', 'Organisations')
  await visit(administrator, '/admin/people', 'People')
  await screenshot(administrator, 'admin-people')
  const email = `hana-${javascript}@example.org`
  await invited(administrator, page, { name: 'Hana Head', email, organisation, role: 'Provider' })
  await signIn(page, { email, password: chosen })
  await page.getByText('asks its people for a second factor', { exact: false }).first().waitFor()
  await accessible(page)
  await screenshot(page, 'second-factor-asked')
  assert.equal((await page.goto('/tenders/pro-2014-001/interest')).status(), 403)
  await page.getByText('Set it up in your account', { exact: false }).waitFor()
})
