// Hostile text through every text field of every form that the demonstration's people reach, then through every page that shows
// it: nothing runs, the content security policy is never touched, nothing is lost. Pages and forms are found by walking.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openBrowser, openWindow } from './support/browser.mjs'
import { hostile, kept, long } from './support/corpus.mjs'
import { as } from './support/people.mjs'
import { startServer } from './support/server.mjs'

const lenient = { CONCORDAT_CHANGES_PER_MINUTE: '100000', CONCORDAT_SEARCHES_PER_MINUTE: '100000' }
const running = {}
before(async () => {
  running.server = await startServer({ demo: true, env: lenient })
  running.browser = await openBrowser()
})
after(async () => {
  await running.browser?.close()
  await running.server?.stop()
})

const entrances = ['/', '/work', '/agreements', '/commitments', '/funding?year=2015-16', '/services', '/contracts', '/tenders', '/account']
/** More than this of one pattern (`/organisations/{ref}`) shows nothing new. */
const OF_A_KIND = 2

/** A person's window in which a script that ran, or a dialog, is not overlooked. */
async function person(who) {
  const window = await openWindow(running.browser, { address: running.server.address, validate: false })
  const dialogs = []
  window.page.on('dialog', (dialog) => dialogs.push(dialog.message()) && dialog.dismiss())
  if (who) await as(window.page, who)
  const seen = new Set()
  return {
    ...window,
    seen,
    /** Nothing ran on the page as it stands; its text is noted. */
    async examine() {
      const { ran, text } = await window.page.evaluate(() => ({
        ran: window.__ran,
        text: [document.body.textContent, document.title, ...[...document.querySelectorAll('input, textarea')].map((f) => f.value)].join('\n'),
      }))
      assert.equal(ran, undefined, `a script ran on ${window.page.url()}`)
      assert.deepEqual(dialogs, [], window.page.url())
      seen.add(text)
    },
  }
}

const pattern = (address) => address.split('?')[0].replace(/\/[a-z]{3}-\d{4}-\d{3}/g, '/{ref}')

/** Every page that a person reaches by links. `visit` is called on each. */
async function walk({ page }, visit) {
  const waiting = [...entrances]
  const known = new Set(waiting)
  const kinds = new Map()
  while (waiting.length > 0) {
    const address = waiting.shift()
    const kind = pattern(address)
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    if (kinds.get(kind) > OF_A_KIND) continue
    const answer = await page.goto(address)
    assert.ok(answer.status() < 500, `${address}: ${answer.status()}`)
    const links = await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((a) => a.href))
    await visit(address)
    for (const link of links) {
      const url = new URL(link)
      const next = url.pathname + url.search
      const isPage = url.origin === running.server.address && !/\.(ics|atom|json|csv|xlsx)$/.test(url.pathname)
      if (isPage && !known.has(next) && !/(page|after|before)=/.test(url.search)) {
        known.add(next)
        waiting.push(next)
      }
    }
  }
}

/** The forms by POST of the page, by position, with what tells them apart. Signing in and out are told elsewhere. */
const formsOf = (page) =>
  page.evaluate(() =>
    [...document.forms].map((form, index) => ({
      index,
      action: new URL(form.action).pathname,
      method: form.method,
      name: form.elements.namedItem('form')?.value ?? '',
      texts: [...form.elements].filter((f) => f.matches('textarea, input[type=text], input:not([type])')).map((f) => f.name),
    })),
  )

/**
 * Fills a form in and sends it: `text` into what is free to say; with `everywhere` also into what has to be an amount, a day, a
 * body. Gives what was typed, by field.
 */
