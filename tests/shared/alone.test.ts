import { expect, test } from 'vitest'
import { isRefusal } from '../../shared/refusals.ts'
import { isAlone, ownBoardOf, ownBoardsShown, rememberGone, whoseOwnBoard } from '../../shared/session/alone.ts'
import type { Command } from '../../shared/session/commands.ts'
import { leaveSeat, newSession, takeSeat } from '../../shared/session/new-session.ts'
import { reduce, timeIsOver } from '../../shared/session/reduce.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import { viewFor } from '../../shared/session/view.ts'

const exercises = [
  { id: 'mapping', steps: [{ id: 'collect', minutes: 10, writing: 'alone' }, { id: 'rate', minutes: 10, rating: 'blind' }, { id: 'talk', minutes: 5 }] },
] as never // prettier-ignore
const facilitator: Person = { is: 'facilitator', name: 'Nino' }
const personAt = (session: Session, at: number): Person => ({
  is: 'seat',
  session: session.id,
  seat: session.seats[at]!.id,
  group: session.seats[at]!.group,
})

function roomOf(): Session {
  let count = 0
  const newId = () => `id${String(++count)}`
  let session = newSession({ id: 's', code: 'ABCDEF', title: '', place: '', created: 0, groups: 2, exercises }, newId)
  for (const { id: group } of session.groups)
    for (const name of ['One', 'Two'])
      session = takeSeat(session, { id: newId(), group, name, people: 1, rapporteur: false, handRaised: null, done: [], joined: 0 })
  return session
}
function doing(session: Session, command: Command, person = facilitator): Session {
  const next = reduce(session, command, { now: 1000, person, name: 'N', newId: () => 'unused' })
  if (isRefusal(next)) throw new Error(next.refused)
  return next
}
const refused = (session: Session, command: Command) => {
  const next = reduce(session, command, { now: 0, person: facilitator, name: '', newId: () => 'unused' })
  return isRefusal(next) ? next.refused : null
}
const runOf = (session: Session, id: string) => session.agenda[0]!.steps.find((run) => run.id === id)!
const aloneAt = (session: Session) => session.groups.map(({ id }) => isAlone(runOf(session, 'collect'), id))
const opened = () => doing(roomOf(), { do: 'open-step', step: 'collect' })

test('laptops write alone from the opening of a step until their table is shown the cards, handed in, or the step is over', () => {
  const session = opened()
  expect(aloneAt(roomOf())).toEqual([false, false])
  expect(aloneAt(session)).toEqual([true, true])
  expect(ownBoardsShown(session)).toEqual([])
  const [a = ''] = session.groups.map(({ id }) => id)
  const one = doing(session, { do: 'show-cards', step: 'collect', group: a })
  expect(aloneAt(one)).toEqual([false, true])
  expect(ownBoardsShown(one).map(({ board }) => board)).toEqual([one.agenda[0]!.boards[a], one.agenda[0]!.boards[a]])
  expect(aloneAt(doing(session, { do: 'hand-in', step: 'collect' }, personAt(session, 0)))).toEqual([false, true])
  const over = [
    doing(session, { do: 'close-step', step: 'collect' }),
    doing(session, { do: 'open-step', step: 'talk' }),
    timeIsOver(session, 'collect', 5),
  ]
  for (const closed of over) expect(ownBoardsShown(closed)).toHaveLength(4)
  // A table that is sent on sees its cards; the others go on alone.
  expect(aloneAt(doing(session, { do: 'open-step', step: 'talk', groups: [a] }))).toEqual([false, true])
  // Opened again it stays shown; as if it had never been opened it stays hidden.
  expect(aloneAt(doing(over[0]!, { do: 'open-step', step: 'collect' }))).toEqual([false, false])
  const undone = doing(session, { do: 'undo-open', step: 'collect' })
  expect([ownBoardsShown(undone), aloneAt(doing(undone, { do: 'open-step', step: 'collect' }))]).toEqual([[], [true, true]])
})

test('the facilitator may begin it in any open step, once, but not where laptops rate alone', () => {
  const session = doing(roomOf(), { do: 'open-step', step: 'talk' })
  expect(refused(session, { do: 'show-cards', step: 'talk', group: null })).toBe('not-alone')
  expect(refused(session, { do: 'write-alone', step: 'collect' })).toBe('step-not-open')
  const begun = doing(session, { do: 'write-alone', step: 'talk' })
  expect(isAlone(runOf(begun, 'talk'), begun.groups[0]!.id)).toBe(true)
  expect(refused(doing(begun, { do: 'show-cards', step: 'talk', group: null }), { do: 'write-alone', step: 'talk' })).toBe('already-alone')
  expect(refused(doing(roomOf(), { do: 'open-step', step: 'rate' }), { do: 'write-alone', step: 'rate' })).toBe('already-alone')
})

test('a laptop that leaves before takes nothing along, and one that goes on as it writes on its board', () => {
  const session = opened()
  const [gone, stays] = session.seats
  const left = rememberGone(session, leaveSeat(session, gone!.id))
  const shown = ownBoardsShown(doing(left, { do: 'show-cards', step: 'collect', group: null }))
  expect(shown.map(({ seat }) => seat)).toContain(gone!.id)
  expect(JSON.stringify(viewFor(personAt(left, 0), left).agenda)).not.toContain(gone!.id)
  const own = ownBoardOf(session.agenda, 'collect', gone!)
  const goesOn = doing(session, { do: 'take-over-seat', seat: stays!.id, from: gone!.id })
  expect(
    ownBoardOf(
      goesOn.agenda,
      'collect',
      goesOn.seats.find(({ id }) => id === stays!.id)!,
    ),
  ).toBe(own)
  expect(whoseOwnBoard(own)).toEqual({ seat: gone!.id, step: 0 })
  expect(whoseOwnBoard('id1')).toBeNull()
  const both = ownBoardsShown(doing(goesOn, { do: 'close-step', step: 'collect' })).filter(({ as }) => as.includes(gone!.id))
  expect(both.map(({ seat }) => seat).sort()).toEqual([gone!.id, stays!.id].sort())
})
