import fc from 'fast-check'
import { expect, test } from 'vitest'
import { better, readingOf, type Reading } from '../../client/connection/server-clock.ts'

/** A call at a time: what it takes to the server and back, in ms. */
interface Call {
  readonly after: number
  readonly there: number
  readonly back: number
}
const ms = (max: number) => fc.double({ min: 0, max, noNaN: true })
const call: fc.Arbitrary<Call> = fc.record({ after: ms(60_000), there: ms(3000), back: ms(3000) })
const quick: Call = { after: 0, there: 2, back: 3 }

/** How far from the truth a laptop is after each call, whose clock gains on the server's by `drift`. */
function errors(calls: readonly Call[], drift: number, choose: typeof better): { off: number; said: number; age: number }[] {
  let [server, reading] = [1e12, null as Reading | null]
  const laptop = () => 5e11 + (server - 1e12) * (1 + drift)
  return calls.map(({ after, there, back }) => {
    server += after
    const sent = laptop()
    server += there
    const read = server
    server += back
    reading = choose(reading, readingOf(sent, laptop(), read))
    return { off: Math.abs(server - laptop() - reading.offset), said: reading.error, age: laptop() - reading.at }
  })
}

test('C7: the server’s clock is never further off than the quickest call allows and clocks drift', () => {
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 60 }), fc.double({ min: -0.0002, max: 0.0002, noNaN: true }), (calls, drift) => {
      for (const { off, said, age } of errors(calls, drift, better)) expect(off).toBeLessThanOrEqual(said + age * 0.0005 + 1)
    }),
  )
})

const staysGood = (choose: typeof better) =>
  fc.property(fc.array(call, { maxLength: 5 }), (busy) => {
    for (const { off } of errors([quick, ...busy.map((one) => ({ ...one, after: 1000 }))], 0, choose)) expect(off).toBeLessThanOrEqual(20)
  })

test('C7: calls of a busy moment do not spoil what a quick one has shown', () => {
  fc.assert(staysGood(better))
})

test('control: whoever goes by the latest calls is spoilt by them', () => {
  expect(() => fc.assert(staysGood((_, fresh) => fresh))).toThrow(/Property failed/)
})

test('after the laptop has slept, or with a server that goes on elsewhere, the first call counts', () => {
  const before = readingOf(1000, 1010, 501_005)
  const asleep = readingOf(2000, 2400, 561_200)
  expect(better(before, asleep)).toBe(asleep)
})
