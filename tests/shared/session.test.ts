import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../shared/refusals.ts'
import { commandSchema, parseEnvelope, type Command } from '../../shared/session/commands.ts'
import { commandAccess, boardRights, may } from '../../shared/session/may.ts'
import { newSession, takeSeat } from '../../shared/session/new-session.ts'
import { reduce } from '../../shared/session/reduce.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import { untilFor } from '../../shared/session/clocks.ts'
import { viewFor } from '../../shared/session/view.ts'
import { currentStep, openSteps, tablesIn } from '../../shared/session/whereabouts.ts'
import { context } from '../kit/context.ts'

const steps = ['choose', 'rate']
const exercise = { id: 'crime-mapping', steps: steps.map((id) => ({ id, minutes: 20 })) } as never

/** Ids that tell themselves apart and can be found in a serialised view: none of one sort is a part of one of another. */
function counter(sort = 'first') {
  let count = 0
  return () => `${sort}${String(++count).padStart(4, '0')}`
}

function roomOf(groups: number, seatsEach: number): Session {
  const newId = counter()
  let session = newSession({ id: 'session1', code: 'ABCDEF', title: 'T', place: '', created: 0, groups, exercises: [exercise] }, newId)
  for (const group of session.groups)
    for (let seat = 0; seat < seatsEach; seat++)
      session = takeSeat(session, {
        id: newId(),
        group: group.id,
        name: `Seat ${seat}`,
        people: 2,
        rapporteur: false,
        handRaised: null,
        done: [],
        joined: 0,
      })
  return session
}

const facilitator: Person = { is: 'facilitator', name: 'F' }
const seatPerson = (session: Session, index: number): Person => {
  const seat = session.seats[index % session.seats.length]!
  return { is: 'seat', session: session.id, seat: seat.id, group: seat.group }
}

const arbitraryCommand = (session: Session): fc.Arbitrary<{ person: Person; command: Command }> => {
  const step = fc.constantFrom(...steps, 'nowhere')
  const group = fc.constantFrom(...session.groups.map((one) => one.id), 'nobody')
  const key = fc.constantFrom('a:1', 'a:2', 'b:1')
  const decision = fc.constantFrom('d1', 'd2', 'd3')
  const command: fc.Arbitrary<Command> = fc.oneof(
    fc.record({ do: fc.constant('open-step' as const), step, minutes: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ do: fc.constant('open-step' as const), step, groups: fc.array(group, { minLength: 1, maxLength: 3 }) }),
    fc.record({ do: fc.constant('give-material' as const), step, group, text: fc.constantFrom('', 'Case'), part: fc.constant(null) }),
    fc.record({ do: fc.constant('extend-step' as const), step, minutes: fc.integer({ min: -5, max: 10 }), group: fc.option(group) }),
    fc.record({ do: fc.constant('close-step' as const), step }),
    fc.record({
      do: fc.constant('show' as const),
      plenary: fc.oneof(
        fc.constantFrom(undefined, 'crime-mapping', 'elsewhere').map((exercise) => ({ shows: 'merged' as const, exercise })),
        group.map((one) => ({ shows: 'board' as const, group: one })),
      ),
    }),
    fc.record({
      do: fc.constant('decide' as const),
      decision,
      what: fc.record({ act: fc.constant('join' as const), keys: fc.array(key, { minLength: 1, maxLength: 3 }) }),
    }),
    fc.record({ do: fc.constantFrom('undo-decision' as const, 'redo-decision' as const), decision }),
    fc.record({ do: fc.constantFrom('raise-hand' as const, 'lower-hand' as const, 'take-rapporteur' as const, 'add-group' as const) }),
    fc.record({ do: fc.constant('done' as const), step, done: fc.boolean() }),
    fc.record({ do: fc.constantFrom('hand-in' as const, 'take-back' as const), step }),
    fc.record({ do: fc.constant('undo-open' as const), step }),
    fc.record(
      {
        do: fc.constantFrom(
          'pause-step' as const,
          'resume-step' as const,
          'wind-up' as const,
          'close-step' as const,
          'undo-close' as const,
        ),
        step,
        group,
      },
      { requiredKeys: ['do', 'step'] },
    ),
    fc.record({ do: fc.constant('lock-step' as const), step, group: fc.option(group), locked: fc.boolean() }),
    fc.record({ do: fc.constant('say' as const), message: decision, text: fc.constant('Coffee'), to: fc.option(group) }),
    fc.record({ do: fc.constantFrom('mark-read' as const, 'unsay' as const), message: decision }),
    fc.record({ do: fc.constantFrom('summon' as const, 'let-go' as const) }),
    fc.record({
      do: fc.constant('set-attribution' as const),
      to: fc.constantFrom('none' as const, 'group' as const),
      typed: fc.constantFrom('', session.title),
    }),
    fc.record({ do: fc.constant('pass-rapporteur' as const), seat: fc.constantFrom(...session.seats.map((one) => one.id)) }),
  )
  return fc.record({
    person: fc.oneof(
      fc.constant(facilitator),
      fc.nat(5).map((index) => seatPerson(session, index)),
    ),
    command,
  })
}

