// drafting.js: what pages that draft get in the browser, from app/drafting/ in one file.
//   node bundle-drafting.mjs --to FOLDER     writes it there alone, for a look at it; bundle.mjs takes it with all the rest
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildSync } from 'esbuild'

const here = fileURLToPath(import.meta.url)

/** The script as a buffer. The same sources make the same bytes. */
export function draftingScript() {
  const { outputFiles } = buildSync({
    entryPoints: [join(dirname(here), 'drafting', 'drafting.js')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    banner: { js: '/*! With turndown (MIT, Dom Christie) and markdown-toolbar-element (MIT, GitHub) */' },
    charset: 'utf8',
    logLevel: 'warning',
  })
  return Buffer.from(outputFiles[0].contents)
}

if (resolve(process.argv[1]) === here) {
  const { values: given } = parseArgs({ options: { to: { type: 'string' } } })
  mkdirSync(given.to, { recursive: true })
  writeFileSync(join(given.to, 'drafting.js'), draftingScript())
}
