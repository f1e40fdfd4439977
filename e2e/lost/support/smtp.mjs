// A mail server that is down, refuses, or lets the sender wait, as a test tells it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { pythonProgram } from '../../support/python.mjs'
import { until } from './until.mjs'

const script = fileURLToPath(new URL('smtp.py', import.meta.url))

/** How many letters each server says it sent; it has to log at `info`. */
export const sentBy = (servers) => servers.map(({ log }) => log().match(/outcome=Sent/g)?.length ?? 0)

/** Waits until servers that send to a willing mail server have sent all there is: the demonstration's own deeds write some. */
export async function allSent(register, servers) {
  const { rows } = await register.holds()
  await until('every letter is sent', () => sentBy(servers).reduce((sum, count) => sum + count) === rows.mail)
}

/** Starts it on a port, to behave as told: `take`, `later`, `never`, `hold`. */
export async function startSmtp(port, word = 'take') {
  const server = spawn(pythonProgram('python3'), [script, String(port)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const taken = []
  let ready = false
  createInterface({ input: server.stdout }).on('line', (line) => {
    if (line === 'ready') ready = true
    else taken.push(JSON.parse(line))
  })
  const tell = (to) => server.stdin.write(`${to}\n`)
  tell(word)
  await until('the mail server is ready', () => ready)
  return {
    taken,
    tell,
    async stop() {
      const ended = once(server, 'exit')
      server.kill('SIGKILL')
      await ended
    },
  }
}
