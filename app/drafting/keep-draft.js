// Keeps what is typed as a draft at the register: a moment after the last change, and when the page is hidden or left.
// One request at a time; whatever is typed meanwhile goes with the next.
import { addDraftStatus } from './draft-status.js'
import { OUTLIVES_THE_PAGE, fieldsOf, postDraft } from './post-draft.js'

const AFTER_A_CHANGE = 3_000
const TRY_AGAIN = [5_000, 10_000, 20_000, 40_000, 60_000]

export function keepDraft(area, address) {
  const { form } = area
  const status = addDraftStatus(area)
  // Changes are counted: the register has those up to `kept`, `sent` is under way, and those up to `done` were saved, or left.
  let [changed, kept, sent, done, number, failures] = [0, 0, 0, 0, 0, 0]
  let [stopped, submitted, refused] = [false, false, false]
  let timer
  let underWay

  const isKept = () => changed === kept
  const wait = (milliseconds) => {
    clearTimeout(timer)
    timer = setTimeout(keep, milliseconds)
  }

  async function keep() {
    if (underWay || stopped || submitted || isKept()) return
    clearTimeout(timer)
    sent = changed
    number += 1
    const mine = (underWay = new AbortController())
    const answer = await postDraft(address, fieldsOf(form, number), mine.signal)
    // Given up for a newer one, or because the form itself was sent.
    if (underWay !== mine) return
    underWay = undefined
    take(answer)
  }

  function take({ isGood, words, stop, again }) {
    stopped = Boolean(stop)
    refused = !isGood && !again
    if (isGood) {
      kept = sent
      failures = 0
      status.kept()
    } else {
      status.failed(words)
      if (again) wait(TRY_AGAIN[Math.min(failures++, TRY_AGAIN.length - 1)])
    }
    // Typed while the request was under way; what failed has its own time.
    if (!again && changed !== sent) wait(AFTER_A_CHANGE)
  }

  function giveUp() {
    underWay?.abort()
    underWay = undefined
    clearTimeout(timer)
  }

  /** The page may be gone in a moment: an older text that is under way makes room for the newest. */
  function keepAtOnce() {
    if (underWay && sent !== changed) giveUp()
    keep()
  }

  form.addEventListener('input', () => {
    changed += 1
    if (!underWay && (failures === 0 || refused)) wait(AFTER_A_CHANGE)
  })
  addEventListener('submit', (event) => {
    // The form that leaves the draft is sent to where this one is: also of that nothing is kept any more.
    if (event.target.action !== form.action || event.defaultPrevented) return
    submitted = true
    if (event.submitter?.value !== 'preview') done = changed
    giveUp()
  })
  // Back from the next page, with all that was typed: only what is typed from now on is a draft.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    submitted = false
    kept = Math.max(kept, done)
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keepAtOnce()
  })
  addEventListener('pagehide', keepAtOnce)
  addEventListener('online', keepAtOnce)
  addEventListener('beforeunload', (event) => {
    if (submitted || isKept()) return
    const isLost = failures > 0 || refused || stopped
    // Whoever is asked stays long enough for a text to arrive that is too long to outlive the page.
    const isTooLong = !isLost && fieldsOf(form, number).length >= OUTLIVES_THE_PAGE
    if (isTooLong) keepAtOnce()
    if (isLost || isTooLong) event.preventDefault()
  })
}
