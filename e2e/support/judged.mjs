// Which pages of a run were already found good, so that each distinct page and state is judged once: the journeys come to the
// same page again and again, with and without JavaScript, in files that run side by side.
import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const results = fileURLToPath(new URL('../results', import.meta.url))
// A file that is run by itself shares with nobody, and not with what an earlier build of the pages was found to be.
const folder = process.env.CONCORDAT_RUN && join(results, 'judged', process.env.CONCORDAT_RUN)
const here = new Set()

/** Does `judge` unless the same was judged before; what throws is not remembered. */
export async function once(key, judge) {
  const hash = createHash('sha256').update(key).digest('hex')
  if (here.has(hash) || (folder && existsSync(join(folder, hash)))) return
  await judge()
  here.add(hash)
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, hash), '')
}

/** HTML as the server sent it, without what differs each time that it is asked for: secrets of forms, nonces, the port. */
export const withoutChance = (html) =>
  html
    .replace(/\b[0-9a-f]{16,}\b/g, 'secret')
    .replace(/\bnonce="[^"]*"/g, 'nonce=""')
    .replace(/\b127\.0\.0\.1:\d+/g, 'here')

/**
 * A page's HTML as far as axe can tell: numbers of records, days, and what only says which of a journey's two runs it is
 * (`Hub true`) are replaced by where each of them comes first on the page. So two that were the same still are, and two that
 * were not are not: a doubled id stays one. Numbers of one or two figures in attributes mean something (`tabindex`, `colspan`).
 */
export function asAxeSees(html) {
  const names = new Map()
  const name = (found) => {
    if (!names.has(found)) names.set(found, `#${names.size}`)
    return names.get(found)
  }
  return withoutChance(html.replace(/ data-islands="awake"/, ''))
    .split(/(<[^>]*>)/)
    .map((part) => part.replace(part.startsWith('<') ? /\d{3,}|\b(?:true|false)\b(?=[@.-])/g : /\d+|\b(?:true|false)\b/g, name))
    .join('')
}
