// The line between toolbar and text area that says what pasting did, with the way back.
import { element } from './elements.js'

export function addPasteStatus(area) {
  const words = element('span', { role: 'status' })
  const back = element('button', { type: 'button', class: 'editor-status__back' }, 'Paste as plain text instead')
  const line = element('p', { class: 'editor-status govuk-body-s' }, words, ' ', back)
  area.before(line)
  let undo

  const say = (text, goBack) => {
    words.textContent = text
    undo = goBack
    back.hidden = !goBack
  }
  back.addEventListener('click', () => {
    const isBack = undo()
    say(isBack ? 'Pasted as plain text.' : 'What was pasted has been changed since: take it back with Ctrl+Z.')
    area.focus({ preventScroll: true })
  })
  say('')
  return {
    clear: () => say(''),
    pasted: (leftOut, goBack) => say(`Pasted with its headings and lists.${inWords(leftOut)}`, goBack),
  }
}

/** Nothing is left out in silence. */
function inWords({ deletions = 0, comments = 0 } = {}) {
  const counted = [
    [deletions, 'deleted passage', 'deleted passages'],
    [comments, 'comment', 'comments'],
  ].flatMap(([count, one, many]) => (count ? [`${count} ${count === 1 ? one : many}`] : []))
  if (counted.length === 0) return ''
  return ` Left out: ${counted.join(' and ')}.`
}