describe('a session under any commands', () => {
  const start = roomOf(3, 2)

  test('has no open step without a table, none in two, loses no seat, counts its revisions, and a refusal changes nothing', () => {
    fc.assert(
      fc.property(fc.array(arbitraryCommand(start), { maxLength: 40 }), (commands) => {
        const newId = counter()
        let session = start
        commands.forEach(({ person, command }, index) => {
          const before = JSON.stringify(session)
          const answer =
            may(person, command, session) ?? reduce(session, command, context({ now: index * 1000, person, newId: () => `x${newId()}` }))
          expect(JSON.stringify(session)).toBe(before)
          if (isRefusal(answer)) return
          expect(answer.revision).toBe(session.revision + 1)
          session = answer
          const tables = openSteps(session).map(({ id }) => tablesIn(session, id).map((one) => one.id))
          expect(tables.every((some) => some.length > 0)).toBe(true)
          expect(new Set(tables.flat()).size).toBe(tables.flat().length)
          expect(session.seats).toHaveLength(start.seats.length)
          for (const group of session.groups)
            expect(session.seats.filter((seat) => seat.group === group.id && seat.rapporteur).length).toBeLessThanOrEqual(1)
          for (const step of session.agenda[0]!.steps)
            expect(new Set(step.handedIn.map((one) => one.group)).size).toBe(step.handedIn.length)
        })
      }),
    )
  })

  test("a seat's view never holds another group's board, seats or the decisions", () => {
    fc.assert(
      fc.property(fc.array(arbitraryCommand(start), { maxLength: 20 }), fc.nat(5), (commands, index) => {
        let session = start
        const newId = counter('later')
        for (const { person, command } of commands) {
          if (may(person, command, session)) continue
          const answer = reduce(session, command, context({ person, newId }))
          if (!isRefusal(answer)) session = answer
        }
        const person = seatPerson(session, index)
        const seen = JSON.stringify(viewFor(person, session))
        for (const [group, board] of Object.entries(session.agenda[0]!.boards)) {
          const own = person.is === 'seat' && person.group === group
          expect(seen.includes(board)).toBe(own)
          expect(boardRights(person, group, session)).toBe(own ? 'write' : null)
        }
        expect(viewFor(person, session).decisions).toEqual([])
      }),
    )
  })

  test('control: a view that holds them is found out', () => {
    const seen = JSON.stringify(viewFor(facilitator, start))
    for (const board of Object.values(start.agenda[0]!.boards)) expect(seen).toContain(board)
  })
})

test('who handed in is told by name to its own table and the facilitator alone', () => {
  const session = roomOf(2, 1)
  const open = reduce(session, { do: 'open-step', step: 'choose' }, context()) as Session
  const done = reduce(open, { do: 'hand-in', step: 'choose' }, context({ person: seatPerson(open, 0) })) as Session
  const seenBy = (person: Person) => viewFor(person, done).agenda[0]!.steps[0]!.handedIn.map((one) => one.by)
  expect(seenBy(seatPerson(done, 0))).toEqual(['Seat 0'])
  expect(seenBy(facilitator)).toEqual(['Seat 0'])
  expect(seenBy(seatPerson(done, 1))).toEqual([''])
  expect(seenBy({ is: 'plenary', session: done.id })).toEqual([''])
})

