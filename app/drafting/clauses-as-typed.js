// The clauses of a text area, read again half a second after somebody begins to type: no key waits for a scan.
import { clausesOf } from './clauses.js'

const PAUSE = 500

/** Its `current` clauses, and `onChange(told)`, which tells them now and after each change. */
export function watchClauses(area) {
  const told = []
  const watched = {
    current: clausesOf(area.value),
    onChange(tell) {
      told.push(tell)
      tell(watched.current)
    },
  }
  let waiting
  area.addEventListener('input', () => {
    waiting ??= setTimeout(() => {
      waiting = undefined
      watched.current = clausesOf(area.value)
      told.forEach((tell) => tell(watched.current))
    }, PAUSE)
  })
  return watched
}
