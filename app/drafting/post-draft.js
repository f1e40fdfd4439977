// One draft to the register, and what its answer means for the person who types.

// Browsers let requests of less than 64 kB finish after the page is gone.
export const OUTLIVES_THE_PAGE = 60_000

const LONGEST_WAIT = 30_000
const LONGEST_ANSWER = 300
const NO_ANSWER = 'Not kept: the register did not answer. What you typed stays here; it is tried again.'
const SIGNED_OUT = 'Not kept: you are signed out. What you typed stays here. Sign in again in another window, then save.'
const REFUSED = 'Not kept: the register refused it. What you typed stays here.'

/** Every field of the form as its own button would send it, and a number that grows: a draft with a smaller one is older. */
export function fieldsOf(form, number) {
  const fields = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value)
  fields.append('draft-number', number)
  return fields.toString()
}

/** `isGood`, or `words` for the person, with whether to `stop` for good or to try `again`. */
export async function postDraft(address, body, signal) {
  const answer = await fetch(address, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    keepalive: body.length < OUTLIVES_THE_PAGE,
    // A register that sends to the sign-in page has kept nothing.
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_WAIT)]),
  }).catch(() => undefined)
  if (answer?.ok) return { isGood: true }
  if (answer?.type === 'opaqueredirect') return { words: SIGNED_OUT, stop: true }
  if (!answer || answer.status >= 500 || answer.status === 408 || answer.status === 429) return { words: NO_ANSWER, again: true }
  return { words: (await wordsOf(answer)) || REFUSED, stop: answer.status === 401 || answer.status === 403 }
}

async function wordsOf(answer) {
  if (!answer.headers.get('content-type')?.startsWith('text/plain')) return ''
  const words = await answer.text().catch(() => '')
  return words.trim().slice(0, LONGEST_ANSWER)
}
