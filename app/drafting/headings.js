// Headings as an agreement has them: the highest that was pasted is a clause, what is lower stays lower.
import { HEADINGS, rename } from './parse-html.js'

const CLAUSE = 2
const DEEPEST = 4
const TITLE = 'p.MsoTitle, p.title, h1.title, h1.MsoTitle'
// The register numbers clauses itself.
const NUMBER = /^\s*(?:clause\s+)?(?:(?:\d{1,2}\.)*\d{1,2}[.):]|(?:\d{1,2}\.)+\d{1,2})\s+(?=\S)/i

/** @param {boolean} isAtStart whether it is pasted where an agreement's title would stand */
export function tidyHeadings(body, isAtStart) {
  const title = titleOf(body, isAtStart)
  const headings = [...body.querySelectorAll(HEADINGS)].filter((heading) => heading !== title && heading.textContent.trim() !== '')
  const highest = Math.min(...headings.map(level))
  for (const heading of headings) {
    const to = Math.min(level(heading) - highest + CLAUSE, DEEPEST)
    const named = rename(heading, `h${to}`)
    if (to === CLAUSE) dropNumber(named)
  }
  if (title) rename(title, 'h1')
}

const level = (heading) => Number(heading.tagName[1])

/** Word's own kind of paragraph, or the only heading of its level, in front of everything. */
function titleOf(body, isAtStart) {
  const all = [...body.querySelectorAll(`${TITLE}, ${HEADINGS}`)].filter((node) => node.textContent.trim() !== '')
  const [first, ...others] = all
  if (!first || !isAtStart || textBefore(body, first).trim() !== '') return undefined
  if (first.matches(TITLE)) return first
  return others.length > 0 && others.every((other) => level(other) > level(first)) ? first : undefined
}

function textBefore(body, node) {
  const range = body.ownerDocument.createRange()
  range.setStart(body, 0)
  range.setEndBefore(node)
  return range.toString()
}

function dropNumber(heading) {
  const number = NUMBER.exec(heading.textContent)?.[0].length ?? 0
  if (number === 0) return
  const walker = heading.ownerDocument.createTreeWalker(heading, NodeFilter.SHOW_TEXT)
  for (let left = number; left > 0 && walker.nextNode(); ) {
    const text = walker.currentNode
    const taken = Math.min(left, text.data.length)
    text.data = text.data.slice(taken)
    left -= taken
  }
}
