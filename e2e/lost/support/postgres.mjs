// A PostgreSQL of its own that can be killed like a machine that loses its power, and started again. It waits for the disk
// as PostgreSQL does by itself.
import { execFile } from 'node:child_process'
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
  const isRoot = process.getuid() === 0
  if (isRoot) await chown(folder, ...(await ids('postgres')))
  const as = (name, ...args) => {
    const command = [join(programs, name), ...args]
    return isRoot ? run('runuser', ['-u', 'postgres', '--', ...command], { cwd: '/' }) : run(command[0], command.slice(1), { cwd: '/' })
  }
  const data = join(folder, 'data')
  const port = await freePort()
  const server = ['-h', '127.0.0.1', '-p', String(port), '-U', 'concordat']
  const options = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories='${folder}'`
  await as('initdb', '-D', data, '-U', 'concordat', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync')
  const start = () => as('pg_ctl', 'start', '-D', data, '-l', join(folder, 'log'), '-o', options, '-w', '-s')
  await start()
  return {
    start,
    /** A new, empty database; its address. */
    async database(name) {
      await as('createdb', ...server, name)
      return `postgres://concordat@127.0.0.1:${port}/${name}`
    },
    /** Ends every process of it at once, without a goodbye. */
    async kill() {
      const [postmaster] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
      const all = [Number(postmaster), ...(await childrenOf(Number(postmaster)))]
      for (const pid of all) process.kill(pid, 'SIGKILL')
      while ((await Promise.all(all.map(isAlive))).includes(true)) await pause(10)
    },
    async stop() {
      await as('pg_ctl', 'stop', '-D', data, '-m', 'immediate', '-s').catch(() => {})
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function ids(user) {
  const line = (await readFile('/etc/passwd', 'utf8')).split('\n').find((entry) => entry.startsWith(`${user}:`))
  const [, , uid, gid] = line.split(':')
  return [Number(uid), Number(gid)]
}

/** What stands in /proc/PID/stat after the command's name: state, parent, … */
const statOf = async (pid) => (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).split(') ').at(-1).split(' ')

async function childrenOf(parent) {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const parents = await Promise.all(pids.map(statOf))
  return pids.filter((_, index) => Number(parents[index][1]) === parent)
}

const isAlive = async (pid) => !['', 'Z', 'X'].includes((await statOf(pid))[0])
