// The preview, once there is one, shows the clause in which the cursor stands. The page itself never moves.
import { clauseAt } from './clauses.js'

const PAUSE = 150

export function followWithPreview(area, clauses) {
  let waiting
  let shown
  const follow = () => {
    waiting = undefined
    const preview = document.querySelector('.drafting__preview')
    if (!preview || document.activeElement !== area) return
    const at = clauseAt(clauses.current, area.selectionStart)
    // Only when it becomes another clause: else whoever scrolls the preview would be pulled back.
    if (shown?.preview === preview && shown.at === at) return
    shown = { preview, at }
    show(preview, clauses.current[at])
  }
  const soon = () => {
    waiting ??= setTimeout(() => requestAnimationFrame(follow), PAUSE)
  }
  for (const name of ['keyup', 'click', 'selectionchange', 'focus']) area.addEventListener(name, soon)
  // Where the area itself does not tell that its cursor moved, the document does.
  document.addEventListener('selectionchange', () => document.activeElement === area && soon())
}

function show(preview, clause) {
  const heading = clause && headings(preview)[clause.shown]
  if (clause && !heading) return
  const inside = heading ? heading.getBoundingClientRect().top - preview.getBoundingClientRect().top : -preview.scrollTop
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  preview.scrollTo({ top: preview.scrollTop + inside - preview.clientTop, behavior: still ? 'instant' : 'smooth' })
}

/** Those of the text, not the preview's own. */
const headings = (preview) => (preview.querySelector('.prose') ?? preview).querySelectorAll('h2')
