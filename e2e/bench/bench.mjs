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

/** Has the program serve every register at once. A server that nobody asks takes no time of its core. */
async function servingEach([register, ...rest], use, sites = []) {
  if (!register) return use(sites)
  const command = (address) => [built('concordat'), 'serve', '--addr', address]
  return serving(command, register.database, async (address, id) => {
    const idle = await memory(id)
    const site = { ...register, address, id, idle, cookie: await signedIn(address), pages: {} }
    return servingEach(rest, use, [...sites, site])
  })
}

/** Asks a site for a page. */
async function page({ address, cookie }, path) {
  const [url, as] = [address + path, isPersonal(path) ? cookie : undefined]
  const html = await (await fetch(url, { headers: as ? { cookie: as } : {} })).text()
  return { html, brotli: await brotli(url, as), ...(await asked(url, as)) }
}

/** Asks a hand-written route that asks the same register the same and sends the same bytes. */
async function byHand({ database, pages }, path, folder) {
  const file = join(folder, 'page.html')
  await writeFile(file, pages[path].html)
  const command = (address) => [built('examples/same_bytes'), address, file, `sqlite://${database}`]
  return serving(command, database, (address) => asked(address + path))
}

/** Every page of every register and by hand, one right after the other: the machine is not as quick at every time. */
function measured(registers, folder) {
  return servingEach(registers, async (sites) => {
    const hand = {}
    for (const path of paths) {
      for (const site of sites) {
        site.pages[path] = await page(site, path)
        say(`${path} of the ${site.name} register`, site.pages[path])
      }
      hand[path] = await byHand(sites.at(-1), path, folder)
      say(`${path} by hand`, hand[path])
    }
    for (const site of sites) site.afterAll = await memory(site.id)
    return { sites, hand }
  })
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
  const registers = []
  for (const [name, size] of Object.entries(sizes())) {
    console.error(`The ${name} register, ${JSON.stringify(size)}: making it …`)
    const register = await made(name, size, folder)
    register.imported.forEach((line) => console.error(`  ${line}`))
    registers.push({ name, ...register })
  }
  console.error('Measuring …')
  const { sites, hand } = await measured(registers, folder)
  for (const { name, imported } of sites) console.log([`${name} register:`, ...imported].join('\n  '))
  const [small, full, large] = sites
  console.table([
    ...paths.map((path) => row(path, { small: small.pages[path], full: full.pages[path], large: large.pages[path] }, hand[path])),
    memoryRow('idle', small.idle, large.idle, memoryBudget.idle),
    memoryRow('after all', small.afterAll, large.afterAll, memoryBudget.afterAll),
  ])
} finally {
  if (!kept) await rm(folder, { recursive: true, force: true })
}