async function send({ page }, index, text, everywhere) {
  const typed = await page.evaluate(
    ({ index, text, everywhere }) => {
      const form = document.forms[index]
      const free = /^(title|name|aims|statement|measure|target|note|description|words|proposed|why|position|authority|place|unit|source|independent_of|procedure|text|reason|no_money|cost-words-.*)$/
      const right = [
        [/day$/, '1'], [/month$/, '4'], [/year$/, '2015'], [/^year$/, '2015/16'], [/amount|value|price|pence|share|actual|need|baseline/, '100'],
        [/owner|buyer|provider|organisation|coordinator|party/, 'Birmingham City Council'],
      ]
      const typed = {}
      for (const field of form.elements) {
        if (field.matches('textarea, input[type=text], input:not([type])')) {
          const isFree = free.test(field.name) || field.matches('textarea')
          if (isFree || everywhere) {
            field.value = field.name === 'text' && !everywhere ? `## A clause\n\n${text}` : text
            typed[field.name] = field.value
          } else if (field.value === '') {
            field.value = right.find(([name]) => name.test(field.name))?.[1] ?? ''
          }
        } else if (field.matches('select') && field.value === '') {
          field.selectedIndex = Math.min(1, field.options.length - 1)
        } else if (field.matches('[type=checkbox]')) {
          field.checked = true
        } else if (field.matches('[type=radio]') && !form.querySelector(`[name="${CSS.escape(field.name)}"]:checked`)) {
          field.checked = true
        }
      }
      return typed
    },
    { index, text, everywhere },
  )
  const [answer] = await Promise.all([
    page.waitForResponse((r) => r.request().method() === 'POST' && r.request().isNavigationRequest()),
    page.waitForEvent('load'),
    page.evaluate((index) => document.forms[index].querySelector('button:not([name]):not([type=button])').click(), index),
  ])
  return { typed, status: answer.status() }
}

/** What a refused form shows again is what was typed. */
async function keepsWhatWasTyped(page, typed, where) {
  const shown = await page.evaluate(() => {
    const fields = [...document.querySelectorAll('textarea, input')].filter((field) => field.type !== 'hidden')
    return fields.map((field) => [field.name, field.value])
  })
  for (const [name, value] of Object.entries(typed)) {
    // A field of one line has no line ends: the browser takes them out before it sends them.
    const expected = [kept(value), kept(value.replace(/[\r\n]/g, ''))]
    const found = shown.filter(([field]) => field === name).map(([, value]) => value)
    assert.ok(found.some((value) => expected.includes(value)), `${where} lost what was typed into ${name}: ${found.map((v) => v.slice(0, 80))}`)
  }
}

const all = hostile.join(' ')
/** Each form once, by whoever comes to it first. */
const sent = new Set()

for (const who of ['commissioner', 'partner', 'provider', 'nhs.signatory']) {
  test(`What the ${who} types comes back as typed, and runs nowhere`, async () => {
    const somebody = await person(who)
    const { page } = somebody
    const found = new Map()
    await walk(somebody, async (address) => {
      for (const form of await formsOf(page)) {
        const kind = `${pattern(form.action)} ${form.name}`
        const wanted = form.method === 'post' && form.texts.length > 0
        if (wanted && !sent.has(kind)) found.set(kind, { address, kind }) && sent.add(kind)
      }
    })
    for (const { address, kind } of found.values()) {
      for (const [text, everywhere] of [[all, true], [long, true], [all, false]]) {
        await page.goto(address)
        const form = (await formsOf(page)).find((form) => `${pattern(form.action)} ${form.name}` === kind && form.texts.length > 0)
        // Taken the last time, and gone with that.
        if (!form) break
        const { typed, status } = await send(somebody, form.index, text, everywhere)
        await somebody.examine()
        assert.ok(status < 500, `${kind}: ${status}`)
        if (status >= 400) await keepsWhatWasTyped(page, typed, kind)
      }
    }
    await somebody.close()
  })
}

test('Every page shows the hostile text as text, to everybody', async () => {
  assert.ok(sent.size >= 20, `${sent.size} forms were found: more than that are there`)
  const texts = []
  for (const who of [null, 'commissioner']) {
    const somebody = await person(who)
    await walk(somebody, () => somebody.examine())
    await somebody.close()
    texts.push(...somebody.seen)
  }
  const shown = texts.join('\n').normalize('NFC')
  for (const text of hostile) assert.ok(shown.includes(kept(text)), `no page shows ${text}`)
})
