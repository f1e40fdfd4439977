// The line below the text area that says whether the draft is kept. Its room is there from the beginning.
import { element } from './elements.js'

// Whoever listens to the page is not told more often while they type.
const ONCE_IN = 60_000

export function addDraftStatus(area) {
  const line = element('p', { class: 'editor-status editor-status--draft govuk-body-s', role: 'status' })
  area.after(line)
  let said = -Infinity
  let waiting

  const say = (words, isFailure) => {
    clearTimeout(waiting)
    waiting = undefined
    line.classList.toggle('editor-status--failed', isFailure)
    if (line.textContent !== words) line.textContent = words
  }
  const sayKept = () => {
    said = Date.now()
    const time = new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    say(`Draft kept at ${time}`, false)
  }
  return {
    kept() {
      const hasFailed = line.classList.contains('editor-status--failed')
      const left = said + ONCE_IN - Date.now()
      if (hasFailed || left <= 0) sayKept()
      // The older time is still true until then.
      else waiting ??= setTimeout(sayKept, left)
    },
    failed: (words) => say(words, true),
  }
}
