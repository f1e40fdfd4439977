// Measures imports and pages on registers of several sizes, and prints one table. Run it with `make bench`;
// BENCH_SIZES=1000,10000 makes others (BENCH_SIZES=0 none), BENCH_AGREEMENTS=12,1000 registers of so many agreements,
// BENCH_SECONDS=3 asks each page for a shorter time.
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { shownToAnybody } from '../lost/support/person.mjs'
import { freePort, ready, root } from '../support/server.mjs'

const run = promisify(execFile)
const built = (name) => join(root, 'target/release', name)
const wanted = process.env.BENCH_SIZES?.split(',').map(Number).filter((size) => size > 0)
const sizes = wanted ?? [1_000, 100_000, 1_000_000]
// Of the demonstration's four agreements, with their 25 commitments, as many times as is needed.
const agreements = process.env.BENCH_AGREEMENTS?.split(',').map(Number) ?? [12, 1_000]
const promises = {
  '/': 'front page',
  '/work': 'a commissioner’s work',
  '/agreements': 'list',
  '/commitments': 'list',
  '/funding?year=2015-16': 'a year’s money',
  '/services': 'list',
}
// A larger register is made of the one before it, by statements of the database.
const MOST_IMPORTED = 100_000
const seconds = Number(process.env.BENCH_SECONDS ?? 10)
// The server on one core, what asks it on another, where there are two.
const [servers, askers] = cpus().length > 1 ? [['taskset', '-c', '0'], ['taskset', '-c', '1']] : [[], []]
const pages = {
  '/tenders': 'list',
  '/tenders?q=school': 'list, by words',
  '/search?q=childrens+transport': 'search',
  '/tenders/pro-2025-001': 'record',
}

/** A program that answers at an address, until it is stopped. */
async function serving(command, address, path, env = {}) {
  const [program, ...args] = [...servers, ...command]
  const process_ = spawn(program, args, { env: { ...process.env, CONCORDAT_LOG: 'error', ...env }, stdio: 'ignore' })
  await ready(`http://${address}${path}`, process_, () => '')
  return process_
}

/** Requests a second, and the times within which half and 99 % were answered. */
async function asked(url, cookie) {
  const as = cookie ? ['-H', `Cookie: ${cookie}`] : []
  const ask = async (time) => run(askers[0] ?? 'wrk', [...askers.slice(1), ...(askers.length ? ['wrk'] : []), '-t1', '-c8', `-d${time}s`, '--latency', ...as, url])
  await ask(2)
  const { stdout } = await ask(seconds)
  const found = (pattern) => stdout.match(pattern)?.[1] ?? '?'
  const failed = stdout.match(/Non-2xx or 3xx responses: (\d+)/)?.[1]
  return {
    rate: Math.round(Number(found(/Requests\/sec:\s+([\d.]+)/))) + (failed ? ` (${failed} failed)` : ''),
    p50: found(/^\s+50%\s+(\S+)/m),
    p99: found(/^\s+99%\s+(\S+)/m),
  }
}

/** Memory of a process, in megabytes. */
async function memory(id) {
  const status = await readFile(`/proc/${id}/status`, 'utf8')
  return Math.round(Number(status.match(/VmRSS:\s+(\d+)/)?.[1]) / 1024)
}

async function brotli(url) {
  const answer = await run('curl', ['-s', '-H', 'Accept-Encoding: br', '-w', '%{size_download}', '-o', '/dev/null', url])
  return Number(answer.stdout)
}

