import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRefusal } from '../../shared/refusals.ts'
import type { Command } from '../../shared/session/commands.ts'
import { messagesFor } from '../../shared/session/messages.ts'
import { newSession, takeSeat } from '../../shared/session/new-session.ts'
import { plannedSteps } from '../../shared/session/plan.ts'
import { reduce } from '../../shared/session/reduce.ts'
import { regroup } from '../../shared/session/regroup.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import { leftFor } from '../../shared/session/clocks.ts'
import { resultOf } from '../../shared/session/vote-result.ts'
import { viewFor } from '../../shared/session/view.ts'
import { context } from '../kit/context.ts'

const minute = 60_000
const exercises = [
  { id: 'mapping', steps: ['choose', 'rate'].map((id) => ({ id, minutes: 20 })) },
  { id: 'plan', steps: [{ id: 'draft', minutes: 30 }] },
] as never
const facilitator: Person = { is: 'facilitator', name: 'Nino' }

function roomOf(groups: number, seatsEach = 2): Session {
  let count = 0
  const newId = () => `id${String(++count).padStart(4, '0')}`
  let session = newSession({ id: 'session1', code: 'ABCDEF', title: 'T', place: '', created: 0, groups, exercises }, newId)
  for (const { id: group } of session.groups)
    for (let seat = 0; seat < seatsEach; seat++)
      session = takeSeat(session, { id: newId(), group, name: `S${seat}`, people: 2, rapporteur: false, handRaised: null, done: [], joined: seat }) // prettier-ignore
  return session
}

function doing(session: Session, command: Command, now = 0, person: Person = facilitator): Session {
  const answer = reduce(session, command, context({ now, person, name: 'Nino' }))
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer
}
const refusedFor = (session: Session, command: Command, person: Person = facilitator) => {
  const answer = reduce(session, command, context({ person }))
  return isRefusal(answer) ? answer.refused : null
}
const stepOf = (session: Session, id: string) => session.agenda.flatMap((item) => item.steps).find((step) => step.id === id)!
const personAt = (session: Session, index: number): Person => {
  const { id, group } = session.seats[index]!
  return { is: 'seat', session: session.id, seat: id, group }
}

test('a paused clock loses nothing, however often and long it is stopped, and extra minutes of one table stay', () => {
  const pauses = fc.array(fc.tuple(fc.integer({ min: 0, max: minute }), fc.integer({ min: 0, max: 60 * minute })), { maxLength: 6 })
  fc.assert(
    fc.property(pauses, (times) => {
      let session = doing(roomOf(3), { do: 'open-step', step: 'choose', minutes: 20 })
      const group = session.groups[1]!.id
      session = doing(session, { do: 'extend-step', step: 'choose', minutes: 5, group })
      let [now, worked] = [0, 0]
      for (const [work, rest] of times) {
        now += work
        worked += work
        session = doing(session, { do: 'pause-step', step: 'choose' }, now)
        now += rest
        expect(leftFor(stepOf(session, 'choose'), group, now)).toBe(25 * minute - worked)
        session = doing(session, { do: 'resume-step', step: 'choose' }, now)
      }
      expect(leftFor(stepOf(session, 'choose'), null, now)).toBe(20 * minute - worked)
      expect(leftFor(stepOf(session, 'choose'), group, now)).toBe(25 * minute - worked)
    }),
  )
})

test('the last minute is the same for all, and nobody gets time by it', () => {
  let session = doing(roomOf(2), { do: 'open-step', step: 'choose', minutes: 20 })
  session = doing(session, { do: 'extend-step', step: 'choose', minutes: 5, group: session.groups[0]!.id })
  const wound = doing(doing(session, { do: 'pause-step', step: 'choose' }, minute), { do: 'wind-up', step: 'choose' }, 2 * minute)
  for (const { id } of wound.groups) expect(leftFor(stepOf(wound, 'choose'), id, 2 * minute)).toBe(minute)
  const late = doing(session, { do: 'wind-up', step: 'choose' }, 20 * minute - 5000)
  expect(leftFor(stepOf(late, 'choose'), null, 20 * minute - 5000)).toBe(5000)
  expect(refusedFor(session, { do: 'wind-up', step: 'rate' })).toBe('step-not-open')
})

