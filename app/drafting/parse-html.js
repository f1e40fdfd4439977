// HTML from the clipboard as a document in which nothing runs, loads or is reported: the page's policy would report every
// style= and every handler. Styles say what Word's paragraphs are, so they stay under another name.

const UNSEEN =
  'head, title, style, script, template, noscript, iframe, object, embed, svg, canvas, audio, video, img, picture, map, link, ' +
  'meta, input, textarea, select, xml, [hidden]'
const HIDDEN = /display:\s*none|visibility:\s*hidden|mso-hide:\s*all/i
const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi
const OPEN_TAG = /<[a-z][^>]*/gi

/** The body, without what a reader does not see. */
export function parsedBody(html) {
  const quiet = html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(style|script)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(TAG, renamed)
    // Quotation marks that nothing closes.
    .replace(OPEN_TAG, renamed)
  const { body } = new DOMParser().parseFromString(quiet, 'text/html')
  body.querySelectorAll(UNSEEN).forEach((unseen) => unseen.remove())
  body.querySelectorAll('[data-style]').forEach((styled) => HIDDEN.test(styled.dataset.style) && styled.remove())
  return body
}

const renamed = (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, '$1data-$2')

/** An element under another name, with all that is in it. */
export function rename(node, name) {
  const other = node.ownerDocument.createElement(name)
  for (const { name, value } of node.attributes) if (name.startsWith('data-')) other.setAttribute(name, value)
  other.append(...node.childNodes)
  node.replaceWith(other)
  return other
}

export const unwrap = (node) => node.replaceWith(...node.childNodes)

export const HEADINGS = 'h1, h2, h3, h4, h5, h6'

export const BLOCKS =
  'address, article, aside, blockquote, center, dd, details, dialog, dir, div, dl, dt, fieldset, figcaption, figure, footer, ' +
  `form, ${HEADINGS}, header, hgroup, hr, legend, li, main, menu, nav, ol, p, pre, section, summary, table, tbody, td, tfoot, th, thead, tr, ul, caption`
