// Pasting into the text area: what comes from Word, Outlook, Google Docs, LibreOffice or a web page keeps its headings, lists and
// tables as Markdown. There is always a way back to the plain words, and Ctrl+Shift+V pastes them in the first place.
import { markdownFromHtml } from './markdown-from-html.js'
import { markdownFromPlainText } from './markdown-from-plain-text.js'
import { addPasteStatus } from './paste-status.js'
import { blankLinesAround, replace } from './writing.js'

export function pasteAsMarkdown(area) {
  const status = addPasteStatus(area)
  let asPlainText = false
  area.addEventListener('keydown', ({ key, ctrlKey, metaKey, shiftKey }) => {
    asPlainText = shiftKey && (ctrlKey || metaKey) && key.toLowerCase() === 'v'
  })
  area.addEventListener('keyup', () => (asPlainText = false))
  area.addEventListener('paste', (event) => {
    status.clear()
    const clipboard = event.clipboardData
    if (!clipboard || asPlainText) return
    const plain = clipboard.getData('text/plain').replace(/\r\n?/g, '\n')
    const converted = convert(clipboard.getData('text/html'), plain, area)
    if (!converted) return
    event.preventDefault()
    const { markdown, leftOut } = converted
    const start = area.selectionStart
    const written = paste(area, markdown)
    if (written === plain) return
    status.pasted(leftOut, () => pastePlain(area, start, written, plain))
  })
}

/** Nothing if the browser should paste the words as they are. */
function convert(html, plain, area) {
  const isAtStart = area.value.slice(0, area.selectionStart).trim() === ''
  try {
    return (html && markdownFromHtml(html, { isAtStart })) || markdownFromPlainText(plain)
  } catch (error) {
    // Words without their headings are better than none.
    console.warn('Pasted as plain text', error)
    return undefined
  }
}

const IS_BLOCK = /\n|^(?:#{1,6} |[-*] |\d+[.)] |\||> )/

function paste(area, markdown) {
  const { value, selectionStart, selectionEnd } = area
  const around = IS_BLOCK.test(markdown)
    ? blankLinesAround(value.slice(0, selectionStart), value.slice(selectionEnd))
    : ['', '']
  const written = around[0] + markdown + around[1]
  replace(area, selectionStart, selectionEnd, written)
  return written
}

/** False if what was pasted is no longer in the text as it was. */
function pastePlain(area, start, written, plain) {
  const { value } = area
  const at = value.startsWith(written, start) ? start : value.indexOf(written)
  if (at < 0) return false
  replace(area, at, at + written.length, plain)
  return true
}
