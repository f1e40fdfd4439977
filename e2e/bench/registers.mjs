// The registers that pages are measured on: made of the demonstration and of notices that are imported, and then multiplied.
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { built, run, settings } from './programs.mjs'

/** More notices than these are copies, made by statements of the database. */
const MOST_IMPORTED = 10_000

/** A size from the environment, like `12,100,1000`: agreements, contracts, notices. */
function sized(name, usual) {
  const numbers = (process.env[name] ?? usual).split(',').map(Number)
  if (numbers.length !== 3 || !numbers.every((number) => number > 0)) {
    throw new Error(`${name} is to be three numbers like ${usual}: agreements, contracts, notices`)
  }
  const [agreements, contracts, notices] = numbers
  return { agreements, contracts, notices }
}

/**
 * The small register has as many commitments in an agreement as the demonstration, the large one 25. Lists of the small one have few
 * rows: against the one between, whose pages are full, it shows what many rows cost that no page shows.
 */
export function sizes() {
  const [small, full] = [sized('BENCH_SMALL', '12,100,1000'), sized('BENCH_FULL', '260,1000,2000')]
  const large = sized('BENCH_LARGE', '1000,100000,1000000')
  return { small, full, large: { ...large, commitments: large.agreements * 25 } }
}

/** A register in a folder, made unless it is there. Answers with its file and what its import said, line by line. */
export async function made(name, size, folder) {
  const [database, said] = [join(folder, `${name}.db`), join(folder, `${name}-${Object.values(size).join('-')}.txt`)]
  const imported = await readFile(said, 'utf8').catch(() => null)
  if (imported !== null) return { database, imported: imported.split('\n') }
  const lines = await making(name, size, folder, database)
  await writeFile(`${said}.part`, lines.join('\n'))
  await rename(`${said}.part`, said)
  return { database, imported: lines }
}

async function making(name, { agreements, commitments = 0, contracts, notices }, folder, database) {
  for (const end of ['', '-wal', '-shm']) await rm(database + end, { force: true })
  for (const command of ['migrate', 'demo']) await run(built('concordat'), [command], { env: settings(database) })
  const [releases, copy] = [join(folder, `${name}.jsonl`), join(folder, `${name}-bare.db`)]
  await run(built('examples/generate_releases'), [String(Math.min(notices, MOST_IMPORTED)), releases])
  const imported = await run(built('examples/import_rate'), [releases, database, copy])
  for (const path of [releases, copy, `${copy}-wal`, `${copy}-shm`]) await rm(path, { force: true })
  const wanted = { agreement: agreements, commitment: commitments, procurement: notices, contract: contracts }
  await run(built('examples/multiply'), [database, ...Object.entries(wanted).flat().map(String)])
  return imported.stdout.trim().split('\n')
}
