// What a text still lacks, told anew a moment after somebody stopped typing: a head of terms is met as long as the clause that was
// marked for it stands in the text.
import { clausesOf } from './clauses.js'

const PAUSE = 300

/** Shows those heads of a list that are lacking, and how many they are. */
export function followLacks(lacks, area) {
  const heads = [...lacks.querySelectorAll('[data-head]')]
  const part = (name) => lacks.querySelector(`[data-lacks-${name}]`)
  const [count, some, none] = [part('count'), part('some'), part('none')]
  const follow = () => {
    const anchors = new Set(clausesOf(area.value).map(({ anchor }) => anchor))
    for (const head of heads) hide(head, anchors.has(head.dataset.anchor))
    const lacking = heads.filter(({ hidden }) => !hidden).length
    const words = String(lacking)
    if (count && count.textContent !== words) count.textContent = words
    hide(some, lacking === 0)
    hide(none, lacking > 0)
  }
  let waiting
  area.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(follow, PAUSE)
  })
  // A draft that was left off is not the text of which the server told.
  follow()
}

/** Only what changed is touched. */
function hide(element, hidden) {
  if (element && element.hidden !== hidden) element.hidden = hidden
}
