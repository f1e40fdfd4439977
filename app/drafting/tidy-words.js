// Bold, italic and links as Markdown can write them, whatever element or style they came as.
import { BLOCKS, HEADINGS, rename, unwrap } from './parse-html.js'

const LONGEST_ADDRESS = 2_000
// Not Word's mso-bidi-font-weight, which is about other scripts.
const BOLD = /(?:^|[;\s])font-weight:\s*(?:bold|[6-9]00)/i
const LIGHT = /(?:^|[;\s])font-weight:\s*(?:normal|[1-5]00)/i
const ITALIC = /(?:^|[;\s])font-style:\s*(?:italic|oblique)/i
const UPRIGHT = /(?:^|[;\s])font-style:\s*normal/i

export function tidyWords(body) {
  for (const node of body.querySelectorAll('b, strong')) weigh(node, 'strong', LIGHT)
  for (const node of body.querySelectorAll('i, em, cite, dfn')) weigh(node, 'em', UPRIGHT)
  for (const node of body.querySelectorAll('span, font, u, ins')) emphasise(node)
  for (const node of body.querySelectorAll('a')) link(node)
  for (const node of body.querySelectorAll('strong, em')) simplify(node)
  joinNeighbours(body)
}

function weigh(node, name, isPlain) {
  if (isPlain.test(node.dataset.style ?? '')) unwrap(node)
  else rename(node, name)
}

/** Google Docs and LibreOffice write styles where others write elements. */
function emphasise(node) {
  const style = node.dataset.style ?? ''
  for (const [name, wanted] of [['strong', BOLD], ['em', ITALIC]]) {
    if (!wanted.test(style) || node.querySelector(BLOCKS)) continue
    const around = node.ownerDocument.createElement(name)
    around.append(...node.childNodes)
    node.append(around)
  }
  unwrap(node)
}

function link(node) {
  const address = safeAddress(node.getAttribute('href'))
  if (!address || node.textContent.trim() === '' || node.querySelector(BLOCKS)) return unwrap(node)
  for (const { name } of [...node.attributes]) node.removeAttribute(name)
  node.setAttribute('href', address)
}

function safeAddress(href) {
  const url = URL.parse?.(href ?? '') ?? (URL.canParse(href ?? '') ? new URL(href) : undefined)
  if (!url || !/^(https?|mailto):$/.test(url.protocol)) return undefined
  const address = url.href.replace(/[()<>[\]\s|\\*_`]/g, (sign) => (/[*_]/.test(sign) ? sign : percent(sign)))
  return address.length > LONGEST_ADDRESS ? undefined : address
}

const percent = (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

function simplify(node) {
  const isTwice = node.parentElement.closest(node.tagName)
  if (isTwice || node.closest(HEADINGS) || node.querySelector(BLOCKS)) return unwrap(node)
  while (node.firstChild?.nodeName === 'BR') node.before(node.firstChild)
  while (node.lastChild?.nodeName === 'BR') node.after(node.lastChild)
}

/** Word writes a word in pieces: two bold pieces side by side are one. */
function joinNeighbours(body) {
  body.normalize()
  for (const node of body.querySelectorAll('strong, em')) {
    const before = node.previousSibling
    if (before?.nodeName !== node.nodeName) continue
    node.prepend(...before.childNodes)
    before.remove()
  }
  body.normalize()
}
