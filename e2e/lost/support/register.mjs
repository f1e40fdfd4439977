// A register of its own whose server can be killed and started again, and whose contents can be counted.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort, program, ready, root } from '../../support/server.mjs'

/**
 * With the demonstration in it.
 * @param {Record<string, string>} [env] further settings; DATABASE_URL for PostgreSQL
 */
export async function aRegister(env = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'concordat-lost-'))
  const settings = {
    ...process.env,
    DATABASE_URL: `sqlite://${join(folder, 'concordat.db')}`,
    CONCORDAT_SITE_ROOT: join(root, 'target/site'),
    CONCORDAT_CHANGES_PER_MINUTE: '1000000',
    CONCORDAT_LOG: 'warn',
    ...env,
  }
  const run = (...command) => promisify(execFile)(program, command, { cwd: folder, env: settings })
  await run('migrate')
  await run('demo')
  let copies = 0
  return {
    folder,
    settings,
    run,
    /** A server of it. `through` puts a command before the program's own. */
    serve: (more = {}, through = []) => serve(folder, { ...settings, ...more }, through),
    /** Counts every table and tells the audit trail's head, as a backup sees them at one instant. */
    async holds() {
      const file = join(folder, `count-${copies++}.tar`)
      await run('backup', file)
      const { contents } = await manifestOf(file)
      await rm(file)
      return contents
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The manifest of a backup: the first file of the archive. */
export async function manifestOf(file) {
  const archive = await readFile(file)
  const length = parseInt(archive.toString('ascii', 124, 136), 8)
  return JSON.parse(archive.toString('utf8', 512, 512 + length))
}

/** A server of a register with all its settings. */
export async function serve(folder, env, through = []) {
  const address = `http://127.0.0.1:${await freePort()}`
  const [command, ...args] = [...through, program, 'serve', '--addr', address.slice('http://'.length)]
  const process_ = spawn(command, args, { cwd: folder, env })
  let log = ''
  for (const output of [process_.stdout, process_.stderr]) output.on('data', (text) => (log += text))
  const take = () => process_.kill('SIGKILL')
  process.once('exit', take)
  const end = async (signal) => {
    const ended = process_.exitCode === null && process_.signalCode === null ? once(process_, 'exit') : null
    process_.kill(signal)
    await ended
    process.off('exit', take)
  }
  await ready(`${address}/readyz`, process_, () => log)
  return {
    address,
    log: () => log,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM')
      assert.equal(process_.exitCode, 0, `The server did not end cleanly:\n${log}`)
    },
  }
}
