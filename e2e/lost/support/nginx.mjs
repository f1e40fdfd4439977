// nginx with the sample configuration, other ports and a certificate of its own.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort, root } from '../../support/server.mjs'

const run = promisify(execFile)
export const host = 'register.example'

/** Starts it before two servers, by their `host:port`. */
export async function startNginx([first, second]) {
  const program = (await run(join(root, '.ci/set-up/nginx.sh'))).stdout.trim()
  const folder = await mkdtemp(join(tmpdir(), 'concordat-nginx-'))
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`]
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...names, '-keyout', key, '-out', certificate])

  const [plain, secure] = [await freePort(), await freePort()]
  let sample = await readFile(join(root, 'server/deploy/nginx.conf'), 'utf8')
  const substitutions = {
    '127.0.0.1:3000': first,
    '127.0.0.1:3001': second,
    'listen 80;': `listen 127.0.0.1:${plain};`,
    'listen 443 ssl': `listen 127.0.0.1:${secure} ssl`,
    '/etc/ssl/register.example/fullchain.pem': certificate,
    '/etc/ssl/register.example/privkey.pem': key,
  }
  for (const [from, to] of Object.entries(substitutions)) {
    assert.ok(sample.includes(from), `the sample configuration has no "${from}" any more`)
    sample = sample.replace(from, to)
  }
  await writeFile(join(folder, 'concordat.conf'), sample)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`)
  const around = `daemon off; master_process off; pid ${folder}/pid; error_log stderr; events {}
    http { access_log off; ${temporary.join(' ')} include ${folder}/concordat.conf; }`
  await writeFile(join(folder, 'nginx.conf'), around)

  const server = spawn(program, ['-c', join(folder, 'nginx.conf'), '-p', folder])
  let log = ''
  for (const output of [server.stdout, server.stderr]) output.on('data', (text) => (log += text))
  process.once('exit', () => server.kill('SIGKILL'))
  const deadline = Date.now() + 60_000
  while (!(await fetch(`http://127.0.0.1:${plain}/`, { redirect: 'manual' }).catch(() => null))) {
    assert.ok(server.exitCode === null && Date.now() < deadline, `nginx did not start:\n${log}`)
    await pause(20)
  }
  return {
    plain: `http://127.0.0.1:${plain}`,
    secure: `https://127.0.0.1:${secure}`,
    /** How to believe it. */
    tls: { ca: await readFile(certificate), servername: host },
    log: () => log,
    async stop() {
      const ended = server.exitCode === null ? once(server, 'exit') : null
      server.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