describe('commands', () => {
  const session = roomOf(2, 2)
  const doing = (from: Session, command: Command, person: Person = facilitator, now = 0): Session => {
    const answer = reduce(from, command, context({ now, person, newId: counter() }))
    if (isRefusal(answer)) throw new Error(answer.refused)
    return answer
  }

  test('opening a step closes the one before, softly', () => {
    const second = doing(doing(session, { do: 'open-step', step: 'choose' }), { do: 'open-step', step: 'rate' }, facilitator, 5000)
    expect(second.agenda[0]!.steps.map((step) => step.state.is)).toEqual(['closed', 'open'])
    expect(currentStep(second)?.step.id).toBe('rate')
  })

  test('the room is where a step was opened last, also when it was an earlier one', () => {
    const both = doing(doing(session, { do: 'open-step', step: 'choose' }), { do: 'open-step', step: 'rate' })
    const again = doing(both, { do: 'open-step', step: 'choose' })
    expect(currentStep(again)?.step.id).toBe('choose')
    expect(currentStep(doing(again, { do: 'close-step', step: 'choose' }))?.step.id).toBe('choose')
    // A session of before does not know what was opened when.
    const steps = both.agenda[0]!.steps.map(({ opened: _, ...step }) => step)
    const old = doing({ ...both, agenda: [{ ...both.agenda[0]!, steps }] }, { do: 'close-step', step: 'rate' })
    expect(currentStep(old)?.step.id).toBe('rate')
  })

  test('nobody is done with a step that the session does not have', () => {
    const person = seatPerson(session, 0)
    expect(doing(session, { do: 'done', step: 'rate', done: true }, person).seats[0]!.done).toEqual(['rate'])
    expect(reduce(session, { do: 'done', step: 'nowhere', done: true }, context({ person, newId: counter() }))).toMatchObject({
      refused: 'unknown-step',
    })
  })

  test('one table gets more time and can lose it again', () => {
    const group = session.groups[0]!.id
    const opened = doing(session, { do: 'open-step', step: 'choose', minutes: 10 })
    const more = doing(opened, { do: 'extend-step', step: 'choose', minutes: 5, group })
    const step = more.agenda[0]!.steps[0]!
    expect(untilFor(step, group)).toBe(15 * 60_000)
    expect(untilFor(step, session.groups[1]!.id)).toBe(10 * 60_000)
    expect(doing(more, { do: 'extend-step', step: 'choose', minutes: -5, group }).agenda[0]!.steps[0]!.extra).toEqual({})
  })

  test('only the rapporteur of a table hands in, once, and may take it back', () => {
    const opened = doing(session, { do: 'open-step', step: 'choose' })
    const [first, second] = [seatPerson(session, 0), seatPerson(session, 1)]
    expect(may(second, { do: 'hand-in', step: 'choose' }, opened)).toMatchObject({ refused: 'not-allowed' })
    const handed = doing(opened, { do: 'hand-in', step: 'choose' }, first)
    expect(reduce(handed, { do: 'hand-in', step: 'choose' }, context({ person: first, newId: counter() }))).toMatchObject({
      refused: 'already-handed-in',
    })
    expect(doing(handed, { do: 'take-back', step: 'choose' }, first).agenda[0]!.steps[0]!.handedIn).toEqual([])
  })

  test('nobody may do anything without being signed in, and every command has a row', () => {
    for (const name of Object.keys(commandAccess) as Command['do'][]) {
      expect(may({ is: 'nobody' }, { do: name } as Command, session)).toMatchObject({ refused: 'not-signed-in' })
      expect(may({ is: 'plenary', session: session.id }, { do: name } as Command, session)).toMatchObject({ refused: 'not-allowed' })
    }
    const known = commandSchema.def.options.map((option) => String(option.shape.do.def.values[0]))
    expect(new Set(known)).toEqual(new Set(Object.keys(commandAccess)))
  })

  test('what is not an envelope is refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(isRefusal(parseEnvelope(raw))).toBe(true)
      }),
    )
    expect(parseEnvelope({ id: 'c1', turn: null, command: { do: 'raise-hand' } })).toMatchObject({ id: 'c1' })
    expect(parseEnvelope({ id: 'c1', turn: null, command: { do: 'raise-hand', more: 1 } })).toMatchObject({ refused: 'not-understood' })
  })
})
