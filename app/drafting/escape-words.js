// Words that would mean something in Markdown, written so that they stay words.
import { BLOCKS, HEADINGS } from './parse-html.js'

// As the register has them (entities/src/values/text.rs): characters that nobody sees.
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e01ef}]/gu
const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000\u2028\u2029]/g
const PUNCTUATION = '[!-/:-@[-`{-~]'

const ANYWHERE = [
  [new RegExp(`\\\\(?=${PUNCTUATION}|$)`, 'g'), '\\\\'],
  [/&(?=#?\w+;)/g, '&amp;'],
  [/<(?=[a-z/!?]|$)/gi, '&lt;'],
  [/[*`]/g, '\\$&'],
  [/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_'],
]
const AT_THE_START_OF_A_LINE = [
  [/^(\s*)([-+])(?=[\s-]|$)/, '$1\\$2'],
  [/^(\s*)([=>|]|~~~|:-)/, '$1\\$2'],
  [/^(\s*)(#{1,6})(?=\s|$)/, '$1\\$2'],
  [/^(\s*\d{1,9})([.)])(?=\s|$)/, '$1\\$2'],
]

/** Every text below the body. */
export function escapeWords(body) {
  const blocks = new Set(body.querySelectorAll(`${BLOCKS}, br`))
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
  let lastBlock
  let isStart = true
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (blocks.has(node)) isStart = true
      continue
    }
    const block = node.parentElement.closest(BLOCKS)
    if (block !== lastBlock) isStart = true
    lastBlock = block
    const words = node.data.replace(UNSEEN, '').replace(SPACES, ' ')
    node.data = escaped(words, node, isStart)
    if (words.trim() !== '') isStart = false
  }
}

function escaped(words, node, isStart) {
  const parent = node.parentElement
  const text = apply(ANYWHERE, words).replace(bracketsToEscape(node), '\\$&')
  if (parent.closest('td')) return text.replace(/\|/g, '\\|')
  return isStart && !parent.closest(HEADINGS) ? apply(AT_THE_START_OF_A_LINE, text) : text
}

/** A name in brackets, to be filled in, reads better without strokes; a link it must not become. */
function bracketsToEscape(node) {
  if (node.parentElement.closest('a')) return /[[\]]/g
  const isFollowed = node.nextSibling || node.parentElement.matches('strong, em')
  return isFollowed ? /\](?=[([:]|$)/g : /\](?=[([:])/g
}

const apply = (escapes, text) => escapes.reduce((words, [found, written]) => words.replace(found, written), text)
