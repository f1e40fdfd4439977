// Turns the compiled islands, the Sass, app/drafting and app/public into the files that the server hands out: small, compressed
// beforehand, and named after their content so that a browser may keep them for good.
//
// manifest.json says which name each got: {"concordat.css": "concordat-1a2b3c4d5e.css", …}. The server reads it at start.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { draftingScript } from './bundle-drafting.mjs'

// What rustc uses and browsers have had for years. With --all-features wasm-opt writes what no browser reads yet.
const FEATURES = ['bulk-memory', 'multivalue', 'mutable-globals', 'nontrapping-float-to-int', 'reference-types', 'sign-ext']

const app = dirname(fileURLToPath(import.meta.url))
const { values: given } = parseArgs({
  options: { wasm: { type: 'string' }, 'wasm-bindgen': { type: 'string' }, to: { type: 'string' } },
})

const stamp = join(given.to, '.inputs')
const inputs = digestOfInputs()
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== inputs) {
  console.error('Bundling what the browser gets (about 20 seconds) …')
  const bundle = mkdtempSync(join(mkdirs(dirname(given.to)), 'pkg-'))
  try {
    publish({ ...browserCode(bundle), 'concordat.css': stylesheet(), 'drafting.js': draftingScript(), ...publicFiles() }, bundle)
    writeFileSync(join(bundle, '.inputs'), inputs)
    // Swapped in whole, so that a failed build leaves the last good one.
    rmSync(given.to, { recursive: true, force: true })
    renameSync(bundle, given.to)
  } finally {
    rmSync(bundle, { recursive: true, force: true })
  }
}

function digestOfInputs() {
  const sources = ['style', 'public', 'drafting'].flatMap((folder) => filesUnder(join(app, folder)))
  const digest = createHash('sha256')
  const scripts = [fileURLToPath(import.meta.url), join(app, 'bundle-drafting.mjs')]
  for (const file of [given.wasm, join(app, 'package-lock.json'), ...scripts, ...sources]) {
    const content = readFileSync(file)
    digest.update(`${relative(app, file)} ${content.length}\n`).update(content)
  }
  return digest.digest('hex')
}

/** The islands: wasm-bindgen's JavaScript and the WebAssembly, made as small as wasm-opt can. */
function browserCode(bundle) {
  const scratch = mkdtempSync(join(bundle, 'wasm-'))
  const bound = ['--target', 'web', '--no-typescript', '--out-name', 'concordat', '--out-dir', scratch, given.wasm]
  execFileSync(given['wasm-bindgen'], bound, { stdio: 'inherit' })
  const wasm = join(scratch, 'concordat_bg.wasm')
  const optimiser = join(app, 'node_modules', 'binaryen', 'bin', 'wasm-opt')
  const smaller = ['-Oz', ...FEATURES.map((feature) => `--enable-${feature}`), '--strip-debug', '--strip-producers']
  execFileSync(process.execPath, [optimiser, ...smaller, wasm, '-o', wasm], { stdio: 'inherit' })
  const files = Object.fromEntries(filesUnder(scratch).map((file) => [relative(scratch, file), readFileSync(file)]))
  rmSync(scratch, { recursive: true })
  return files
}

function stylesheet() {
  const sass = join(app, 'node_modules', 'sass', 'sass.js')
  const options = ['--style=compressed', '--no-source-map', '--quiet-deps']
  return execFileSync(process.execPath, [sass, ...options, join(app, 'style', 'main.scss')])
}

function publicFiles() {
  const folder = join(app, 'public')
  return Object.fromEntries(filesUnder(folder).map((file) => [relative(folder, file), readFileSync(file)]))
}

/** Names each file after its content, once the files that it refers to have their names, and writes it. */
function publish(files, bundle) {
  const manifest = {}
  const nameOf = (name, waiting = []) => {
    if (waiting.includes(name)) throw new Error(`Files refer to each other in a circle: ${[...waiting, name].join(' → ')}`)
    manifest[name] ??= write(bundle, name, withNamesIn(name, files, (other) => nameOf(other, [...waiting, name])))
    return manifest[name]
  }
  const names = Object.keys(files).sort()
  names.forEach((name) => nameOf(name))
  for (const name of names) report(bundle, manifest[name])
  writeFileSync(join(bundle, 'manifest.json'), `${JSON.stringify(manifest, names, 2)}\n`)
}

/** In scripts and stylesheets, `'./concordat.js'` becomes `'./concordat-1a2b3c4d5e.js'`. */
function withNamesIn(name, files, nameOf) {
  if (!/\.(js|css)$/.test(name)) return files[name]
  const others = Object.keys(files).filter((other) => other !== name)
  return Buffer.from(
    others.reduce((text, other) => {
      const quoted = new RegExp(`(["'(](?:\\./)?)${other.replaceAll('.', '\\.')}(?=["')])`, 'g')
      return text.replace(quoted, (_, before) => before + nameOf(other))
    }, files[name].toString()),
  )
}

function write(bundle, name, content) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
  const named = name.replace(/(\.[^./]+)$/, `-${hash}$1`)
  const file = join(bundle, named)
  mkdirs(dirname(file))
  writeFileSync(file, content)
  const brotli = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length, [constants.BROTLI_PARAM_LGWIN]: 24 }
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params: brotli }))
  writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
  return named
}

function report(bundle, named) {
  const size = (file) => readFileSync(join(bundle, file)).length.toLocaleString('en-GB').padStart(9)
  console.error(`  ${named.padEnd(36)} ${size(named)} bytes, ${size(`${named}.br`)} as brotli`)
}

function filesUnder(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort()
}

function mkdirs(folder) {
  mkdirSync(folder, { recursive: true })
  return folder
}
