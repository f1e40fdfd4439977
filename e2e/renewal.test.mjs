// Next year's agreement is drafted from this year's, and both are compared: by a commissioner while it is made, by everybody once it is
// signed.
import assert from 'node:assert/strict'
import { accessible } from './support/accessible.mjs'
import { journeys } from './support/journey.mjs'
import { as, password } from './support/people.mjs'
import { screenshot } from './support/screenshots.mjs'
import { fillDay, press, refused, visit } from './support/steps.mjs'

const concordat = journeys({ demo: true })
const hub = '/agreements/cat-2014-001'
const years = '2014/15 and 2015/16'

const row = (page, words) => page.locator('.ambition__line').filter({ hasText: words })

/** The page at both widths, without an accessibility fault. */
async function narrowAndWide(page) {
  await page.setViewportSize({ width: 360, height: 900 })
  await accessible(page)
  await page.setViewportSize({ width: 1280, height: 900 })
  await accessible(page)
}

/** Goes to a commitment of an agreement by what it promises. */
async function toCommitment(page, agreement, promise) {
  await visit(page, `${agreement}/commitments`)
  await Promise.all([page.waitForEvent('load'), page.getByRole('rowheader', { name: promise }).getByRole('link').click()])
  return new URL(page.url()).pathname
}

async function retarget(page, agreement, promise, target) {
  const commitment = await toCommitment(page, agreement, promise)
  await visit(page, `${commitment}/edit`, 'Reword the commitment')
  await page.getByLabel('Target').fill(target)
  await press(page, 'Save the wording')
}

concordat.journey('A commissioner renews an agreement and compares both years; everybody reads whether ambition grew', {}, async ({
  page,
  person,
  javascript,
}) => {
  const commissioner = page
  await as(commissioner, 'commissioner')

  // 1. What goes on and what stays behind is shown, and that it is renewed already.
  await visit(commissioner, `${hub}/renew`, 'Renew this agreement')
  await commissioner.getByText('It is renewed already', { exact: false }).first().waitFor()
  await commissioner.getByRole('heading', { name: 'What stays behind' }).waitFor()
  await narrowAndWide(commissioner)
  await screenshot(commissioner, 'renew')
  const title = `The hub once more, ${javascript ? 'with' : 'without'} JavaScript`
  await commissioner.getByLabel('Title').fill(title)
  await press(commissioner, 'Draft the renewal')
  await refused(commissioner, /renews CAT-2014-001 already/, 'Casey Commissioner')
  assert.equal(await commissioner.getByLabel('Title').inputValue(), title)
  await commissioner.getByLabel('The other agreement').fill('the police')
  await press(commissioner, 'Show both together')
  await refused(commissioner, 'Enter a reference, like MOU-2014-001')
  await visit(commissioner, `${hub}/renew`, 'Renew this agreement')
  await commissioner.getByLabel('Title').fill(title)
  await commissioner.getByLabel('Financial year').fill('2015/16')
  await fillDay(commissioner, 'Starts', [1, 4, 2015])
  await commissioner.getByLabel('Make another beside it').check()
  await press(commissioner, 'Draft the renewal')
  await commissioner.getByRole('heading', { level: 1, name: title }).waitFor()
  const next = new URL(commissioner.url()).pathname
  await commissioner.getByText('Renews ', { exact: false }).first().waitFor()
  await narrowAndWide(commissioner)
  await screenshot(commissioner, 'renewed-draft')

  // 2. A target is raised in figures; of another line figures do not say it.
  await retarget(commissioner, next, /Offer family support/, 'At least 90%')
  await retarget(commissioner, next, /reviewing officer/, 'All, and both partners are told')
  await visit(commissioner, next, title)
  await Promise.all([commissioner.waitForEvent('load'), commissioner.getByRole('link', { name: 'Compare the two years' }).click()])
  await commissioner.getByRole('heading', { level: 1, name: years }).waitFor()
  await row(commissioner, /Offer family support/).getByText('Raised', { exact: true }).waitFor()
  await row(commissioner, /social workers, managers/).getByText('Held', { exact: true }).waitFor()
  await commissioner.getByRole('heading', { name: 'Text, clause by clause' }).waitFor()
  await narrowAndWide(commissioner)
  await screenshot(commissioner, 'years')
  const unsaid = row(commissioner, /reviewing officer/)
  await unsaid.getByText('Not said yet', { exact: true }).waitFor()
  await Promise.all([commissioner.waitForEvent('load'), unsaid.getByRole('link', { name: /Say whether it grew/ }).click()])
  await commissioner.getByRole('heading', { level: 1, name: 'Did the ambition grow?' }).waitFor()
  await narrowAndWide(commissioner)
  await commissioner.getByLabel('Why?').fill('Both partners are told of the outcome now')
  await press(commissioner, 'Say it')
  await refused(commissioner, 'Choose whether it grew', 'Casey Commissioner')
  assert.equal(await commissioner.getByLabel('Why?').inputValue(), 'Both partners are told of the outcome now')
  await screenshot(commissioner, 'judge-refused')
  await commissioner.getByLabel('Raised').check()
  await press(commissioner, 'Say it')
  await commissioner.getByRole('heading', { level: 1, name: years }).waitFor()
  const said = /As Birmingham City Council said on 1 December 2014: Both partners are told/
  await row(commissioner, /reviewing officer/).getByText(said).waitFor()

  // Nobody else reads it yet.
  const everybody = await person()
  const hidden = await everybody.goto(`${next}/compare`)
  assert.equal(hidden.status(), 404)
  await accessible(everybody)

  // 3. The council confirms what it promises; what the others promised is not asked of them any more. All sign.
  await visit(commissioner, next, title)
  await press(commissioner, 'Publish it once it is signed')
  await press(commissioner, 'Open negotiation')
  for (const promise of [/Offer family support/, /reviewing officer/, /social workers, managers/]) {
    const commitment = await toCommitment(commissioner, next, promise)
    await press(commissioner, 'Request confirmation')
    await visit(commissioner, `${commitment}/respond`, 'Answer the commitment')
    await commissioner.getByLabel('Confirm it as it is').check()
    for (const accepts of await commissioner.getByLabel('Accepts it').all()) await accepts.check()
    await press(commissioner, 'Send your answer')
    await commissioner.getByRole('heading', { level: 1, name: 'Your work' }).waitFor()
  }
  for (const promise of [/officers and a sergeant/, /health practitioner/, /Count the contacts/]) {
    await toCommitment(commissioner, next, promise)
    await commissioner.getByText('Withdraw this commitment', { exact: true }).click()
    await commissioner.getByLabel('Why is it withdrawn?').fill('It is promised elsewhere')
    await press(commissioner, 'Withdraw')
  }
  await visit(commissioner, next, title)
  await press(commissioner, 'Send for approval')
  await press(commissioner, 'Open for signing')
  for (const who of ['signatory', 'police.signatory', 'community.signatory', 'nhs.signatory']) {
    const signatory = await person()
    await as(signatory, who)
    await visit(signatory, `${next}/sign`, 'Read and sign')
    await signatory.getByLabel('Your position').fill('Director')
    await signatory.getByLabel('Authority').fill('Cabinet minute 14')
    await signatory.getByLabel('Your password').fill(password)
    await signatory.getByLabel('I have read the particulars, the whole text and both schedules').check()
    await press(signatory, 'Sign')
    await signatory.getByRole('rowheader').first().waitFor()
  }

  // 4. Everybody reads whether ambition grew.
  await visit(everybody, next, title)
  await everybody.getByText('Beside CAT-2014-001: ', { exact: false }).waitFor()
  await Promise.all([everybody.waitForEvent('load'), everybody.getByRole('link', { name: 'Compare the two years' }).click()])
  await everybody.getByRole('heading', { level: 1, name: years }).waitFor()
  await row(everybody, /Offer family support/).getByText('Raised', { exact: true }).waitFor()
  await row(everybody, /reviewing officer/).getByText(said).waitFor()
  await row(everybody, /Count the contacts/).getByText('Dropped', { exact: true }).waitFor()
  assert.equal(await everybody.getByRole('link', { name: /Say whether it grew|Say it anew/ }).count(), 0)
  await narrowAndWide(everybody)
  await screenshot(everybody, 'years-public')
  await everybody.getByLabel('The other agreement').fill('the police')
  await press(everybody, 'Compare them')
  await refused(everybody, 'Enter a reference, like MOU-2014-001')
  await everybody.getByLabel('The other agreement').fill('CAT-2014-001')
  await press(everybody, 'Compare them')
  await everybody.getByRole('heading', { level: 1, name: years }).waitFor()
  await accessible(everybody)
})

