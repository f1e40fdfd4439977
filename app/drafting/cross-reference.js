// References to other clauses: a link to the clause's anchor, whose number the server computes, so that it stays right when
// clauses move. A clause that has no anchor yet gets one here, as it would at the first save.
import { clauseAt, clausesOf } from './clauses.js'
import { element } from './elements.js'
import { replace } from './writing.js'

/** Adds the dialog to the page; what is returned opens it. */
export function addCrossReference(area, tools) {
  const select = element('select', { class: 'govuk-select editor-dialog__select', id: `${area.id}-clauses` })
  const label = element('label', { class: 'govuk-label govuk-label--m', for: select.id }, 'Which clause?')
  const insert = button('govuk-button', 'Insert the reference')
  const cancel = button('govuk-button govuk-button--secondary', 'Cancel')
  const none = element('p', { class: 'govuk-body' }, 'There is no clause yet. A line that starts with ## is one.')
  const actions = element('div', { class: 'govuk-button-group' }, insert, cancel)
  const dialog = element('dialog', { class: 'editor-dialog', 'aria-label': 'Cross-reference' }, label, select, none, actions)
  tools.append(dialog)

  cancel.addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => area.focus({ preventScroll: true }))
  insert.addEventListener('click', () => {
    dialog.close()
    refer(area, Number(select.value))
  })
  return () => {
    const clauses = clausesOf(area.value)
    const named = clauses.flatMap(({ words }, at) => (words ? [new Option(`${at + 1}. ${words}`, at)] : []))
    select.replaceChildren(...named)
    const here = named.findIndex((option) => Number(option.value) === clauseAt(clauses, area.selectionStart))
    select.selectedIndex = Math.max(here, 0)
    const isEmpty = named.length === 0
    label.hidden = select.hidden = insert.hidden = isEmpty
    none.hidden = !isEmpty
    dialog.showModal()
  }
}

const button = (look, words) => element('button', { type: 'button', class: look }, words)

function refer(area, index) {
  const { value, selectionStart: start, selectionEnd: end } = area
  const clause = clausesOf(value)[index]
  const anchor = clause.anchor ?? freshAnchor(value)
  const selected = value.slice(start, end)
  const words = selected.trim() === '' || /[\n[\]]/.test(selected) ? 'clause' : selected
  const link = `[${words}](#${anchor})`
  if (clause.anchor) return replace(area, start, end, link)
  const marked = ` {#${anchor}}`
  // What stands later in the text is changed first: then the other place is still where it was.
  if (clause.lineEnd > start) {
    replace(area, clause.wordsEnd, clause.lineEnd, marked)
    replace(area, start, end, link)
  } else {
    replace(area, start, end, link)
    replace(area, clause.wordsEnd, clause.lineEnd, marked)
    const moved = marked.length - (clause.lineEnd - clause.wordsEnd)
    area.setSelectionRange(start + link.length + moved, start + link.length + moved)
  }
}

function freshAnchor(text) {
  const digits = [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, '0'))
  const anchor = `c-${digits.join('')}`
  return text.includes(anchor) ? freshAnchor(text) : anchor
}
