// Wakes up the islands of a page. It does what leptos' own inline script does (leptos 0.8,
// src/hydration/island_script.js, without its router), as a file, because our pages allow no inline script.
//
// The build replaces the names of files by those that carry a hash.
import init, * as islands from './concordat.js'

/** What to call before an island inside another island's children wakes up: it restores the outer one's context. */
const contexts = []

async function wakeUp(element) {
  const tag = element.tagName.toLowerCase()
  if (tag === 'leptos-island') await wakeUpIsland(element)
  if (tag === 'leptos-children') contexts.push(element.$$on_hydrate)
  for (const child of element.children) await wakeUp(child)
  if (tag === 'leptos-children') contexts.pop()
}

async function wakeUpIsland(element) {
  const island = islands[element.dataset.component]
  if (!island) {
    console.error(`There is no island ${element.dataset.component}.`)
    return
  }
  contexts.at(-1)?.()
  await island(element)
}

await init()
islands.hydrate()
await wakeUp(document.body)
// For the end-to-end tests: from now on a click reaches the island.
document.documentElement.dataset.islands = 'awake'
