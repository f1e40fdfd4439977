// Lists as Markdown can write them: every list in an item, no heading in one, an item of one paragraph without its paragraph.
import { HEADINGS, unwrap } from './parse-html.js'

export function tidyLists(body) {
  for (const item of body.querySelectorAll('li')) {
    if (!/^(OL|UL)$/.test(item.parentElement.tagName)) wrap(item, 'ul')
  }
  for (const list of body.querySelectorAll('ol, ul')) {
    for (const child of [...list.childNodes]) intoItem(list, child)
    if (list.children.length === 0) list.remove()
  }
  // LibreOffice numbers headings by lists around them.
  for (const heading of body.querySelectorAll('li h1, li h2, li h3, li h4, li h5, li h6')) lift(heading)
  for (const quotation of body.querySelectorAll('blockquote')) if (quotation.querySelector(HEADINGS)) unwrap(quotation)
  for (const item of body.querySelectorAll('li')) tighten(item)
}

/** What stands in a list beside its items belongs to the item before. */
function intoItem(list, child) {
  if (child.nodeName === 'LI') return
  if (child.textContent.trim() === '') return child.remove()
  const before = child.previousElementSibling
  if (before) before.append(child)
  else wrap(child, 'li')
}

function wrap(node, name) {
  const around = node.ownerDocument.createElement(name)
  node.replaceWith(around)
  around.append(node)
  return around
}

function lift(heading) {
  for (let item; (item = heading.closest('li')); ) {
    const list = item.parentElement
    for (const each of [...list.children]) {
      const place = each.ownerDocument.createElement('div')
      place.append(...each.childNodes)
      each.replaceWith(place)
    }
    unwrap(list)
  }
}

function tighten(item) {
  const paragraphs = [...item.children].filter(({ tagName }) => tagName === 'P' || tagName === 'DIV')
  const others = [...item.childNodes].filter((node) => !paragraphs.includes(node) && !/^(OL|UL)$/.test(node.nodeName))
  const hasWords = others.some((node) => node.textContent.trim() !== '')
  if (paragraphs.length === 1 && !hasWords && !paragraphs[0].querySelector('p, div, table')) unwrap(paragraphs[0])
}
