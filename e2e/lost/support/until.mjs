// Waiting for something to come true, with a deadline.
import { setTimeout as pause } from 'node:timers/promises'

/** Asks again and again, for a minute at most. */
export async function until(what, holds, seconds = 60) {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const found = await holds()
    if (found) return found
    if (Date.now() > deadline) throw new Error(`waited ${seconds} s in vain until ${what}`)
    await pause(10)
  }
}
