import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../../shared/refusals.ts'
import { roundOf } from '../../shared/session/blind.ts'
import { endOf, leftFor } from '../../shared/session/clocks.ts'
import type { Command } from '../../shared/session/commands.ts'
import { newSession, takeSeat } from '../../shared/session/new-session.ts'
import { reduce, timeIsOver } from '../../shared/session/reduce.ts'
import type { Person, Session, StepRun } from '../../shared/session/session.ts'
import { viewFor } from '../../shared/session/view.ts'
import { context } from '../kit/context.ts'

const minute = 60_000
const exercises = [
  { id: 'mapping', steps: ['choose', 'rate'].map((id) => ({ id, minutes: 20, ...(id === 'rate' ? { rating: 'blind' } : {}) })) },
] as never
const facilitator: Person = { is: 'facilitator', name: 'Nino' }

/** Three tables with a laptop each. */
function room(): Session {
  let count = 0
  const newId = () => `id${String(++count).padStart(4, '0')}`
  let session = newSession({ id: 'session1', code: 'ABCDEF', title: 'T', place: '', created: 0, groups: 3, exercises }, newId)
  for (const { id: group } of session.groups)
    session = takeSeat(session, { id: newId(), group, name: 'S', people: 2, rapporteur: true, handRaised: null, done: [], joined: 0 })
  return session
}
function doing(session: Session, command: Command, now: number, person: Person = facilitator): Session {
  const answer = reduce(session, command, context({ now, person, name: 'Nino' }))
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer
}
const refusedFor = (session: Session, command: Command, now = 0) => {
  const answer = reduce(session, command, context({ now }))
  return isRefusal(answer) ? answer.refused : null
}
const stepOf = (session: Session, id = 'choose'): StepRun => session.agenda[0]!.steps.find((step) => step.id === id)!
const left = (session: Session, table: number, now: number, id = 'choose') => leftFor(stepOf(session, id), session.groups[table]!.id, now)
const opened = () => doing(room(), { do: 'open-step', step: 'choose', minutes: 20 }, 0)
const step = 'choose'
const tableOf = (session: Session, table: number) => session.groups[table]!.id
const seatAt = (session: Session, table: number): Person => {
  const { id, group } = session.seats[table]!
  return { is: 'seat', session: session.id, seat: id, group }
}

test('the last minute of a table with more time begins when the others are over already', () => {
  let session = opened()
  session = doing(session, { do: 'extend-step', step, minutes: 10, group: tableOf(session, 0) }, minute)
  const wound = doing(session, { do: 'wind-up', step }, 22 * minute)
  expect([0, 1, 2].map((table) => left(wound, table, 22 * minute))).toEqual([minute, -2 * minute, -2 * minute])
  expect(endOf(wound, stepOf(wound))).toBe(23 * minute)
})

test('minutes for a table whose time is over count from now; for all, from the end of each', () => {
  let session = opened()
  session = doing(session, { do: 'extend-step', step, minutes: 10, group: tableOf(session, 0) }, minute)
  const one = doing(session, { do: 'extend-step', step, minutes: 1, group: tableOf(session, 1) }, 22 * minute)
  expect([0, 1, 2].map((table) => left(one, table, 22 * minute))).toEqual([8 * minute, minute, -2 * minute])
  const all = doing(session, { do: 'extend-step', step, minutes: 5, group: null }, 22 * minute)
  expect([0, 1, 2].map((table) => left(all, table, 22 * minute))).toEqual([13 * minute, 5 * minute, 5 * minute])
})

test('one table is stopped, wound up and closed by itself; the step ends with its last table, and not while one stands still', () => {
  let session = opened()
  const [first, second] = [tableOf(session, 0), tableOf(session, 1)]
  session = doing(session, { do: 'pause-step', step, group: first }, 5 * minute)
  expect([0, 1].map((table) => left(session, table, 9 * minute))).toEqual([15 * minute, 11 * minute])
  expect(endOf(session, stepOf(session))).toBeNull()
  session = doing(session, { do: 'close-step', step, group: second }, 10 * minute)
  expect([0, 1, 2].map((table) => left(session, table, 10 * minute))).toEqual([15 * minute, 0, 10 * minute])
  session = doing(session, { do: 'wind-up', step, group: first }, 12 * minute)
  expect([0, 1, 2].map((table) => left(session, table, 12 * minute))).toEqual([minute, -2 * minute, 8 * minute])
  expect(endOf(session, stepOf(session))).toBe(20 * minute)
  session = doing(session, { do: 'close-step', step, group: tableOf(session, 2) }, 12 * minute)
  expect(endOf(session, stepOf(session))).toBe(13 * minute)
  expect(refusedFor(session, { do: 'pause-step', step, group: 'none' })).toBe('unknown-group')
  expect(refusedFor(session, { do: 'close-step', step: 'rate', group: first })).toBe('step-not-open')
})

