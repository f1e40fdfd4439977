// A Concordat of its own for a test file: an empty register in a temporary folder, on a free port. What the tests find
// is the program that people get: the dev build with the release build of the islands.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const program = process.env.CONCORDAT_PROGRAM ?? join(root, 'target/debug/concordat')

/**
 * Starts it and waits until it is ready.
 * @param {object} [wanted]
 * @param {boolean} [wanted.demo] with the demonstration loaded
 * @param {Record<string, string>} [wanted.env] further settings; DATABASE_URL for PostgreSQL
 * @returns the address of its front page, `run` for further commands on the same register, its `database` file (SQLite),
 *   `log()`, and `stop()`
 */
export async function startServer({ demo = false, env = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'concordat-e2e-'))
  const database = join(folder, 'concordat.db')
  const settings = {
    ...process.env,
    DATABASE_URL: `sqlite://${database}`,
    CONCORDAT_SITE_ROOT: join(root, 'target/site'),
    // Journeys are quicker than people; the limits have tests of their own.
    CONCORDAT_SIGN_INS_PER_MINUTE: '300',
    ...env,
  }
  const run = (...command) => promisify(execFile)(program, command, { cwd: folder, env: settings })
  await run('migrate')
  if (demo) await run('demo')

  const address = `http://127.0.0.1:${await freePort()}`
  const serving = spawn(program, ['serve', '--addr', address.slice('http://'.length)], { cwd: folder, env: settings })
  let log = ''
  for (const stream of [serving.stdout, serving.stderr]) stream.on('data', (text) => (log += text))
  // A test file that dies takes its server along.
  const kill = () => serving.kill('SIGKILL')
  process.once('exit', kill)

  async function stop() {
    const ended = serving.exitCode === null && serving.signalCode === null ? once(serving, 'exit') : null
    serving.kill('SIGINT')
    await ended
    process.off('exit', kill)
    await rm(folder, { recursive: true })
    assert.equal(serving.exitCode, 0, `The server did not end cleanly (${serving.signalCode ?? 'no signal'}):\n${log}`)
  }

  await ready(`${address}/readyz`, serving, () => log)
  return { address, run, database, stop, log: () => log }
}

/** Waits until it answers that it is ready. */
export async function ready(address, serving, log) {
  const deadline = Date.now() + 60_000
  for (;;) {
    const answer = await fetch(address).catch(() => null)
    if (answer?.ok) return
    if (serving.exitCode !== null) throw new Error(`The server ended with ${serving.exitCode}:\n${log()}`)
    if (Date.now() > deadline) {
      serving.kill('SIGKILL')
      throw new Error(`The server was not ready after 60 s (last answer: ${answer?.status ?? 'none'}):\n${log()}`)
    }
    await pause(50)
  }
}

let asked = 0

/**
 * A port that nobody listens on, below those that outgoing connections get: nobody takes it before it is used. Each process
 * has sixty of its own, so that two test files side by side never choose the same.
 */
export async function freePort() {
  for (;;) {
    const port = 20_000 + ((process.pid * 60 + asked++) % 12_000)
    const probe = createServer()
    const isFree = await new Promise((told) => probe.once('error', () => told(false)).listen(port, '127.0.0.1', () => told(true)))
    if (!isFree) continue
    await new Promise((closed) => probe.close(closed))
    return port
  }
}
