// The clauses of a text as it stands: its headings of the second level, as the server counts them (entities/src/clause/anchors.rs).
// A scan by lines instead of a parser, so that 400 kB take milliseconds.

const CONTAINERS = '(?:[ \\t]{0,3}(?:>|(?:[-*+]|\\d{1,9}[.)])(?=[ \\t]))[ \\t]?)*'
const HEADING = new RegExp(`^(${CONTAINERS} {0,3}(#{1,2}))(?:[ \\t]|$)`)
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/
const UNDERLINE = /^ {0,3}(-+|=+)[ \t]*$/
const OTHER_BLOCK = /^ {0,3}(?:>|#{3,6}(?:[ \t]|$)|(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$))/
// What stands behind the words: blanks, hashes that close, attributes in braces.
const BEHIND = /(?:(?:^|[ \t]+)#+)?[ \t]*(?:\{([^{}<>\\]*)\})?[ \t]*$/
const ANCHOR = /(?:^|[ \t])#(c-[a-z0-9-]{1,40})(?=[ \t]|$)/

/**
 * Each clause in the order of the text: where its heading starts, where its words and their line end, its words, its anchor if it
 * has one that no earlier clause has, and how many headings stand before it that the preview shows at the same level.
 */
export function clausesOf(text) {
  const clauses = []
  const anchors = new Set()
  let shown = 0
  for (const { level, start, wordsFrom, lineEnd } of headingsOf(text)) {
    if (level === 2) {
      const line = text.slice(wordsFrom, lineEnd)
      const [behind, attributes] = BEHIND.exec(line)
      const wordsEnd = lineEnd - behind.length
      const anchor = ANCHOR.exec(attributes ?? '')?.[1]
      const own = anchor && !anchors.has(anchor) ? anchor : undefined
      anchors.add(own)
      clauses.push({ start, wordsEnd, lineEnd, words: asRead(text.slice(wordsFrom, wordsEnd)), anchor: own, shown })
    }
    shown += 1
  }
  return clauses
}

/** The clause that a place in the text belongs to: its index, or -1 before the first. */
export function clauseAt(clauses, place) {
  let low = 0
  let high = clauses.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (clauses[middle].start <= place) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Headings of the first and second level: the preview shows both as h2. */
function* headingsOf(text) {
  let fence
  let paragraph = -1
  let inContainer = false
  let afterBlank = true
  let before = 0
  for (let start = 0, next; start <= text.length; start = next) {
    const newline = text.indexOf('\n', start)
    const lineEnd = newline < 0 ? text.length : newline
    next = lineEnd + 1
    const line = text.slice(start, lineEnd)
    if (fence) {
      if (closes(line, fence)) fence = undefined
      continue
    }
    const blank = line.trim() === ''
    const heading = !blank && HEADING.exec(line)
    const underline = !blank && paragraph >= 0 && UNDERLINE.exec(line)
    const opened = !blank && FENCE.exec(line)
    if (heading) {
      yield { level: heading[2].length, start, wordsFrom: start + heading[1].length, lineEnd }
    } else if (underline) {
      yield { level: underline[1][0] === '-' ? 2 : 1, start: paragraph, wordsFrom: paragraph, lineEnd: before }
    } else if (opened) {
      fence = opened[1]
    } else if (!blank && OTHER_BLOCK.test(line)) {
      inContainer = true
    }
    const isText = !blank && !heading && !underline && !opened
    if (blank) inContainer = false
    if (!isText || inContainer) paragraph = -1
    // Four blanks after an empty line are code.
    else if (paragraph < 0 && !(afterBlank && /^(?: {4}|\t)/.test(line))) paragraph = start
    afterBlank = blank
    before = lineEnd
  }
}

const closes = (line, fence) => {
  const words = line.trim()
  return words.length >= fence.length && words === fence[0].repeat(words.length)
}

const asRead = (words) =>
  words
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(?<!\\)[*`]/g, '')
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '')
    .replace(/\s+/g, ' ')
    .trim()
