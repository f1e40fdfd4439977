// A store that speaks S3 (moto), behind a gate that a test can shut: then nobody answers, and nothing is forgotten.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { promisify } from 'node:util'
import { freePort } from '../../support/server.mjs'
import { pythonProgram } from '../../support/python.mjs'
import { until } from './until.mjs'

const run = promisify(execFile)

// Only who signs the request may do it.
const removing = `import sys, boto3
at, bucket, key = sys.argv[1:]
boto3.client("s3", endpoint_url=at, aws_access_key_id="a", aws_secret_access_key="b").delete_object(Bucket=bucket, Key=key)`

/** Starts it with one empty bucket. */
export async function startS3(bucket) {
  const [inner, outer] = [await freePort(), await freePort()]
  const server = spawn(pythonProgram('moto_server'), ['-H', '127.0.0.1', '-p', String(inner)])
  let log = ''
  for (const output of [server.stdout, server.stderr]) output.on('data', (text) => (log += text))
  const take = () => server.kill('SIGKILL')
  process.once('exit', take)
  const at = `http://127.0.0.1:${inner}/${bucket}`
  await until('the store is ready', async () => (await fetch(at, { method: 'PUT' }).catch(() => null))?.ok)

  let gate
  const passing = new Set()
  const open = async () => {
    gate = createServer((from) => {
      const to = connect(inner, '127.0.0.1')
      for (const [one, other] of [[from, to], [to, from]]) {
        passing.add(one)
        one.pipe(other)
        one.on('error', () => other.destroy())
        one.on('close', () => passing.delete(one))
      }
    }).listen(outer, '127.0.0.1')
    await once(gate, 'listening')
  }
  const shut = async () => {
    const closed = once(gate, 'close')
    gate.close()
    for (const socket of passing) socket.destroy()
    await closed
  }
  await open()
  return {
    /** What the program is told by its environment. */
    env: {
      AWS_ENDPOINT: `http://127.0.0.1:${outer}`,
      AWS_ALLOW_HTTP: 'true',
      AWS_REGION: 'eu-west-2',
      AWS_ACCESS_KEY_ID: 'a-key',
      AWS_SECRET_ACCESS_KEY: 'a-secret',
    },
    open,
    shut,
    /** The names of everything in the bucket. */
    async keys() {
      const answer = await fetch(`${at}?list-type=2`)
      assert.equal(answer.status, 200)
      return [...(await answer.text()).matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key)
    },
    /** Takes one away behind the program's back. */
    remove: (key) => run(pythonProgram('python3'), ['-c', removing, `http://127.0.0.1:${inner}`, bucket, key]),
    async stop() {
      await shut()
      const ended = once(server, 'exit')
      server.kill('SIGKILL')
      await ended
      process.off('exit', take)
    },
  }
}