/** Pages of a register, each beside a hand-written route that asks the register the same and sends the same bytes. */
async function measured(database, folder, size) {
  const env = { DATABASE_URL: `sqlite://${database}`, CONCORDAT_SITE_ROOT: join(root, 'target/site'), CONCORDAT_SEARCHES_PER_MINUTE: '100000000' }
  const address = `127.0.0.1:${await freePort()}`
  const server = await serving([built('concordat'), 'serve', '--addr', address], address, '/readyz', env)
  const rows = []
  try {
    const idle = await memory(server.pid)
    for (const [path, what] of Object.entries(pages)) {
      const url = `http://${address}${path}`
      const ours = await asked(url)
      rows.push({ size, page: `${path} (${what})`, ...ours, brotli: await brotli(url) })
      await writeFile(join(folder, `${rows.length}.html`), await (await fetch(url)).text())
    }
    rows.push({ size, page: 'memory, MB: idle, under load', rate: `${idle}, ${await memory(server.pid)}` })
  } finally {
    server.kill('SIGINT')
  }
  for (const [at, path] of Object.keys(pages).entries()) {
    const bare = `127.0.0.1:${await freePort()}`
    const byHand = await serving([built('examples/same_bytes'), bare, join(folder, `${at + 1}.html`), env.DATABASE_URL], bare, '/', env)
    try {
      const { rate, p99 } = await asked(`http://${bare}${path}`)
      rows[at]['by hand'] = `${rate}, ${p99}`
    } finally {
      byHand.kill('SIGKILL')
    }
  }
  return rows
}

/** Signs in to the demonstration and gives the cookie. */
async function signedIn(address) {
  const answer = await fetch(`http://${address}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...shownToAnybody, email: 'commissioner@demo.example', password: 'four-canals-birmingham-2014' }),
  })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (!cookie?.startsWith('concordat=')) throw new Error(`Signing in was answered with ${answer.status}`)
  return cookie
}

/** Pages about promises, on a register of so many agreements. */
async function promised(size, folder) {
  const file = join(folder, `promises-${size}.db`)
  const env = { DATABASE_URL: `sqlite://${file}`, CONCORDAT_SITE_ROOT: join(root, 'target/site') }
  for (const command of ['migrate', 'demo']) await run(built('concordat'), [command], { env: { ...process.env, ...env } })
  await run(built('examples/multiply'), [file, 'agreement', String(size / 4)])
  const address = `127.0.0.1:${await freePort()}`
  const server = await serving([built('concordat'), 'serve', '--addr', address], address, '/readyz', env)
  try {
    const cookie = await signedIn(address)
    const rows = []
    for (const [path, what] of Object.entries(promises)) {
      const url = `http://${address}${path}`
      rows.push({ size, page: `${path} (${what})`, ...(await asked(url, path === '/work' ? cookie : undefined)), brotli: await brotli(url) })
    }
    return rows
  } finally {
    server.kill('SIGINT')
  }
}

/** Imports made-up releases into a register: at which rate, beside a bare loop, and how long others waited. */
async function imported(size, folder) {
  const file = join(folder, `${size}.jsonl`)
  await run(built('examples/generate_releases'), [String(size), file])
  const { stdout } = await run(built('examples/import_rate'), [file, join(folder, String(size))])
  await rm(file)
  return stdout.trim().split('\n').map((line) => ({ size, page: line }))
}

const folder = await mkdtemp(join(tmpdir(), 'concordat-bench-'))
const database = (size) => join(folder, String(size), 'ours.db')
const rows = []
/** Keeps rows for the table, and tells them at once: the next size takes long. */
const told = (more) => {
  rows.push(...more)
  for (const { size, page, ...figures } of more) console.error(size, page, JSON.stringify(figures))
}
try {
  for (const size of agreements) {
    console.error(`${size} agreements: making, measuring …`)
    told(await promised(size, folder))
  }
  let before
  for (const size of sizes) {
    console.error(`${size} procurements: making, ${size > MOST_IMPORTED ? '' : 'importing, '}measuring …`)
    if (size > MOST_IMPORTED && before) {
      await mkdir(join(folder, String(size)))
      for (const ending of ['', '-wal', '-shm']) {
        if (existsSync(database(before) + ending)) await rename(database(before) + ending, database(size) + ending)
      }
      await run(built('examples/multiply'), [database(size), 'procurement', String(Math.round(size / before))])
    } else {
      told(await imported(size, folder))
    }
    told(await measured(database(size), folder, size))
    if (before) await rm(join(folder, String(before)), { recursive: true, force: true })
    before = size
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
console.table(rows)