test('a lock is seen by its table alone, and ends when the step is opened again', () => {
  let session = doing(roomOf(2), { do: 'open-step', step: 'choose' })
  const [first, second] = session.groups.map(({ id }) => id) as [string, string]
  session = doing(session, { do: 'lock-step', step: 'choose', group: first, locked: true })
  const seenBy = (person: Person) => viewFor(person, session).agenda[0]!.steps[0]!.locked
  expect([seenBy(personAt(session, 0)), seenBy(personAt(session, 2)), seenBy(facilitator)]).toEqual([[first], undefined, [first]])
  session = doing(session, { do: 'lock-step', step: 'choose', group: null, locked: true })
  expect(stepOf(session, 'choose').locked).toEqual([first, second])
  expect(stepOf(doing(session, { do: 'lock-step', step: 'choose', group: null, locked: false }), 'choose')).not.toHaveProperty('locked')
  expect(stepOf(doing(session, { do: 'open-step', step: 'choose' }), 'choose')).not.toHaveProperty('locked')
  expect(refusedFor(session, { do: 'lock-step', step: 'choose', group: 'none', locked: true })).toBe('unknown-group')
})

test('an opening that is taken back gives the step before it its time again, and keeps what was handed in meanwhile', () => {
  let session = doing(roomOf(2), { do: 'open-step', step: 'choose', minutes: 20 })
  session = doing(session, { do: 'extend-step', step: 'choose', minutes: 5, group: session.groups[1]!.id }, minute)
  const before = session
  session = doing(session, { do: 'open-step', step: 'rate' }, 5 * minute)
  session = doing(session, { do: 'hand-in', step: 'choose' }, 6 * minute, personAt(session, 0))
  const undone = doing(session, { do: 'undo-open', step: 'rate' }, 7 * minute)
  expect(stepOf(undone, 'rate')).toEqual(stepOf(before, 'rate'))
  for (const group of [null, ...undone.groups.map(({ id }) => id)])
    expect(leftFor(stepOf(undone, 'choose'), group, 7 * minute)).toBe(leftFor(stepOf(before, 'choose'), group, 5 * minute))
  expect(stepOf(undone, 'choose').handedIn).toHaveLength(1)
  expect(refusedFor(undone, { do: 'undo-open', step: 'rate' })).toBe('cannot-undo-open')
  expect(refusedFor(doing(session, { do: 'close-step', step: 'rate' }), { do: 'undo-open', step: 'rate' })).toBe('cannot-undo-open')
})

test('a message reaches those it was sent to and no late comer; who has read it is told to the facilitator alone', () => {
  let session = roomOf(2)
  const group = session.groups[1]!.id
  session = doing(session, { do: 'say', message: 'all', text: 'Coffee', to: null }, 10)
  session = doing(session, { do: 'say', message: 'one', text: 'Come to the front', to: group }, 20)
  session = takeSeat(session, { ...session.seats[2]!, id: 'late', joined: 30 })
  const told = (person: Person) => messagesFor(person, session).map(({ id }) => id)
  expect([told(personAt(session, 0)), told(personAt(session, 2)), told({ is: 'seat', session: session.id, seat: 'late', group })]).toEqual([
    ['all'],
    ['all', 'one'],
    [],
  ])
  for (const index of [0, 2, 2]) session = doing(session, { do: 'mark-read', message: 'all' }, 40, personAt(session, index))
  expect(messagesFor(facilitator, session)[0]!.read).toEqual([session.seats[0]!.id, session.seats[2]!.id])
  expect(messagesFor(personAt(session, 0), session)[0]!.read).toEqual([session.seats[0]!.id])
  expect(refusedFor(session, { do: 'mark-read', message: 'one' }, personAt(session, 0))).toBe('unknown-message')
  session = doing(session, { do: 'unsay', message: 'all' })
  expect(told(personAt(session, 0))).toEqual([])
  expect(messagesFor({ is: 'plenary', session: session.id }, session)).toEqual([])
})

test('a second call to the front does not begin the count-down anew', () => {
  const called = doing(roomOf(1), { do: 'summon' }, 1000)
  expect(doing(called, { do: 'summon' }, 2000).summons).toEqual({ at: 1000, by: 'Nino' })
  expect(viewFor(personAt(called, 0), called).summons?.at).toBe(1000)
  expect(viewFor(facilitator, doing(called, { do: 'let-go' })).summons).toBeNull()
})

