import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../shared/refusals.ts'
import type { Command } from '../../shared/session/commands.ts'
import { hasAgreed, shownExercise } from '../../shared/session/consent.ts'
import { may } from '../../shared/session/may.ts'
import { newSession, takeSeat } from '../../shared/session/new-session.ts'
import { reduce } from '../../shared/session/reduce.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import { viewFor } from '../../shared/session/view.ts'
import { context } from '../kit/context.ts'

const exercises = ['one', 'two'].map((id) => ({ id, steps: [{ id: `${id}-a`, minutes: 20 }] })) as never
const facilitator: Person = { is: 'facilitator', name: 'F' }
let ids = 0
const newId = () => `id${String(++ids).padStart(5, '0')}`

/** Three tables with two laptops each; the first of each hands in. */
function room(): Session {
  const made = newSession({ id: 's1', code: 'ABCDEF', title: 'T', place: '', created: 0, groups: 3, exercises }, newId)
  return made.groups.reduce((before, { id: group }) => {
    const seat = () => ({
      id: newId(),
      group,
      name: `N${String(ids)}`,
      people: 2,
      rapporteur: false,
      handRaised: null,
      done: [],
      joined: 0,
    })
    return takeSeat(takeSeat(before, seat()), seat())
  }, made)
}

const personAt = (session: Session, seat: number): Person => {
  const { id, group } = session.seats[seat]!
  return { is: 'seat', session: session.id, seat: id, group }
}
const attempt = (session: Session, command: Command, person: Person = facilitator) =>
  may(person, command, session) ?? reduce(session, command, context({ now: 1000, person, name: 'N', newId }))
function doing(session: Session, command: Command, person: Person = facilitator): Session {
  const answer = attempt(session, command, person)
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer
}

const start = room()
const exercise = fc.constantFrom('one', 'two')
const deed = fc.record({
  seat: fc.option(fc.nat(5)),
  command: fc.oneof(
    fc.record({ do: fc.constant('ask-board' as const), exercise, group: fc.option(fc.constantFrom(...start.groups.map(({ id }) => id))) }),
    fc.record({ do: fc.constantFrom('agree-board' as const, 'keep-board' as const), exercise }),
    fc.record({ do: fc.constantFrom('open-step' as const, 'close-step' as const), step: fc.constantFrom('one-a', 'two-a') }),
    fc.constantFrom(...start.groups.map(({ id: group }): Command => ({ do: 'show', plenary: { shows: 'board', group } }))),
    fc.constantFrom<Command>({ do: 'show', plenary: { shows: 'blank' } }, { do: 'show', plenary: { shows: 'question' } }),
  ),
})

describe('a board that others may see', () => {
  test('nobody but its own table can agree, and the plenary never comes to a board without it', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
        let session = start
        for (const { seat, command } of deeds) {
          const person = seat === null ? facilitator : personAt(session, seat)
          const answer = attempt(session, command, person)
          if (isRefusal(answer)) continue
          for (const one of answer.consents ?? [])
            if (one.answer === 'yes' && !hasAgreed(session, one.exercise, one.group))
              expect(person).toMatchObject({ is: 'seat', group: one.group })
          const { plenary } = answer
          if (command.do === 'show' && plenary.shows === 'board')
            expect(hasAgreed(answer, shownExercise(answer) ?? '', plenary.group)).toBe(true)
          if (
            command.do === 'keep-board' &&
            plenary.shows === 'board' &&
            shownExercise(answer) === command.exercise &&
            person.is === 'seat'
          )
            expect(plenary.group).not.toBe(person.group)
          session = answer
        }
      }),
    )
  })

  test('whoever hands in agrees, anybody at the table takes it back at once, and it can be asked again', () => {
    const [a] = start.groups
    const show: Command = { do: 'show', plenary: { shows: 'board', group: a!.id } }
    expect(attempt(start, show)).toMatchObject({ refused: 'board-not-agreed' })
    expect(attempt(start, { do: 'agree-board', exercise: 'one' }, personAt(start, 0))).toMatchObject({ refused: 'not-asked' })
    const asked = doing(start, { do: 'ask-board', exercise: 'one', group: null })
    expect(attempt(asked, { do: 'agree-board', exercise: 'one' }, personAt(asked, 1))).toMatchObject({ refused: 'not-allowed' })
    const shown = doing(doing(asked, { do: 'agree-board', exercise: 'one' }, personAt(asked, 0)), show)
    const kept = doing(shown, { do: 'keep-board', exercise: 'one' }, personAt(shown, 1))
    expect([kept.plenary, attempt(kept, show)]).toMatchObject([{ shows: 'question' }, { refused: 'board-not-agreed' }])
    const again = doing(kept, { do: 'ask-board', exercise: 'one', group: a!.id })
    expect(again.consents?.find(({ group }) => group === a!.id)?.answer).toBeNull()
  })

  test('an answer holds for one exercise, and asking everybody does not ask again', () => {
    const agreed = doing(
      doing(start, { do: 'ask-board', exercise: 'one', group: null }),
      { do: 'agree-board', exercise: 'one' },
      personAt(start, 0),
    )
    const all = doing(agreed, { do: 'ask-board', exercise: 'one', group: null })
    expect(all.consents).toEqual(agreed.consents)
    const moved = doing(agreed, { do: 'open-step', step: 'two-a' })
    expect(attempt(moved, { do: 'show', plenary: { shows: 'board', group: start.groups[0]!.id } })).toMatchObject({
      refused: 'board-not-agreed',
    })
  })

  test('a table knows of its own answer, the plenary of those who agreed without a name, strangers of none', () => {
    const asked = doing(start, { do: 'ask-board', exercise: 'one', group: null })
    const session = doing(
      doing(asked, { do: 'agree-board', exercise: 'one' }, personAt(asked, 0)),
      { do: 'keep-board', exercise: 'one' },
      personAt(asked, 2),
    )
    expect(viewFor(personAt(session, 3), session).consents).toMatchObject([{ group: start.groups[1]!.id, answer: 'no', by: 'N' }])
    expect(viewFor({ is: 'plenary', session: 's1' }, session).consents).toMatchObject([{ group: start.groups[0]!.id, by: '' }])
    expect(viewFor({ is: 'nobody' }, session).consents).toEqual([])
    expect(viewFor(facilitator, session).consents).toHaveLength(3)
  })

  test('a blank screen remembers what it covers, however often it is blanked', () => {
    const merged = doing(start, { do: 'show', plenary: { shows: 'merged' } })
    const twice = doing(doing(merged, { do: 'show', plenary: { shows: 'blank' } }), { do: 'show', plenary: { shows: 'blank' } })
    expect(twice.plenary).toEqual({ shows: 'blank', behind: { shows: 'merged' } })
  })
})
