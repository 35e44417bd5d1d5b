import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../shared/refusals.ts'
import { roundOf } from '../../shared/session/blind.ts'
import type { Command } from '../../shared/session/commands.ts'
import { may } from '../../shared/session/may.ts'
import { newSession, takeSeat } from '../../shared/session/new-session.ts'
import { reduce, timeIsOver } from '../../shared/session/reduce.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import { viewFor } from '../../shared/session/view.ts'
import { context } from '../kit/context.ts'

const steps = ['choose', 'rate', 'again']
const exercise = {
  id: 'crime-mapping',
  steps: steps.map((id) => ({ id, minutes: 20, ...(id === 'choose' ? {} : { rating: 'blind' }) })),
} as never
const facilitator: Person = { is: 'facilitator', name: 'F' }
let ids = 0
const newId = () => `id${String(++ids).padStart(5, '0')}`

function sit(session: Session, group: number, people = 1): Session {
  const seat = {
    id: newId(),
    group: session.groups[group]!.id,
    name: 'S',
    people,
    rapporteur: false,
    handRaised: null,
    done: [],
    joined: 0,
  }
  return takeSeat(session, seat)
}

/** `tables` says how many laptops each table has. */
function roomOf(tables: readonly number[]): Session {
  const plan = { id: 's1', code: 'ABCDEF', title: 'T', place: '', created: 0, groups: tables.length, exercises: [exercise] }
  let session = newSession(plan, newId)
  tables.forEach((laptops, group) => {
    for (let laptop = 0; laptop < laptops; laptop++) session = sit(session, group)
  })
  return session
}

const personAt = (session: Session, seat: number): Person => {
  const { id, group } = session.seats[seat % session.seats.length]!
  return { is: 'seat', session: session.id, seat: id, group }
}
const attempt = (session: Session, command: Command, person: Person, now = 1000) =>
  may(person, command, session) ?? reduce(session, command, context({ now, person, newId }))

function doing(session: Session, command: Command, person: Person = facilitator, now = 1000): Session {
  const answer = attempt(session, command, person, now)
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer
}

/** A sheet that can be found in any text: its card is called after the seat, the step and the round. */
const secretOf = (seat: string, step: string) => `secret-${seat}-${step}`
function sheet(session: Session, person: Person, step = 'rate', rated = true): Command {
  const { seat, group } = person as Extract<Person, { is: 'seat' }>
  const round = roundOf(session, step, group)?.round ?? 1
  return { do: 'rate', step, round, rated, answers: [{ card: secretOf(seat, step), field: 'scale', value: 'unknown' }] }
}

type Deed =
  | { readonly does: 'rate'; readonly seat: number; readonly step: string; readonly rated: boolean }
  | { readonly does: 'join'; readonly group: number; readonly people: number }
  | { readonly does: 'end'; readonly step: string }
  | { readonly does: 'command'; readonly seat: number | null; readonly command: Command }

const step = fc.constantFrom(...steps)
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('rate' as const), seat: fc.nat(9), step, rated: fc.boolean() }) },
  fc.record({ does: fc.constant('join' as const), group: fc.nat(2), people: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ does: fc.constant('end' as const), step }),
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('command' as const),
      seat: fc.option(fc.nat(9)),
      command: fc.oneof(
        fc.record({ do: fc.constantFrom('open-step' as const, 'close-step' as const, 'reveal' as const, 'rate-again' as const), step }),
        fc.record({ do: fc.constantFrom('hand-in' as const, 'take-back' as const), step }),
        fc.record({ do: fc.constant('take-rapporteur' as const) }),
        fc.record({ do: fc.constant('reveal-for' as const), step, group: fc.constant(null) }),
      ),
    }),
  },
)

function after(session: Session, one: Deed): Session {
  if (one.does === 'join') return sit(session, one.group, one.people)
  if (one.does === 'end') return timeIsOver(session, one.step, 1000)
  const person = one.does === 'command' && one.seat === null ? facilitator : personAt(session, one.seat ?? 0)
  const answer = attempt(session, one.does === 'rate' ? sheet(session, person, one.step, one.rated) : one.command, person)
  return isRefusal(answer) ? session : answer
}