test('the order of the day is what its lines say: a step that no line names is left out', () => {
  const session = roomOf(1)
  expect(plannedSteps(session)).toEqual(['choose', 'rate', 'draft'])
  const title = { en: 'Line', ru: 'Строка' }
  const lines = [
    { at: '09:00', minutes: 30, title, exercise: 'plan' },
    { at: '', minutes: 15, title },
    { at: '', minutes: 20, title, exercise: 'mapping', steps: ['rate'] },
  ]
  const changed = doing(session, { do: 'set-agenda', days: [{ title, lines }], minutes: { rate: 7 } })
  expect(plannedSteps(changed)).toEqual(['draft', 'rate'])
  expect(stepOf(changed, 'rate').minutes).toBe(7)
  // A step that is open keeps its minutes: its clock is changed by extending it.
  expect(stepOf(doing(doing(changed, { do: 'open-step', step: 'rate' }), { do: 'set-agenda', days: [{ title, lines }], minutes: { rate: 9 } }), 'rate').minutes).toBe(7) // prettier-ignore
  const again = { ...lines[2]!, steps: ['rate'] }
  expect(refusedFor(session, { do: 'set-agenda', days: [{ title, lines: [...lines, again] }], minutes: {} })).toBe('step-twice')
  expect(refusedFor(session, { do: 'set-agenda', days: [{ title, lines: [{ ...again, steps: ['none'] }] }], minutes: {} })).toBe(
    'unknown-step',
  )
  expect(refusedFor(session, { do: 'set-agenda', days: [{ title, lines: [{ ...again, exercise: 'none' }] }], minutes: {} })).toBe(
    'unknown-exercise',
  )
})

test('seats that move: nobody is lost, and exactly one of each table that has laptops hands in', () => {
  const start = roomOf(4, 3)
  const target = fc.array(fc.tuple(fc.nat(11), fc.nat(3)), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(target, (moves) => {
      const moved = doing(start, { do: 'move-seats', moves: moves.map(([seat, group]) => ({ seat: start.seats[seat]!.id, group: start.groups[group]!.id })) }) // prettier-ignore
      expect(moved.seats.map(({ id }) => id)).toEqual(start.seats.map(({ id }) => id))
      for (const { id } of moved.groups) {
        const here = moved.seats.filter(({ group }) => group === id)
        expect(here.filter(({ rapporteur }) => rapporteur)).toHaveLength(here.length > 0 ? 1 : 0)
      }
    }),
  )
  expect(refusedFor(start, { do: 'move-seats', moves: [{ seat: start.seats[0]!.id, group: 'none' }] })).toBe('unknown-group')
})

test('tables made anew differ by one laptop at most; jigsaw spreads every old table as far as it goes', () => {
  const seats = fc.array(fc.nat(5), { maxLength: 60 })
  fc.assert(
    fc.property(seats, fc.integer({ min: 1, max: 6 }), fc.constantFrom('shuffle' as const, 'jigsaw' as const), fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (tables, count, rule, chances) => {
      const groups = Array.from({ length: count }, (_, index) => ({ id: `g${index}` }))
      const placed = tables.map((table, index) => ({ id: `s${index}`, group: `g${table % count}` }))
      const moves = regroup(placed, groups, rule, () => chances.next().value as number)
      expect(moves.map(({ seat }) => seat).sort()).toEqual(placed.map(({ id }) => id).sort())
      const sizes = groups.map(({ id }) => moves.filter(({ group }) => group === id).length)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      if (rule !== 'jigsaw') return
      for (const { id: old } of groups) {
        const from = placed.filter(({ group }) => group === old).map(({ id }) => id)
        for (const { id } of groups)
          expect(moves.filter(({ seat, group }) => group === id && from.includes(seat)).length).toBeLessThanOrEqual(Math.ceil(from.length / count))
      }
    }),
  ) // prettier-ignore
})

test('another laptop goes on as a seat: marks, ballot and the right to hand in come along, once', () => {
  let session = roomOf(1, 2)
  const [first, second] = session.seats.map(({ id }) => id) as [string, string]
  const items = ['a:1', 'a:2'].map((cluster) => ({ cluster, kind: 'market', title: { by: 'group' as const, text: cluster } }))
  session = doing(session, { do: 'open-vote', vote: 'v', exercise: 'mapping', question: 'Which?', way: 'dots', dots: 3, items })
  session = doing(session, { do: 'vote', vote: 'v', done: true, answers: [{ item: 'a:1', value: 2 }] }, 0, personAt(session, 0))
  session = doing(session, { do: 'done', step: 'choose', done: true }, 0, personAt(session, 0))
  const over = doing(session, { do: 'take-over-seat', seat: second, from: first })
  expect(over.seats).toMatchObject([{ id: second, name: 'S0', rapporteur: true, done: ['choose'] }])
  expect(over.votes![0]!.ballots).toMatchObject([{ seat: second, answers: [{ item: 'a:1', value: 2 }] }])
  expect(refusedFor(over, { do: 'take-over-seat', seat: second, from: first })).toBe('unknown-seat')
})

