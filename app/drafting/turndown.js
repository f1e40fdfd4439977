// turndown with the few rules in which our Markdown differs. The words come escaped: see escape-words.js.
import TurndownService from 'turndown'

const service = new TurndownService({ headingStyle: 'atx', emDelimiter: '*', strongDelimiter: '**' })
service.escape = (words) => words

export const turndown = (body) =>
  service
    .turndown(body)
    // A break at the end of a paragraph shows nothing.
    .replace(/[ \t]+(?=\n[ \t]*\n|$)/g, '')
    .replace(/\n[ \t]*\n(?:[ \t]*\n)+/g, '\n\n')
    .trim()

service.addRule('heading', {
  filter: ['h1', 'h2', 'h3', 'h4'],
  replacement: (content, node) => {
    const words = content
      .replace(/\s+/g, ' ')
      .trim()
      // Braces and hashes at the end would be taken for an anchor and for closing hashes.
      .replace(/\}$/, '\\}')
      .replace(/(^| )(#+)$/, '$1\\$2')
    return words ? `\n\n${'#'.repeat(Number(node.nodeName[1]))} ${words}\n\n` : ''
  },
})

service.addRule('listItem', {
  filter: 'li',
  replacement: (content, node) => {
    const mark = markOf(node)
    const words = content.trim().replace(/\n/g, `\n${' '.repeat(mark.length)}`)
    return words ? `${mark}${words}\n` : ''
  },
})

service.addRule('list', {
  filter: ['ul', 'ol'],
  replacement: (content, node) => {
    const words = content.replace(/\n+$/, '')
    const isLastOfItem = node.parentNode.nodeName === 'LI'
    return isLastOfItem ? `\n${words}\n` : `\n\n${words}\n\n`
  },
})

function markOf(item) {
  const list = item.parentNode
  if (list.nodeName !== 'OL') return '- '
  const start = Number(list.getAttribute('start'))
  const first = Number.isInteger(start) && start >= 0 && start < 1e8 && list.hasAttribute('start') ? start : 1
  const at = [...list.children].filter((child) => child.textContent.trim() !== '').indexOf(item)
  // Two lists in a row are one unless their signs differ.
  return `${first + Math.max(at, 0)}${isSecond(list) ? ')' : '.'} `
}

function isSecond(list) {
  const before = list.previousElementSibling
  return before?.nodeName === 'OL' && !isSecond(before)
}

service.addRule('cell', { filter: ['td'], replacement: (content) => ` ${content.replace(/\s+/g, ' ').trim()} |` })
service.addRule('row', {
  filter: 'tr',
  replacement: (content, node) => {
    const line = `|${content}\n`
    return node.previousElementSibling ? line : `${line}|${' --- |'.repeat(node.children.length)}\n`
  },
})
service.addRule('table', { filter: 'table', replacement: (content) => `\n\n${content.trim()}\n\n` })

service.addRule('strong', { filter: 'strong', replacement: emphasised('**') })
service.addRule('em', { filter: 'em', replacement: emphasised('*') })
service.addRule('link', { filter: 'a', replacement: (content, node) => `[${content.replace(/\s+/g, ' ')}](${node.getAttribute('href')})` })

const LETTER = /[\p{L}\p{N}]/u
const SIGN = /[^\p{L}\p{N}\s]/u

/** Stars between a sign and a letter would be shown as stars: there the words stand alone. */
function emphasised(stars) {
  return (content, node) => {
    if (content.trim() === '') return content
    const before = node.previousSibling?.textContent.at(-1) ?? ''
    const behind = node.nextSibling?.textContent[0] ?? ''
    const isBroken = (LETTER.test(before) && SIGN.test(content[0])) || (LETTER.test(behind) && SIGN.test(content.at(-1)))
    return isBroken ? content : `${stars}${content}${stars}`
  }
}
