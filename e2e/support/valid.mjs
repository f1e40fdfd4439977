// The HTML of every page that the tests saw, as the server sent it. It is validated in one go at the end (html-is-valid.mjs),
// because the validator's Java takes seconds to start.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import vnu from 'vnu-jar'
import { once, withoutChance } from './judged.mjs'

export const keptPages = fileURLToPath(new URL('../results/html', import.meta.url))

/** Keeps an answer's HTML, once for each content. */
export async function keepForValidation(response) {
  if (!/^text\/html\b/.test(response.headers()['content-type'] ?? '')) return
  const [url, status] = [new URL(response.url()), response.status()]
  if (status >= 300 && status < 400) return
  // The browser forgets a page that is left before it was read: then it is asked for once more.
  const html = await response.body().catch(() => again(response))
  if (html === null) return
  await once(`html ${withoutChance(html.toString())}`, async () => {
    const hash = createHash('sha256').update(html).digest('hex').slice(0, 8)
    const place = `${url.pathname}${url.search}`.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '') || 'front'
    await mkdir(keptPages, { recursive: true })
    await writeFile(join(keptPages, `${place.slice(0, 100)}.${status}.${hash}.html`), html)
  })
}

/** What a GET answers a second time, if it is the same answer. The journey's other run, with or without JavaScript, keeps what is missing. */
async function again(response) {
  const request = response.request()
  if (request.method() !== 'GET') return null
  const asking = request.frame().page().context().request
  const answer = await asking.get(request.url(), { maxRedirects: 0 }).catch(() => null)
  return answer?.status() === response.status() ? answer.body().catch(() => null) : null
}

/** What is wrong with the HTML files of a folder: a line for each fault, with file, line and column. */
export async function faultsIn(folder) {
  const pages = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.html'))
  if (pages.length === 0) return { pages: 0, faults: [] }
  const said = await new Promise((resolve, reject) => {
    const given = ['-jar', String(vnu), '--format', 'json', '--stdout', '--exit-zero-always', '--skip-non-html', folder]
    execFile('java', given, { maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      error ? reject(new Error(`vnu failed: ${stderr || error.message}`)) : resolve(JSON.parse(stdout)),
    )
  })
  const faults = said.messages.filter(({ type, subType }) => type !== 'info' || subType === 'warning')
  return { pages: pages.length, faults: faults.map(describe) }
}

const describe = ({ url, lastLine, lastColumn, message, extract }) =>
  `${basename(url)}:${lastLine}:${lastColumn}: ${message}${extract ? `\n    … ${extract.replace(/\s+/g, ' ').trim()} …` : ''}`