/** The law: who may read which sheet in what they are sent. */
function leaksOf(session: Session, look: typeof viewFor): string[] {
  const people: Person[] = [facilitator, { is: 'plenary', session: session.id }, { is: 'nobody' }]
  const everybody = [...people, ...session.seats.map((_, index) => personAt(session, index))]
  return everybody.flatMap((person) => {
    const seen = JSON.stringify(look(person, session))
    return session.seats.flatMap(({ id, group }) =>
      steps.flatMap((name) => {
        const round = roundOf(session, name, group)
        const own = person.is === 'seat' && person.seat === id
        const atTable = person.is === 'seat' && person.group === group && round !== undefined && round.revealed !== null
        return seen.includes(secretOf(id, name)) && !own && !atTable ? [`${person.is} reads ${secretOf(id, name)}`] : []
      }),
    )
  })
}

const neverLeaks = (look: typeof viewFor) =>
  fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
    let session = doing(roomOf([3, 2, 1]), { do: 'open-step', step: 'rate' })
    for (const one of deeds) {
      session = after(session, one)
      expect(leaksOf(session, look)).toEqual([])
    }
  })

describe('blind ratings', () => {
  test('no view holds a value before the table looks at all of them, whoever comes late and whatever is opened or closed', () => {
    fc.assert(neverLeaks(viewFor))
  })

  test('control: a view that passes the rounds on as they are is found out', () => {
    const leaking: typeof viewFor = (person, session) => ({ ...viewFor(person, session), blind: session.blind ?? [] })
    expect(() => fc.assert(neverLeaks(leaking))).toThrow(/Property failed/)
  })

  test('control: a view that forgets the group is found out', () => {
    const leaking: typeof viewFor = (person, session) => ({
      ...viewFor(person, session),
      blind: (session.blind ?? []).filter((round) => round.revealed !== null),
    })
    expect(() => fc.assert(neverLeaks(leaking))).toThrow(/Property failed/)
  })

  test('a closed step hides nothing from its own table, and each seat has one sheet a round', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
        let session = doing(roomOf([3, 2, 1]), { do: 'open-step', step: 'rate' })
        for (const one of deeds) session = after(session, one)
        for (const round of session.blind ?? []) {
          const run = session.agenda[0]!.steps.find(({ id }) => id === round.step)!
          if (run.state.is === 'closed') expect(round.revealed).not.toBeNull()
          expect(new Set(round.sheets.map(({ seat }) => seat)).size).toBe(round.sheets.length)
        }
        const names = (session.blind ?? []).map((round) => `${round.step} ${round.group}`)
        expect(new Set(names).size).toBe(names.length)
      }),
    )
  })
})

