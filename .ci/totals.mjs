// Adds up the summary lines of the test runners in a log (cargo's `test result:` and node's `ℹ pass`), and prints the
// sum as the last line: `N passed, N failed`. Ends 1 when a test failed, or when none ran.
//   node totals.mjs LOG [--failed]      --failed: a step failed, so at least one is counted even if no test said so
import { readFileSync } from 'node:fs'

const [log, flag] = process.argv.slice(2)
const text = readFileSync(log, 'utf8').replace(/\x1b\[[0-9;]*m/g, '')
const sum = (pattern) => [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0)

const passed = sum(/^test result: .*? (\d+) passed;/gm) + sum(/^ℹ pass (\d+)$/gm)
const ignored = sum(/^test result: .*? (\d+) ignored;/gm) + sum(/^ℹ (?:skipped|todo|cancelled) (\d+)$/gm)
const told = sum(/^test result: .*? (\d+) failed;/gm) + sum(/^ℹ fail (\d+)$/gm)
const failed = Math.max(told + ignored, flag === '--failed' ? 1 : 0)

if (ignored > 0) console.log(`${ignored} not run: counted as failed, because nothing is skipped silently.`)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
