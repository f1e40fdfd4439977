// Runs test files two at a time, each a process with a browser and servers of its own, the longest first: two cores are then
// busy to the end. What one file has found good (axe) the others need not look at again: see support/judged.mjs.
//   node run.mjs FILE…
import { randomUUID } from 'node:crypto'
import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

// The files' own processes inherit it.
process.env.CONCORDAT_RUN = randomUUID()

const size = (file) => statSync(file).size
const files = process.argv.slice(2).map((file) => resolve(file)).sort((one, other) => size(other) - size(one))
const took = []

run({ files, concurrency: 2 })
  .on('test:fail', () => (process.exitCode = 1))
  .on('test:complete', ({ name, details }) => files.includes(name) && took.push([name, details.duration_ms]))
  .compose(spec)
  .on('end', () => {
    for (const [file, ms] of took) console.log(`${String(Math.round(ms / 1000)).padStart(6)} s  ${basename(file)}`)
  })
  .pipe(process.stdout)
