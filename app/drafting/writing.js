// Changes of a text area that the browser can undo, and that every listener hears of as if they were typed.

/** Puts a text in the place of another and the cursor behind it. */
export function replace(area, start, end, text) {
  const { scrollTop, value } = area
  area.focus({ preventScroll: true })
  area.setSelectionRange(start, end)
  if (text !== '' || start !== end) write(area, start, end, text, value.length - (end - start) + text.length)
  area.setSelectionRange(start + text.length, start + text.length)
  area.scrollTop = scrollTop
}

function write(area, start, end, text, length) {
  if (text === '') return document.execCommand('delete')
  // Chromium takes half a minute for 2,000 lines as text, but a blink for the same as HTML, of which a text area keeps the words.
  if (text.includes('\n') && document.execCommand('insertHTML', false, escaped(text))) {
    if (area.value.length === length) return
    document.execCommand('undo')
    area.setSelectionRange(start, end)
  }
  if (document.execCommand('insertText', false, text)) return
  area.setRangeText(text, start, end, 'end')
  area.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }))
}

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** The line breaks that a block needs before and behind it, so that it stands by itself. */
export function blankLinesAround(before, after) {
  const above = /(?:^|\n)\n*$/.exec(before)?.[0].length ?? 0
  const leading = before.trim() === '' || above >= 2 ? '' : '\n'.repeat(2 - above)
  const below = /^\n*/.exec(after)[0].length
  const trailing = after.trim() === '' ? '\n' : '\n'.repeat(Math.max(0, 2 - below))
  return [leading, trailing]
}
