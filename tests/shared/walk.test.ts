import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRefusal } from '../../shared/refusals.ts'
import type { Command } from '../../shared/session/commands.ts'
import { hasAgreed } from '../../shared/session/consent.ts'
import { may } from '../../shared/session/may.ts'
import { newSession, takeSeat } from '../../shared/session/new-session.ts'
import { reduce } from '../../shared/session/reduce.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import { mayVisit, walkOn } from '../../shared/session/walk.ts'
import { viewFor } from '../../shared/session/view.ts'
import { context } from '../kit/context.ts'

const exercises = ['one', 'two'].map((id) => ({ id, steps: [{ id: `${id}-a`, minutes: 20 }] })) as never
const facilitator: Person = { is: 'facilitator', name: 'F' }
let ids = 0
const newId = () => `id${String(++ids).padStart(5, '0')}`

/** Three tables of one laptop each. */
function room(): Session {
  const made = newSession({ id: 's1', code: 'ABCDEF', title: 'T', place: '', created: 0, groups: 3, exercises }, newId)
  return made.groups.reduce(
    (before, { id: group }) =>
      takeSeat(before, { id: newId(), group, name: 'N', people: 2, rapporteur: true, handRaised: null, done: [], joined: 0 }),
    made,
  )
}
const start = room()
const groups = start.groups.map(({ id }) => id)
const at = (seat: number): Person => ({ is: 'seat', session: 's1', seat: start.seats[seat]!.id, group: groups[seat]! })
const attempt = (session: Session, command: Command, person: Person = facilitator, now = 1000) =>
  may(person, command, session) ?? reduce(session, command, context({ now, person, newId }))
function doing(session: Session, command: Command, person: Person = facilitator, now = 1000): Session {
  const answer = attempt(session, command, person, now)
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer
}
const saying = (comment: string, group: number, text = 'We see it too.'): Command => ({ do: 'comment', comment, exercise: 'one', group: groups[group]!, card: null, text }) // prettier-ignore
const walking = () => {
  const open = doing(start, { do: 'open-walk', exercise: 'one' })
  return [0, 1].reduce((session, seat) => doing(session, { do: 'agree-board', exercise: 'one' }, at(seat)), open)
}

const exercise = fc.constantFrom('one', 'two')
const deed = fc.record({
  seat: fc.option(fc.nat(2)),
  command: fc.oneof(
    fc.record({
      do: fc.constantFrom('open-walk' as const, 'close-walk' as const, 'agree-board' as const, 'keep-board' as const),
      exercise,
    }),
    fc.record({ do: fc.constant('ask-board' as const), exercise, group: fc.constant(null) }),
    fc.record({ do: fc.constant('comment' as const), comment: fc.constantFrom('c1', 'c2', 'c3'), exercise, group: fc.constantFrom(...groups), card: fc.constant(null), text: fc.constantFrom('secret word', 'other') }), // prettier-ignore
    fc.record({ do: fc.constant('remove-comment' as const), comment: fc.constantFrom('c1', 'c2', 'c3') }),
  ),
})

describe('a gallery walk', () => {
  test('a board is read by others only while the walk is on and its table agrees; words are in no view; one walk at a time', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
        let session = start
        for (const { seat, command } of deeds) {
          const answer = attempt(session, command, seat === null ? facilitator : at(seat))
          if (!isRefusal(answer)) session = answer
          expect(session.walks?.filter((walk) => walk.closed === null).length ?? 0).toBeLessThanOrEqual(1)
          for (const one of [0, 1, 2])
            for (const [table, group] of groups.entries())
              for (const name of ['one', 'two']) {
                const allowed = one === table || (walkOn(session, name) && hasAgreed(session, name, group))
                expect(mayVisit(at(one), { exercise: name, group }, session) === null).toBe(allowed)
              }
          for (const person of [at(0), at(1), at(2), facilitator, { is: 'plenary', session: 's1' } as const])
            expect(JSON.stringify(viewFor(person, session))).not.toContain('secret word')
          for (const { from, group } of session.comments ?? []) expect(from).not.toBe(group)
        }
      }),
    )
  })

  test('strangers, the projector and seats of another session visit nothing', () => {
    const session = walking()
    const board = { exercise: 'one', group: groups[0]! }
    for (const person of [{ is: 'nobody' }, { is: 'plenary', session: 's1' }, { ...at(1), session: 's2' }] as Person[])
      expect(mayVisit(person, board, session)).toMatchObject({ refused: 'not-allowed' })
  })

  test('comments stand beside boards that agreed, one of each id, ten of a table, none on the own board', () => {
    let session = doing(walking(), saying('c0', 1), at(0))
    expect(doing(session, saying('c0', 1), at(0)).comments).toHaveLength(1)
    expect(attempt(session, saying('c1', 0), at(0))).toMatchObject({ refused: 'own-board' })
    expect(attempt(session, saying('c1', 2), at(0))).toMatchObject({ refused: 'board-not-agreed' })
    for (let count = 1; count < 10; count++) session = doing(session, saying(`c${count}`, 1), at(0))
    expect(attempt(session, saying('c10', 1), at(0))).toMatchObject({ refused: 'too-many-comments' })
    expect(doing(session, saying('c10', 1), at(2)).comments).toHaveLength(11)
    // A table that has said nothing yet is not told that it has said too much.
    const [one] = session.comments!
    const full = { ...session, comments: Array.from({ length: 500 }, (_, count) => ({ ...one!, id: `full${count}` })) }
    expect(attempt(full, saying('c10', 1), at(2))).toMatchObject({ refused: 'no-room-for-comments', details: { most: 500 } })
  })

  test('a table takes back its own comment, another nobody’s, the facilitator any', () => {
    const session = doing(walking(), saying('c1', 1), at(0))
    for (const other of [1, 2])
      expect(attempt(session, { do: 'remove-comment', comment: 'c1' }, at(other))).toMatchObject({ refused: 'not-allowed' })
    for (const person of [at(0), facilitator]) expect(doing(session, { do: 'remove-comment', comment: 'c1' }, person).comments).toEqual([])
  })

  test('it ends softly: what somebody is writing is taken for a minute, and the table still hears about its own board', () => {
    const closed = doing(doing(walking(), saying('c1', 1), at(0)), { do: 'close-walk', exercise: 'one' }, facilitator, 5000)
    expect(doing(closed, saying('c2', 1), at(0), 60_000).comments).toHaveLength(2)
    expect(attempt(closed, saying('c2', 1), at(0), 65_001)).toMatchObject({ refused: 'walk-not-open' })
    expect(viewFor(at(1), closed).walks[0]?.boards).toEqual([{ group: groups[1], mayVisit: true, comments: 1 }])
    expect(mayVisit(at(0), { exercise: 'one', group: groups[1]! }, closed)).toMatchObject({ refused: 'walk-not-open' })
  })
})