const lapsed = journeys({ demo: true, env: { CONCORDAT_REGISTER_DATE: '2015-04-02' } })

// Said once: what is said stays.
lapsed.journey('What is past its end is an alarm until somebody says what became of it', { javascript: [false] }, async ({ page, person }) => {
  // What the day brings is told once the first sweep, which begins with the program, has come to its end.
  const alarm = page.getByRole('link', { name: /lapsed, still operating/ })
  await visit(page, '/', /Who promised what/)
  for (let tries = 0; tries < 60 && (await alarm.count()) === 0; tries++) await page.reload()
  await Promise.all([page.waitForEvent('load'), alarm.click()])
  await accessible(page)
  await page.locator(`a[href="${hub}"]`).click()
  await page.getByText('its term ended on 31 March 2015', { exact: false }).waitFor()
  await narrowAndWide(page)
  await screenshot(page, 'lapsed')

  const commissioner = await person()
  await as(commissioner, 'commissioner')
  await visit(commissioner, '/work', 'Your work')
  await commissioner.getByRole('link', { name: /Lapsed, still operating/ }).first().click()
  // What renews it is given up first: nobody says that nothing follows while something does.
  await visit(commissioner, '/agreements/cat-2015-001', /arrangement 2015\/16/)
  await press(commissioner, 'Withdraw')
  await visit(commissioner, hub)
  await commissioner.getByRole('link', { name: 'Say what becomes of it' }).click()
  await commissioner.getByRole('heading', { level: 1, name: 'Say what becomes of it' }).waitFor()
  await narrowAndWide(commissioner)
  await press(commissioner, 'Say what becomes of it')
  await refused(commissioner, 'Choose what becomes of it', 'Casey Commissioner')
  await screenshot(commissioner, 'conclude-refused')
  await commissioner.getByLabel('It ended, and nothing takes its place').check()
  await commissioner.getByLabel('Say it in words').fill('The partners decided in March to end it')
  await press(commissioner, 'Say what becomes of it')
  await commissioner.getByText('The partners decided in March to end it', { exact: false }).waitFor()

  await visit(page, hub)
  await page.getByText('Ended 31 March 2015', { exact: false }).waitFor()
  await page.getByText('(said by Birmingham City Council on 2 April 2015)', { exact: false }).waitFor()
})
