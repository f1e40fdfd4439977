// Measures every address that has a budget on three registers, in one run, and prints one table that proves or refutes the budgets.
// Run it with `make bench`; BENCH_SMALL=12,100,1000, BENCH_FULL=… and BENCH_LARGE=200,10000,10000 make registers of so many
// agreements, contracts and notices, BENCH_SECONDS=3 asks each page for a shorter time, BENCH_FOLDER=… keeps the registers in a folder
// and takes those that it finds there.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shownToAnybody } from '../lost/support/person.mjs'
import { budgeted, isPersonal, judged, memoryBudget, others, told } from './pages.mjs'
import { asked, brotli, built, memory, serving } from './programs.mjs'
import { made, sizes } from './registers.mjs'

const paths = [...budgeted, ...others]

/** Signs in as the demonstration's commissioner and gives the cookie. */
async function signedIn(site) {
  const answer = await fetch(`${site}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...shownToAnybody, email: 'commissioner@demo.example', password: 'four-canals-birmingham-2014' }),
  })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (!cookie?.startsWith('concordat=')) throw new Error(`Signing in was answered with ${answer.status}`)
  return cookie
}

/** Every page of a register, and the server's memory before and after. */
function measured({ database }) {
  return serving((address) => [built('concordat'), 'serve', '--addr', address], database, async (site, id) => {
    const idle = await memory(id)
    const cookie = await signedIn(site)
    const pages = {}
    for (const path of paths) {
      const [url, as] = [site + path, isPersonal(path) ? cookie : undefined]
      const html = await (await fetch(url, { headers: as ? { cookie: as } : {} })).text()
      pages[path] = { html, brotli: await brotli(url, as), ...(await asked(url, as)) }
      say(path, pages[path])
    }
    return { pages, idle, afterAll: await memory(id) }
  })
}

/** The rates of hand-written routes that ask the same register the same and send the same bytes. */
async function byHand({ database }, pages, folder) {
  const rates = {}
  const file = join(folder, 'page.html')
  for (const path of paths) {
    await writeFile(file, pages[path].html)
    const command = (address) => [built('examples/same_bytes'), address, file, `sqlite://${database}`]
    rates[path] = await serving(command, database, (site) => asked(site + path))
    say(`${path} by hand`, rates[path])
  }
  return rates
}

/** Tells figures as soon as they are known: the whole takes long. */
const say = (what, { rate, p50, p99 }) => console.error(`  ${what}: ${rate} a second, ${p50}, ${p99}`)

/** A page's row of the table. */
function row(path, { small, full, large }, hand) {
  const rates = { 'small, 1/s': Math.round(small.rate), 'full, 1/s': Math.round(full.rate), 'large, 1/s': Math.round(large.rate * 10) / 10 }
  return {
    address: path,
    ...rates,
    'times longer': `${(full.rate / large.rate).toFixed(2)}, ${(small.rate / large.rate).toFixed(2)}`,
    'large p50, p99': `${large.p50}, ${large.p99}`,
    'on the server, ms': (1000 / large.rate).toFixed(2),
    'kB, brotli': (Math.max(small.brotli, large.brotli) / 1000).toFixed(1),
    'by hand, 1/s': Math.round(hand.rate * 10) / 10,
    budget: judged(path, { small, full, large, byHand: hand }),
  }
}

const memoryRow = (what, small, large, most) => ({
  address: `memory ${what}, MB`,
  'small, 1/s': small,
  'large, 1/s': large,
  budget: told([[Math.max(small, large) <= most, `${most} MB`]]),
})

const kept = process.env.BENCH_FOLDER
if (kept) await mkdir(kept, { recursive: true })
const folder = kept ?? (await mkdtemp(join(tmpdir(), 'concordat-bench-')))
try {
  const found = {}
  for (const [name, size] of Object.entries(sizes())) {
    console.error(`The ${name} register, ${JSON.stringify(size)}: making it …`)
    const register = await made(name, size, folder)
    register.imported.forEach((line) => console.error(`  ${line}`))
    console.error(`The ${name} register: measuring …`)
    found[name] = { ...register, ...(await measured(register)) }
  }
  const { small, full, large } = found
  console.error('The large register: measuring by hand …')
  const hand = await byHand(large, large.pages, folder)
  for (const [name, { imported }] of Object.entries(found)) console.log([`${name} register:`, ...imported].join('\n  '))
  console.table([
    ...paths.map((path) => row(path, { small: small.pages[path], full: full.pages[path], large: large.pages[path] }, hand[path])),
    memoryRow('idle', small.idle, large.idle, memoryBudget.idle),
    memoryRow('after all', small.afterAll, large.afterAll, memoryBudget.afterAll),
  ])
} finally {
  if (!kept) await rm(folder, { recursive: true, force: true })
}
