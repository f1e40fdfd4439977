// A stream of deeds: several people at once, each sending the next form as soon as the one before was answered.
import assert from 'node:assert/strict'
import { afterEach } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { newService } from './person.mjs'

// A test that fails leaves none running.
const running = new Set()
afterEach(() => Promise.all([...running].map((stop) => stop())))

/**
 * Starts it.
 * @param person who sends
 * @param {() => string} address where to, asked for every form
 * @returns what was acknowledged (name → address of the record), the forms whose fate nobody was told, the answers that
 *   were not yes, and `stop()`
 */
export function stream(person, address, lanes = 4) {
  const [acknowledged, unknown, answers] = [new Map(), [], []]
  let going = true
  const lane = async () => {
    while (going) {
      const form = newService()
      const answer = await person.send(address(), '/services/new', form).catch((error) => ({ status: error.code, headers: {} }))
      if (answer.status === 303) {
        acknowledged.set(form.name, answer.headers.location)
      } else {
        unknown.push(form)
        answers.push({ ...answer, form })
        // A server that is down refuses at once: a person would not come again in the same millisecond.
        await pause(20)
      }
    }
  }
  const ended = Promise.all(Array.from({ length: lanes }, lane))
  const stop = async () => {
    going = false
    running.delete(stop)
    await ended
  }
  running.add(stop)
  return { acknowledged, unknown, answers, stop }
}

/** As a person does who was told nothing: sends the same forms once more. Whatever had arrived is not done twice. */
export async function sendAgain({ acknowledged, unknown }, person, address) {
  for (const form of unknown.splice(0)) {
    const answer = await person.send(address, '/services/new', form)
    assert.equal(answer.status, 303, answer.body)
    acknowledged.set(form.name, answer.headers.location)
  }
}

/** Every acknowledged deed is on the page that its answer named, each on its own. */
export async function allThere({ acknowledged }, person, address) {
  assert.equal(new Set(acknowledged.values()).size, acknowledged.size, 'two deeds got the same record')
  for (const [name, place] of acknowledged) {
    const answer = await person.get(address, place)
    assert.equal(answer.status, 200, `${place}: ${answer.body}`)
    assert.ok(answer.body.includes(name), `${name} was acknowledged and is not at ${place}`)
  }
}
