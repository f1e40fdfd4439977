// Plain text with the bullets and numbers of a word processor as Markdown lists. Whoever pastes Markdown gets it as it is.

// Letters that fonts of symbols show as bullets are ones only before a tab.
const BULLET = /^([ \t]*)(?:[•◦▪●○‣⁃·\uf0b7\uf0a7\uf0d8][ \t]*|[–—o§Øü*-]\t\s*)(?=\S)/
const NUMBER = /^([ \t]*)((?:\d{1,3}\.)*\d{1,3})[.)]?\t\s*(?=\S)/
const LETTER = /^([ \t]*)(\(?[a-z]{1,5}[.)])\t\s*(?=\S)/i

/** Nothing if the text has no such lists: two lines with a sign, or one with a sign and a tab. */
export function markdownFromPlainText(text) {
  const lines = text.split('\n').map(readLine)
  const items = lines.filter(({ mark }) => mark !== undefined)
  if (items.length < 2 && !items.some(({ hasTab }) => hasTab)) return undefined
  return { markdown: write(lines), leftOut: {} }
}

function readLine(line) {
  const cleaned = line.replace(/[\u00a0\u2007\u202f]/g, ' ').replace(/[\u00ad\u200b\u2060\ufeff]/g, '').trimEnd()
  const found = (mark, [all, indent, number], depth) => ({
    mark: mark(number),
    depth: depth(number) + indent.replace(/ {4}/g, '\t').replace(/ /g, '').length,
    words: cleaned.slice(all.length),
    hasTab: all.slice(indent.length).includes('\t'),
  })
  const bullet = BULLET.exec(cleaned)
  if (bullet) return found(() => '-', bullet, () => (/^\s*o\t/.test(cleaned) ? 1 : 0))
  const number = NUMBER.exec(cleaned)
  if (number) return found((digits) => `${digits.split('.').at(-1)}.`, number, (digits) => digits.split('.').length - 1)
  // Markdown has no lists of letters, and the text may refer to them: they stay as words.
  const letter = LETTER.exec(cleaned)
  if (letter) return found((sign) => `- ${sign}`, letter, () => 1)
  return { words: cleaned }
}

function write(lines) {
  const written = []
  let open = []
  for (const { mark, depth, words } of lines) {
    if (mark === undefined) {
      if (open.length > 0 && words !== '') written.push('')
      open = []
      written.push(words)
      continue
    }
    if (open.length === 0 && written.length > 0 && written.at(-1) !== '') written.push('')
    open.length = Math.min(depth, open.length)
    written.push(`${' '.repeat(open.reduce((sum, width) => sum + width, 0))}${mark} ${words}`)
    open.push(mark.startsWith('-') ? 2 : mark.length + 1)
  }
  return written.join('\n').trim()
}
