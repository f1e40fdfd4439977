// Random fragments of HTML, the same for the same number, and the words in them that a reader sees.

const BLOCKS = ['p', 'div', 'h1', 'h2', 'h5', 'ul', 'ol', 'li', 'blockquote', 'table', 'pre', 'section', 'dl', 'dt', 'dd', 'details', 'article']
const INLINES = ['b', 'i', 'span', 'a', 'em', 'strong', 'u', 's', 'sub', 'code', 'font', 'ins', 'o:p']
const UNSEEN = ['del', 'script', 'style', 'template']
const SIGNS = ['', '', '', '*', '_', '<b>', '<script>', '|', '#', '- ', '1. ', '`', '[x](y)', '&amp;', '\\', '\u00a0', '\u00ad', '---', '> ', '{#c-x}', '![x]', '~~~']
const ATTRIBUTES = ['', '', ` style='mso-list:l0 level2 lfo1'`, ' style="font-weight:bold"', ' onclick="x()"', ' href="javascript:x()"', ' href="https://example.org/(a b)"', ' title="a > b" style="x:y"', ' colspan=3', ' rowspan="2"', ' start=4', ` title=it's style=a:b`]

export function randomHtml(number) {
  let state = number * 2654435761 + 1
  const random = () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32
  }
  const one = (list) => list[Math.floor(random() * list.length)]
  const words = []
  const text = (isSeen) => {
    const word = `w${number}x${Math.floor(random() * 1e6)}`
    if (isSeen) words.push(word)
    const [before, behind] = [one(SIGNS), one(SIGNS)].map((sign) => sign.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
    return `${before}${random() < 0.5 ? ' ' : ''}${word}${random() < 0.5 ? ' ' : ''}${behind}`
  }
  const table = (depth) => {
    const cell = () => `<td${one(ATTRIBUTES)}>${inside(depth - 1)}</td>`
    const row = () => `<tr>${Array.from({ length: 1 + Math.floor(random() * 3) }, cell).join('')}</tr>`
    return `<table>${random() < 0.3 ? `<caption>${text(true)}</caption>` : ''}${Array.from({ length: 1 + Math.floor(random() * 3) }, row).join('')}</table>`
  }
  const node = (depth) => {
    const kind = random()
    if (depth === 0 || kind < 0.3) return text(true)
    if (kind < 0.37) return one(['<br>', '<hr>', '<img src=x onerror=x() alt=no>', '<!-- no -->', '<![if x]>'])
    if (kind < 0.42) {
      const name = one(UNSEEN)
      return `<${name}>${text(false).replaceAll('<', '')}</${name}>`
    }
    const name = one(kind < 0.7 ? BLOCKS : INLINES)
    return name === 'table' ? table(depth) : `<${name}${one(ATTRIBUTES)}>${inside(depth - 1)}</${name}>`
  }
  const inside = (depth) => Array.from({ length: 1 + Math.floor(random() * 3) }, () => node(depth)).join(random() < 0.5 ? '\n' : '')
  return { html: inside(5), words }
}
