// The programs that are measured and those that measure: the server on one core, what asks it on another, where there are two.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort, ready, root } from '../support/server.mjs'

export const run = promisify(execFile)
export const built = (name) => join(root, 'target/release', name)
const [servers, askers] = cpus().length > 1 ? [['taskset', '-c', '0'], ['taskset', '-c', '1']] : [[], []]
const seconds = Number(process.env.BENCH_SECONDS ?? 10)

/** Settings of every program for one register. */
export const settings = (database) => ({
  ...process.env,
  DATABASE_URL: `sqlite://${database}`,
  CONCORDAT_SITE_ROOT: join(root, 'target/site'),
  CONCORDAT_SEARCHES_PER_MINUTE: '100000000',
  CONCORDAT_LOG: 'error',
})

/** Has a program answer at an address of its own, which `command` gets, for as long as `use` takes. */
export async function serving(command, database, use) {
  const address = `127.0.0.1:${await freePort()}`
  const [program, ...args] = [...servers, ...command(address)]
  const serving = spawn(program, args, { env: settings(database), stdio: 'ignore' })
  try {
    await ready(`http://${address}/readyz`, serving, () => '')
    return await use(`http://${address}`, serving.pid)
  } finally {
    const ended = serving.exitCode === null && serving.signalCode === null ? once(serving, 'exit') : null
    serving.kill('SIGINT')
    await ended
  }
}

/** Requests a second, the times within which half and 99 % were answered, and how many answers were no page. */
export async function asked(url, cookie) {
  const as = cookie ? ['-H', `Cookie: ${cookie}`] : []
  const ask = async (time) => {
    const [program, ...args] = [...askers, 'wrk', '-t1', '-c8', `-d${time}s`, '--timeout', '60s', '--latency', ...as, url]
    return (await run(program, args)).stdout
  }
  await ask(2)
  const said = await ask(seconds)
  const found = (pattern) => said.match(pattern)?.[1]
  return {
    rate: Number(found(/Requests\/sec:\s+([\d.]+)/)),
    p50: found(/^\s+50%\s+(\S+)/m) ?? '?',
    p99: found(/^\s+99%\s+(\S+)/m) ?? '?',
    failed: Number(found(/Non-2xx or 3xx responses: (\d+)/) ?? 0),
  }
}

/** How many bytes a page has with brotli. */
export async function brotli(url, cookie) {
  const as = cookie ? ['-H', `Cookie: ${cookie}`] : []
  const answer = await run('curl', ['-s', '-H', 'Accept-Encoding: br', ...as, '-w', '%{size_download}', '-o', '/dev/null', url])
  return Number(answer.stdout)
}

/** Memory of a process, in megabytes. */
export async function memory(id) {
  const status = await readFile(`/proc/${id}/status`, 'utf8')
  return Math.round(Number(status.match(/VmRSS:\s+(\d+)/)?.[1]) / 1024)
}
