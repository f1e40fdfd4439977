// HTML from the clipboard as the Markdown that somebody would have typed.
import { escapeWords } from './escape-words.js'
import { tidyHeadings } from './headings.js'
import { BLOCKS, parsedBody, rename, unwrap } from './parse-html.js'
import { takeOutReviewMarks } from './review-marks.js'
import { tidyTables } from './tables.js'
import { tidyLists } from './tidy-lists.js'
import { tidyWords } from './tidy-words.js'
import { turndown } from './turndown.js'
import { makeLists } from './word-lists.js'

const STRUCTURE = 'h1, h2, h3, h4, h5, h6, ul, ol, table, a, strong, em, p + p'
// Editors for programmers put colours around source text, which may be Markdown already.
const SOURCE_TEXT = /white-space:\s*pre(?!-)/i

/** The Markdown and what was left out; nothing if it is plain words. */
export function markdownFromHtml(html, { isAtStart = false } = {}) {
  const body = parsedBody(html)
  if (SOURCE_TEXT.test(body.querySelector('div')?.dataset.style ?? '') && !body.querySelector('table, li, p')) return undefined
  const leftOut = takeOutReviewMarks(body)
  makeLists(body)
  tidyLists(body)
  tidyBlocks(body)
  tidyHeadings(body, isAtStart)
  tidyWords(body)
  tidyTables(body)
  const hasStructure = body.querySelector(STRUCTURE) !== null || leftOut.deletions + leftOut.comments > 0
  if (!hasStructure) return undefined
  escapeWords(body)
  const markdown = turndown(body)
  return markdown === '' ? undefined : { markdown, leftOut }
}

function tidyBlocks(body) {
  body.querySelectorAll('hr').forEach((line) => line.remove())
  for (const source of body.querySelectorAll('pre')) keepLines(source)
  body.querySelectorAll('code, kbd, samp, tt').forEach(unwrap)
  for (const block of body.querySelectorAll('details, summary, legend, dialog, menu, dir')) rename(block, 'div')
  // A heading is one line.
  for (const heading of body.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    for (const inside of heading.querySelectorAll(`br, ${BLOCKS}`)) {
      inside.before(' ')
      inside.after(' ')
      unwrap(inside)
    }
  }
}

function keepLines(source) {
  const lines = source.textContent.split('\n')
  const paragraph = rename(source, 'p')
  paragraph.replaceChildren(...lines.flatMap((line, at) => (at ? [source.ownerDocument.createElement('br'), line] : [line])))
}