describe('the commands of a blind step', () => {
  const open = () => doing(roomOf([3, 2]), { do: 'open-step', step: 'rate' })
  const ratedBy = (session: Session, ...seats: number[]) =>
    seats.reduce((now, seat) => doing(now, sheet(now, personAt(now, seat)), personAt(now, seat)), session)
  const seen = (session: Session, seat: number) => viewFor(personAt(session, seat), session).blind[0]

  test('whoever hands in reveals at any time, others once all have rated, and one table at a time', () => {
    const two = ratedBy(open(), 0, 1, 3)
    expect(attempt(two, { do: 'reveal', step: 'rate' }, personAt(two, 1))).toMatchObject({ refused: 'not-all-rated' })
    const shown = doing(two, { do: 'reveal', step: 'rate' }, personAt(two, 0))
    expect(seen(shown, 1)?.sheets.flatMap(({ answers }) => answers)).toHaveLength(2)
    expect(seen(shown, 3)?.revealed).toBeNull()
    const all = ratedBy(two, 2)
    expect(seen(doing(all, { do: 'reveal', step: 'rate' }, personAt(all, 1)), 2)?.revealed).toBe(1000)
  })

  test('a late seat has to rate as well, and sees everything once it is shown', () => {
    const late = sit(ratedBy(open(), 0, 1, 2), 0)
    expect(attempt(late, { do: 'reveal', step: 'rate' }, personAt(late, 1))).toMatchObject({ refused: 'not-all-rated' })
    const shown = doing(late, { do: 'reveal', step: 'rate' }, personAt(late, 0))
    expect(seen(shown, 5)?.sheets).toHaveLength(3)
    expect(attempt(shown, sheet(shown, personAt(shown, 5)), personAt(shown, 5))).toMatchObject({ refused: 'already-revealed' })
  })

  test('the sheet of a laptop that went away stays, and the one it joins again with is another', () => {
    const back = sit(ratedBy(open(), 0), 0)
    expect(seen(back, 5)?.sheets).toEqual([{ seat: back.seats[0]!.id, rated: true, answers: [] }])
  })

  test('a laptop that joins again at its table goes on with its sheet; at another table it has none', () => {
    const rated = ratedBy(open(), 0, 1)
    const [left] = rated.seats
    const again = (group: string) => takeSeat(rated, { ...left!, id: 'again', group, rapporteur: false }, left!.id)
    const back = again(left!.group)
    expect(roundOf(back, 'rate', left!.group)?.sheets.map(({ seat }) => seat)).toEqual(['again', rated.seats[1]!.id])
    const rerated = doing(back, sheet(back, personAt(back, 4)), personAt(back, 4))
    expect(roundOf(rerated, 'rate', left!.group)?.sheets).toHaveLength(2)
    const elsewhere = again(rated.groups[1]!.id)
    expect(roundOf(elsewhere, 'rate', left!.group)?.sheets.map(({ seat }) => seat)).toEqual([left!.id, rated.seats[1]!.id])
  })

  test('the facilitator shows all tables theirs, and closing a step does so by itself', () => {
    const two = ratedBy(open(), 0, 3)
    for (const command of [{ do: 'reveal-for', step: 'rate', group: null } as const, { do: 'close-step', step: 'rate' } as const]) {
      const shown = doing(two, command)
      expect([seen(shown, 1)?.revealed, seen(shown, 4)?.revealed]).toEqual([1000, 1000])
      expect(viewFor(facilitator, shown).blind.flatMap(({ sheets }) => sheets.flatMap(({ answers }) => answers))).toEqual([])
    }
    expect(timeIsOver(two, 'rate', 5).blind?.map(({ revealed }) => revealed)).toEqual([5, 5])
  })

  test('rating again starts from what was said, hides it anew, keeps the first round and takes no sheet of an earlier one', () => {
    const first = ratedBy(open(), 0, 1, 2)
    const rapporteur = personAt(first, 0)
    expect(attempt(first, { do: 'rate-again', step: 'rate' }, rapporteur)).toMatchObject({ refused: 'not-revealed' })
    const again = doing(doing(first, { do: 'reveal', step: 'rate' }, rapporteur), { do: 'rate-again', step: 'rate' }, rapporteur)
    expect(seen(again, 1)).toMatchObject({ round: 2, revealed: null })
    expect(seen(again, 1)?.sheets.map(({ answers }) => answers.length)).toEqual([0, 1, 0])
    expect(again.blind?.[0]?.first).toEqual(first.blind?.[0]?.sheets)
    const late = { ...sheet(again, personAt(again, 1)), round: 1 } as Command
    expect(attempt(again, late, personAt(again, 1))).toMatchObject({ refused: 'already-revealed' })
  })

  test('what a table was shown stays as it was when one of its laptops goes on as another; rated anew it counts once', () => {
    const rated = ratedBy(open(), 0, 1, 2)
    const [x, y, z] = rated.seats.map(({ id }) => id)
    const goesOn = (session: Session) => doing(session, { do: 'take-over-seat', seat: x!, from: y! })
    const seatsIn = (session: Session, of: 'sheets' | 'first' = 'sheets') => session.blind?.[0]?.[of]?.map(({ seat }) => seat)
    expect(seatsIn(goesOn(rated))).toEqual([x, z])
    const shown = doing(rated, { do: 'reveal', step: 'rate' }, personAt(rated, 0))
    expect(goesOn(shown).blind).toEqual(shown.blind)
    const again = (session: Session) => doing(session, { do: 'rate-again', step: 'rate' }, personAt(session, 0))
    for (const twice of [again(goesOn(shown)), goesOn(again(shown))])
      expect([seatsIn(twice), seatsIn(twice, 'first')]).toEqual([[x, z], [x, y, z]]) // prettier-ignore
    const opened = doing(rated, { do: 'open-step', step: 'choose' })
    expect(seatsIn(doing(goesOn(opened), { do: 'undo-open', step: 'choose' }))).toEqual([x, z])
  })

  test('what is not open, or not blind, is not rated alone', () => {
    const room = roomOf([2])
    expect(attempt(room, sheet(room, personAt(room, 0)), personAt(room, 0))).toMatchObject({ refused: 'step-not-open' })
    const other = doing(room, { do: 'open-step', step: 'choose' })
    for (const command of [sheet(other, personAt(other, 0), 'choose'), { do: 'reveal', step: 'choose' } as const])
      expect(attempt(other, command, personAt(other, 0))).toMatchObject({ refused: 'not-blind' })
  })
})
