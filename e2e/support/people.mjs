// The demonstration's people, by what they come to do. Each is signed in by the address that the sign-in page shows.
import { signIn } from './sign-in.mjs'

export const password = 'four-canals-birmingham-2014'

/** Signs in as one of the demonstration's people: `commissioner`, `partner`, `provider` … */
export const as = (page, who) => signIn(page, { email: `${who}@demo.example`, password })
