// Which pages are measured, by the addresses that ground.md gives a budget, and beside them some without one.

/** The addresses with a budget. */
export const budgeted = [
  '/',
  '/work',
  '/agreements',
  '/commitments',
  '/funding',
  '/services',
  '/contracts',
  '/contracts?status=active&sort=ends',
  '/providers',
  '/expiring',
  '/tenders',
  '/tenders/pipeline',
]

/** Lists narrowed by words, search, and single records. */
export const others = ['/tenders?q=school', '/search?q=childrens+transport', '/tenders/pro-2014-100', '/agreements/cat-2014-001']

/** The pages that only somebody who is signed in may read. */
export const isPersonal = (path) => path === '/work'

/** The most that a page may take: times longer on the large register, bytes with brotli, milliseconds on the server, and the share of
 * the hand-written route's rate that it has at least. */
const budget = { longer: 1.5, bytes: 60_000, milliseconds: 10, share: 0.5 }

/** The most memory that the server may have, in megabytes. */
export const memoryBudget = { idle: 40, afterAll: 150 }

/** "holds", or what does not; of a page without a budget whether it was answered. */
export function judged(path, { small, full, large, byHand }) {
  const answered = [!small.failed && !full.failed && !large.failed && !byHand.failed, 'it was not answered']
  if (!budgeted.includes(path)) return answered[0] ? 'has none' : told([answered])
  return told([
    [full.rate / large.rate <= budget.longer, `${budget.longer} × the time of a full page`],
    [small.rate / large.rate <= budget.longer, `${budget.longer} × the time on the small register`],
    [Math.max(small.brotli, large.brotli) <= budget.bytes, `${budget.bytes / 1000} kB`],
    [1000 / large.rate <= budget.milliseconds, `${budget.milliseconds} ms`],
    [large.rate / byHand.rate >= budget.share, 'half of by hand'],
    answered,
  ])
}

/** "holds", or "does not:" with the words of every line that does not; a figure that is missing proves nothing. */
export function told(lines) {
  const broken = lines.filter(([holds]) => !holds).map(([, words]) => words)
  return broken.length ? `does not: ${broken.join(', ')}` : 'holds'
}