test('a vote that is closed comes to the same when one of its laptops goes on as another that voted too; voted on, it counts once', () => {
  let session = roomOf(1, 3)
  const [x, y] = session.seats.map(({ id }) => id) as [string, string]
  const items = ['a:1', 'a:2'].map((cluster) => ({ cluster, kind: 'market', title: { by: 'group' as const, text: cluster } }))
  session = doing(session, { do: 'open-vote', vote: 'v', exercise: 'mapping', question: 'Which?', way: 'dots', dots: 3, items })
  for (const seat of [0, 1, 2])
    session = doing(session, { do: 'vote', vote: 'v', done: true, answers: [{ item: 'a:1', value: seat + 1 }] }, 0, personAt(session, seat))
  const pointsIn = ({ votes }: Session) => resultOf(votes![0]!).rows.map(({ points }) => points)
  const closed = doing(session, { do: 'close-vote', vote: 'v' })
  const over = doing(closed, { do: 'take-over-seat', seat: x, from: y })
  expect(pointsIn(closed)).toEqual([6, 0])
  expect(resultOf(over.votes![0]!)).toEqual(resultOf(closed.votes![0]!))
  // Open, or open again, it has one ballot: that of the laptop which goes on.
  const open = doing(session, { do: 'take-over-seat', seat: x, from: y })
  expect(pointsIn(doing(open, { do: 'close-vote', vote: 'v' }))).toEqual([4, 0])
  expect(pointsIn(doing(doing(over, { do: 'reopen-vote', vote: 'v' }), { do: 'close-vote', vote: 'v' }))).toEqual([4, 0])
})

test('a laptop that joins its table again has its ballot and what it has read; joining once more changes neither that nor whose it was', () => {
  let session = roomOf(1, 2)
  const [first] = session.seats
  const items = ['a:1', 'a:2'].map((cluster) => ({ cluster, kind: 'market', title: { by: 'group' as const, text: cluster } }))
  session = doing(session, { do: 'open-vote', vote: 'v', exercise: 'mapping', question: 'Which?', way: 'dots', dots: 3, items })
  session = doing(session, { do: 'vote', vote: 'v', done: true, answers: [{ item: 'a:1', value: 2 }] }, 0, personAt(session, 0))
  session = doing(session, { do: 'say', message: 'm', text: 'Coffee', to: null }, 10)
  session = doing(session, { do: 'mark-read', message: 'm' }, 11, personAt(session, 0))
  const fresh = { ...first!, id: 'fresh', handRaised: null, done: [], joined: 20 }
  const joined = takeSeat(session, fresh, first!.id)
  expect(joined.votes![0]!.ballots).toMatchObject([{ seat: 'fresh', answers: [{ item: 'a:1', value: 2 }] }])
  expect(joined.messages![0]!.read).toEqual(['fresh'])
  const marked = doing(doing(joined, { do: 'raise-hand' }, 21, personAt(joined, 1)), { do: 'done', step: 'choose', done: true }, 21, personAt(joined, 1)) // prettier-ignore
  const again = takeSeat(marked, { ...fresh, people: 3, joined: 30 }, first!.id)
  expect(again.seats.find(({ id }) => id === 'fresh')).toMatchObject({
    people: 3,
    was: [first!.id],
    joined: 20,
    handRaised: 21,
    done: ['choose'],
  })
  expect(again.votes![0]!.ballots).toHaveLength(1)
  const moved = takeSeat(again, { ...fresh, group: 'elsewhere', joined: 40 }, null)
  expect(moved.seats.find(({ id }) => id === 'fresh')).toEqual({ ...fresh, group: 'elsewhere', joined: 40, rapporteur: true })
})

test('a join that is sent again takes the right to hand in from nobody', () => {
  const session = roomOf(1, 2)
  const fresh = { ...session.seats[0]!, id: 'fresh', rapporteur: true }
  const joined = takeSeat(session, fresh, fresh.id)
  const mate = joined.seats.findIndex(({ id }) => id !== 'fresh')
  const passed = doing(joined, { do: 'take-rapporteur' }, 0, personAt(joined, mate))
  const handsIn = ({ seats }: typeof session) => seats.filter(({ rapporteur }) => rapporteur).map(({ id }) => id)
  expect(handsIn(joined)).toEqual(['fresh'])
  expect(handsIn(takeSeat(passed, fresh, fresh.id))).toEqual(handsIn(passed))
})

test('whoever hands in passes that on within the table', () => {
  const session = roomOf(2)
  const passed = doing(session, { do: 'pass-rapporteur', seat: session.seats[1]!.id }, 0, personAt(session, 0))
  expect(passed.seats.map(({ rapporteur }) => rapporteur)).toEqual([false, true, true, false])
  expect(refusedFor(session, { do: 'pass-rapporteur', seat: session.seats[2]!.id }, personAt(session, 0))).toBe('unknown-seat')
})
