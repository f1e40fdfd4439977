// The clauses of the text beside it, each a button that leads to its heading.
import { element } from './elements.js'
import { goTo } from './go-to.js'

export function fillOutline(outline, area, clauses) {
  const list = outline.querySelector('ol')
  if (!list) return
  list.addEventListener('click', (event) => {
    const item = event.target.closest('button')?.parentElement
    const clause = item && clauses.current[[...list.children].indexOf(item)]
    if (clause) goTo(area, clause.start)
  })
  clauses.onChange((now) => {
    outline.hidden = now.length === 0
    while (list.children.length > now.length) list.lastElementChild.remove()
    now.forEach(({ words }, at) => write(list, at, words || 'A heading without words'))
  })
}

/** Only what changed is touched: whoever reads the outline keeps their place. */
function write(list, at, words) {
  const button = list.children[at]?.firstElementChild
  if (!button) list.append(element('li', {}, element('button', { type: 'button', class: 'editor-outline__clause' }, words)))
  else if (button.textContent !== words) button.textContent = words
}
