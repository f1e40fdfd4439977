// Processes whose releases carry only what changed, made up from a seed: the same ones every time.
const KEYS = ['title', 'description', 'note']

/** Numbers from a seed (mulberry32). */
export function chance(seed) {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** A process with so many releases after the first, none of which says everything. */
export function chain(number, seed) {
  const pick = chance(seed)
  const ocid = `ocds-chain-${number}`
  // A publisher writes ids as numbers or as texts; ocdsmerge takes 1 and '1' for two.
  const numbered = pick(2)
  const text = () => `text ${pick(100)}`
  const some = (most, make) => Array.from({ length: pick(most + 1) }, make)
  // An object has some of its keys; null takes one away, an empty one says nothing.
  const words = () => Object.fromEntries(KEYS.filter(() => pick(2)).map((key) => [key, pick(5) ? text() : null]))
  // Of a closed list; null takes it away as well.
  const code = (known) => (pick(3) ? known : null)
  const listed = (id) => ({ ...(pick(6) ? { id } : {}), ...words() })
  const classification = () => ({ scheme: 'CPV', id: `8531${pick(10)}000`, description: text() })
  const identifier = () => ({ scheme: 'GB-COH', id: `0${1000000 + pick(9)}` })
  const item = () => ({ ...listed(`${pick(4)}`), ...(pick(2) ? { additionalClassifications: some(2, classification) } : {}) })
  const party = (number = pick(3)) => ({
    id: `P${number}`,
    ...(pick(2) ? { name: text() } : {}),
    ...(pick(2) ? { roles: some(2, () => ['buyer', 'supplier', 'funder'][pick(3)]) } : {}),
    ...(pick(2) ? { additionalIdentifiers: some(2, identifier) } : {}),
    ...(pick(3) ? {} : { address: pick(2) ? { locality: text(), region: pick(2) ? null : text() } : {} }),
  })
  // Awards and parties have numbers of their own in each release: where two share one, the program goes on telling them apart in
  // later releases, and ocdsmerge does not.
  const numbers = () => {
    const first = pick(3)
    return Array.from({ length: pick(4) }, (_, at) => (first + at) % 3)
  }
  const parts = () => ({
    ...(pick(2) ? { tender: { id: 'T', ...words(), ...(pick(3) ? {} : { status: code('active') }), ...(pick(2) ? { items: some(3, item) } : {}), ...(pick(3) ? {} : { submissionMethod: some(2, text) }) } } : {}),
    ...(pick(2) ? { parties: numbers().map(party) } : {}),
    ...(pick(2) ? { awards: numbers().map((number) => ({ id: numbered ? number : `${number}`, ...words(), ...(pick(3) ? {} : { status: code('pending') }), suppliers: some(2, () => party()) })) } : {}),
    ...(pick(3) ? {} : { contracts: some(2, () => ({ id: `C${pick(2)}`, items: some(2, item), implementation: { milestones: some(2, () => listed(`M${pick(2)}`)) } })) }),
    ...(pick(3) ? {} : { relatedProcesses: some(2, () => ({ id: `${pick(2)}`, relationship: some(2, text) })) }),
    // Of an extension that the schema does not know.
    ...(pick(3) ? {} : { extended: { list: some(3, () => listed(`${pick(3)}`)), words: some(3, text), ...words() } }),
  })
  return Array.from({ length: 2 + pick(5) }, (_, at) => ({
    ocid,
    id: `${number}-${at}`,
    // Some were published at the same instant.
    date: `2025-03-${String(10 + Math.floor(at / 2)).padStart(2, '0')}T12:00:00Z`,
    tag: [at ? 'tenderUpdate' : 'tender'],
    buyer: { id: 'P0', name: 'Birmingham' },
    ...parts(),
  }))
}