test('a laptop learns of its own clock alone', () => {
  let session = opened()
  session = doing(session, { do: 'pause-step', step, group: tableOf(session, 0) }, minute)
  const seen = (person: Person) => viewFor(person, session).agenda[0]!.steps[0]!.clocks
  expect(seen(facilitator)).toEqual({ [tableOf(session, 0)]: { shift: 0, stopped: minute } })
  expect([seen(seatAt(session, 0)), seen(seatAt(session, 1))]).toEqual([seen(facilitator), undefined])
  expect(seen({ is: 'plenary', session: session.id })).toBeUndefined()
})

test('however clocks are stopped and run, for all and for one, a table works as long as it was given', () => {
  const act = fc.record({
    wait: fc.integer({ min: 0, max: 3 * minute }),
    do: fc.constantFrom('pause-step' as const, 'resume-step' as const),
    table: fc.constantFrom(null, 0, 1, 2),
  })
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      let session = opened()
      const worked = [0, 0, 0]
      const stopped = { all: false, one: [false, false, false] }
      let now = 0
      for (const { wait, do: what, table } of acts) {
        now += wait
        for (const at of [0, 1, 2]) if (!stopped.all && !stopped.one[at]) worked[at]! += wait
        session = doing(session, { do: what, step, ...(table === null ? {} : { group: tableOf(session, table) }) }, now)
        if (table === null) stopped.all = what === 'pause-step'
        else stopped.one[table] = what === 'pause-step'
      }
      expect([0, 1, 2].map((table) => left(session, table, now))).toEqual(worked.map((ms) => 20 * minute - ms))
      expect(endOf(session, stepOf(session)) === null).toBe(stopped.all || stopped.one.some(Boolean))
    }),
  )
})

test('a closing that is taken back leaves every table its time, its lock and its place', () => {
  const command = fc.record({
    do: fc.constantFrom('pause-step' as const, 'resume-step' as const, 'wind-up' as const, 'extend-step' as const, 'lock-step' as const),
    table: fc.constantFrom(null, 0, 1, 2),
    wait: fc.integer({ min: 0, max: 4 * minute }),
  })
  fc.assert(
    fc.property(
      fc.array(command, { maxLength: 12 }),
      fc.constantFrom(null, 0, 1, 2),
      fc.integer({ min: 0, max: 30 * minute }),
      (commands, closes, gone) => {
        let session = doing(opened(), { do: 'open-step', step: 'rate', groups: [tableOf(opened(), 2)] }, 0)
        let now = 0
        for (const { do: what, table, wait } of commands) {
          now += wait
          const group = table === null ? null : tableOf(session, table)
          const meant = group === null ? {} : { group }
          const full: Command =
            what === 'extend-step'
              ? { do: what, step, minutes: 2, group }
              : what === 'lock-step'
                ? { do: what, step, group, locked: true }
                : { do: what, step, ...meant }
          session = doing(session, full, now)
        }
        const before = session
        const meant = closes === null ? {} : { group: tableOf(session, closes) }
        session = doing(session, { do: 'close-step', step, ...meant }, now)
        const closed = stepOf(session)
        // The step closes with the last table whose time runs.
        if (closes !== null && closed.state.is === 'open') expect(left(session, closes, now)).toBeLessThanOrEqual(0)
        else expect(closed.state).toEqual({ is: 'closed' })
        expect(closed.state.is === 'open' && (endOf(session, closed) ?? Infinity) <= now).toBe(false)
        const later = now + gone
        session = doing(session, { do: 'undo-close', step, ...meant }, later)
        const back = stepOf(session)
        expect({ ...back, state: null, clocks: null }).toEqual({ ...stepOf(before), state: null, clocks: null })
        for (const table of closes === null ? [0, 1, 2] : [closes]) expect(left(session, table, later)).toBe(left(before, table, now))
        expect(session.closed).toBeUndefined()
        expect(refusedFor(session, { do: 'undo-close', step, ...meant })).toBe('cannot-undo-close')
      },
    ),
  )
})

