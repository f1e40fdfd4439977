// Word's lists: paragraphs with a style that says how deep they stand, and a bullet or number in front as text. They become lists.
import { rename, unwrap } from './parse-html.js'

const LIST = /mso-list:[^;]*?level(\d+)/i
const MARK = /mso-list:\s*ignore/i
// 1. 1) (1) 1.1 a. (a) iv) but not the o of Courier that Word shows as a bullet.
const NUMBER = /^\(?(?:\d+\.)*(?:(\d+)[.)]?|[a-z]{1,5}[.)])$/i

export function makeLists(body) {
  wordOnline(body)
  let open = []
  for (const paragraph of body.querySelectorAll('p, h1, h2, h3, h4, h5, h6, table, div[data-style*="mso-list"]')) {
    const level = Number(LIST.exec(paragraph.dataset.style ?? '')?.[1] ?? paragraph.dataset.listLevel ?? 0)
    if (!level || !/^(P|DIV)$/.test(paragraph.tagName)) {
      // A heading's number is a word like the others. Cells of a table that stands in between end no list twice.
      open = []
      markOf(paragraph, false)
    } else {
      open = place(paragraph, level, open)
    }
  }
}

function place(paragraph, level, open) {
  const mark = paragraph.dataset.listMark ?? markOf(paragraph, true)
  const [isNumbered, number] = NUMBER.exec(mark) ?? [false]
  const name = isNumbered ? 'OL' : 'UL'
  const at = open.findIndex((list) => list.level >= level)
  // A list of the other kind at the same depth is another list, and so is one elsewhere in the page.
  const depth = at < 0 ? open.length : open[at].list.tagName === name ? at + 1 : at
  const kept = open.slice(0, depth)
  if (at < 0 || kept.length === at || !follows(paragraph, kept[0])) {
    const inside = follows(paragraph, kept[0]) ? kept : []
    const list = paragraph.ownerDocument.createElement(name)
    if (Number(number) > 1) list.setAttribute('start', number)
    const parent = inside.at(-1)
    if (parent) parent.list.lastElementChild.append(list)
    else paragraph.before(list)
    kept.splice(0, kept.length, ...inside, { list, level })
  }
  kept.at(-1).list.append(rename(paragraph, 'li'))
  return kept
}

const follows = (paragraph, outermost) => outermost?.list.nextElementSibling === paragraph

/** What stands in front of the words, which is taken away or becomes words. */
function markOf(paragraph, isTaken) {
  let mark = ''
  for (const span of [...paragraph.querySelectorAll('[data-style]')].filter(({ dataset }) => MARK.test(dataset.style))) {
    if (!paragraph.contains(span)) continue
    mark ||= span.textContent.replace(/\s+/g, '')
    if (isTaken) span.remove()
    else span.replaceWith(`${mark} `)
  }
  return mark
}

/** Word in the browser writes a list of its own around every item. */
function wordOnline(body) {
  for (const item of body.querySelectorAll('li[data-aria-level]')) {
    const list = item.parentElement
    const paragraph = rename(item, 'p')
    paragraph.querySelectorAll('p').forEach(unwrap)
    paragraph.dataset.listLevel = item.dataset.ariaLevel
    paragraph.dataset.listMark = list.tagName === 'OL' ? `${list.getAttribute('start') ?? 1}.` : '•'
    const wrapper = list.parentElement
    if (list.children.length === 1) {
      unwrap(list)
      if (wrapper.matches('.ListContainerWrapper')) unwrap(wrapper)
    } else {
      list.before(paragraph)
    }
  }
}
