import { expect, test } from 'vitest'
import { Presses } from '../../client/screens/table/presses.svelte.ts'

/** A server that answers when it is told to. */
function slowServer() {
  const asked: { what: string; answer: (taken: boolean) => void }[] = []
  const send = (what: string) => new Promise<boolean>((answer) => asked.push({ what, answer }))
  return { asked, send, settled: () => new Promise((resolve) => setImmediate(resolve)) }
}

test('what is pressed shows at once and is sent at once, whatever else waits for its answer', async () => {
  const { asked, send, settled } = slowServer()
  const presses = new Presses()
  void presses.once('take-rapporteur', () => send('take-rapporteur'))
  void presses.turn('hand', true, (on) => send(`hand ${String(on)}`))
  void presses.turn('step', true, (on) => send(`done ${String(on)}`))
  expect(asked.map(({ what }) => what)).toEqual(['take-rapporteur', 'hand true', 'done true'])
  expect([presses.shows('hand', false), presses.shows('step', false), presses.isUnderway('take-rapporteur')]).toEqual([true, true, true])
  for (const { answer } of asked) answer(true)
  await settled()
  // From here on it stands as the server tells it.
  expect([presses.shows('hand', false), presses.shows('step', true), presses.isUnderway('take-rapporteur')]).toEqual([false, true, false])
})

test('what is taken back before the answer is taken back, what is sent once is not sent twice, and what is refused shows as it is', async () => {
  const { asked, send, settled } = slowServer()
  const presses = new Presses()
  const sent = () => asked.map(({ what }) => what)
  void presses.once('hand-in', () => send('hand-in'))
  void presses.once('hand-in', () => send('hand-in'))
  const turn = (on: boolean) => void presses.turn('hand', on, (wanted) => send(`hand ${String(wanted)}`))
  turn(true)
  turn(false)
  expect([sent(), presses.shows('hand', true)]).toEqual([['hand-in', 'hand true'], false])
  asked[1]!.answer(true)
  await settled()
  expect([sent().at(-1), presses.shows('hand', true)]).toEqual(['hand false', false])
  asked[2]!.answer(true)
  await settled()
  turn(true)
  turn(false)
  asked[3]!.answer(false)
  await settled()
  expect([asked.length, presses.shows('hand', false)]).toEqual([4, false])
})