test('the last table whose time is ended closes the step with it, and one undo brings back the time of all', () => {
  const [first, second, third] = [0, 1, 2].map((table) => tableOf(room(), table)) as [string, string, string]
  let session = doing(room(), { do: 'open-step', step: 'rate' }, 0)
  session = doing(session, { do: 'rate', step: 'rate', round: 1, rated: true, answers: [] }, 1000, seatAt(session, 0))
  session = doing(session, { do: 'close-step', step: 'rate', group: second }, 4 * minute)
  session = doing(session, { do: 'close-step', step: 'rate', group: third }, 5 * minute)
  const closed = doing(session, { do: 'close-step', step: 'rate', group: first }, 6 * minute)
  expect(stepOf(closed, 'rate')).toMatchObject({ state: { is: 'closed' }, ended: 6 * minute })
  expect(closed.blind?.map(({ revealed }) => revealed)).toEqual([6 * minute])
  // What would ring then finds nothing to do.
  const rung = timeIsOver(closed, 'rate', 6 * minute)
  for (const meant of [{}, { group: first }]) {
    const back = doing(rung, { do: 'undo-close', step: 'rate', ...meant }, 9 * minute)
    expect([0, 1, 2].map((table) => left(back, table, 9 * minute, 'rate'))).toEqual([14 * minute, -2 * minute, -minute])
    expect(back.blind?.map(({ revealed }) => revealed)).toEqual([null])
  }
  expect(refusedFor(rung, { do: 'undo-close', step: 'rate', group: second })).toBe('cannot-undo-close')
  // While a clock stands still the step waits for it.
  const waits = doing(doing(room(), { do: 'open-step', step }, 0), { do: 'pause-step', step, group: first }, minute)
  const open = [second, third].reduce((one, group) => doing(one, { do: 'close-step', step, group }, 2 * minute), waits)
  expect(stepOf(open).state.is).toBe('open')
})

test('a closing can be taken back only while nothing was opened since, and keeps what was handed in meanwhile', () => {
  const closed = doing(opened(), { do: 'close-step', step }, 5 * minute)
  const handed = doing(closed, { do: 'hand-in', step }, 6 * minute, seatAt(closed, 0))
  const back = doing(handed, { do: 'undo-close', step }, 7 * minute)
  expect([left(back, 0, 7 * minute), stepOf(back).minutes, stepOf(back).handedIn.length]).toEqual([15 * minute, 20, 1])
  const gone = doing(closed, { do: 'open-step', step: 'rate' }, 6 * minute)
  expect(refusedFor(gone, { do: 'undo-close', step })).toBe('cannot-undo-close')
  const over = timeIsOver(doing(opened(), { do: 'close-step', step, group: tableOf(closed, 0) }, minute), step, 20 * minute)
  expect(refusedFor(over, { do: 'undo-close', step, group: tableOf(over, 0) })).toBe('cannot-undo-close')
})

test('what laptops rated alone is shown by a closing, and hidden again when the closing or an opening is taken back', () => {
  let session = doing(room(), { do: 'open-step', step: 'rate' }, 0)
  const rate: Command = { do: 'rate', step: 'rate', round: 1, rated: true, answers: [] }
  for (const table of [0, 1]) session = doing(session, rate, 1000, seatAt(session, table))
  const hidden = (one: Session) => one.blind?.map(({ revealed }) => revealed === null)
  const group = tableOf(session, 0)
  const one = doing(session, { do: 'close-step', step: 'rate', group }, 2000)
  expect(hidden(one)?.toSorted()).toEqual([false, true])
  for (const [shows, takesBack] of [
    [
      { do: 'close-step', step: 'rate', group },
      { do: 'undo-close', step: 'rate', group },
    ],
    [
      { do: 'close-step', step: 'rate' },
      { do: 'undo-close', step: 'rate' },
    ],
    [
      { do: 'open-step', step },
      { do: 'undo-open', step },
    ],
  ] as const) {
    const shown = doing(session, shows, 3000)
    expect(hidden(shown)).toContain(false)
    const back = doing(shown, takesBack, 5000)
    expect(hidden(back)).toEqual([true, true])
    doing(back, rate, 6000, seatAt(back, 0))
  }
})

test('what a table has handed in since stays shown when a closing or an opening is taken back', () => {
  let session = doing(room(), { do: 'open-step', step: 'rate' }, 0)
  const rate: Command = { do: 'rate', step: 'rate', round: 1, rated: true, answers: [] }
  for (const table of [0, 1]) session = doing(session, rate, 1000, seatAt(session, table))
  const group = tableOf(session, 0)
  for (const [shows, takesBack] of [
    [{ do: 'close-step', step: 'rate', group }, { do: 'undo-close', step: 'rate', group }],
    [{ do: 'close-step', step: 'rate' }, { do: 'undo-close', step: 'rate' }],
    [{ do: 'open-step', step }, { do: 'undo-open', step }],
  ] as const) {
    const handed = doing(doing(session, shows, 3000), { do: 'hand-in', step: 'rate' }, 4000, seatAt(session, 0))
    const back = doing(handed, takesBack, 5000)
    const shown = [0, 1].map((table) => roundOf(back, 'rate', tableOf(back, table))?.revealed)
    expect(shown).toEqual([3000, null])
  }
}) // prettier-ignore
