// A PostgreSQL of its own that can be killed like a machine that loses its power, and started again. It waits for the disk
// as PostgreSQL does by itself.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort, root } from '../../support/server.mjs'

const run = promisify(execFile)

export async function startPostgres() {
  const programs = (await run(join(root, '.ci/set-up/postgres.sh'))).stdout.trim()
  const folder = await mkdtemp(join(tmpdir(), 'concordat-postgres-'))
  // PostgreSQL refuses to run as root.
  const who = process.getuid() === 0 ? await user('postgres') : {}
  if (who.uid) await chown(folder, who.uid, who.gid)
  const as = (name, ...args) => run(join(programs, name), args, { cwd: '/', ...who })
  const data = join(folder, 'data')
  const port = await freePort()
  const there = ['-h', '127.0.0.1', '-p', String(port), '-U', 'concordat']
  await as('initdb', '-D', data, '-U', 'concordat', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync')

  let server
  let log = ''
  // As a child of ours, not through pg_ctl: what is killed has to be gone for the next one to start.
  async function start() {
    const options = ['-D', data, '-c', 'listen_addresses=127.0.0.1', '-p', String(port), '-k', folder]
    server = spawn(join(programs, 'postgres'), options, { cwd: '/', ...who })
    for (const output of [server.stdout, server.stderr]) output.on('data', (text) => (log += text))
    const deadline = Date.now() + 60_000
    while ((await as('pg_isready', ...there).catch((error) => error)) instanceof Error) {
      assert.ok(server.exitCode === null && Date.now() < deadline, `PostgreSQL did not start:\n${log}`)
      await pause(20)
    }
  }
  async function end(signal) {
    const ended = server.exitCode === null && server.signalCode === null ? once(server, 'exit') : null
    server.kill(signal)
    await ended
  }
  process.once('exit', () => server?.kill('SIGQUIT'))
  await start()
  return {
    start,
    /** A new, empty database; its address. */
    async database(name) {
      await as('createdb', ...there, name)
      return `postgres://concordat@127.0.0.1:${port}/${name}`
    },
    /** Says something to a database. */
    sql: (url, text) => as('psql', url, '-q', '-v', 'ON_ERROR_STOP=1', '-c', text),
    /** Ends every process of it at once, without a goodbye. */
    async kill() {
      // Held still first, or it might start another meanwhile.
      server.kill('SIGSTOP')
      const others = await childrenOf(server.pid)
      for (const pid of others) process.kill(pid, 'SIGKILL')
      await end('SIGKILL')
      while ((await Promise.all(others.map(isAlive))).includes(true)) await pause(10)
    },
    async stop() {
      await end('SIGQUIT')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function user(name) {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/** What stands in /proc/PID/stat after the command's name: state, parent, … */
const statOf = async (pid) => (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ').at(-1).split(' ')

async function childrenOf(parent) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = await Promise.all(pids.map(statOf))
  return pids.filter((_, index) => Number(parents[index][1]) === parent)
}

const isAlive = async (pid) => !['', 'Z', 'X'].includes((await statOf(pid))[0])
