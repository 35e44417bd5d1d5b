import { expect, test } from 'vitest'
import { isRefusal } from '../../shared/refusals.ts'
import { isAlone, newlyShown, ownBoardOf, ownBoardsIn, ownBoardsShown, rememberGone, whoseOwnBoard } from '../../shared/session/alone.ts'
import type { Command } from '../../shared/session/commands.ts'
import { leaveSeat, newSession, takeSeat } from '../../shared/session/new-session.ts'
import { reduce, timeIsOver } from '../../shared/session/reduce.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import { viewFor } from '../../shared/session/view.ts'
import { context } from '../kit/context.ts'

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
  const next = reduce(session, command, context({ now: 1000, person }))
  if (isRefusal(next)) throw new Error(next.refused)
  return next
}
const refused = (session: Session, command: Command) => {
  const next = reduce(session, command, context())
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

const moved = (session: Session, at: number, group: string) => {
  const next = doing(session, { do: 'move-seats', moves: [{ seat: session.seats[at]!.id, group }] })
  return rememberGone(session, next)
}
const whereFrom = (session: Session, at: number) => {
  const own = ownBoardOf(session.agenda, 'collect', session.seats[at]!)
  return ownBoardsShown(session).filter((one) => one.own === own).map(({ board }) => board) // prettier-ignore
}

test('what a table was shown stays there when the laptop moves on, and is not shown once more; what nobody saw goes along', () => {
  const session = opened()
  const [a = '', b = ''] = session.groups.map(({ id }) => id)
  const [tableA, tableB] = [a, b].map((id) => session.agenda[0]!.boards[id])
  const shown = doing(session, { do: 'show-cards', step: 'collect', group: null })
  const after = moved(shown, 0, b)
  expect(whereFrom(after, 0)).toEqual([tableA])
  expect(newlyShown(shown, after)).toEqual([])
  // Nor is it when it goes on to a third table, or back.
  expect(whereFrom(moved(after, 0, a), 0)).toEqual([tableA])
  const hidden = moved(session, 0, b)
  expect(whereFrom(doing(hidden, { do: 'show-cards', step: 'collect', group: null }), 0)).toEqual([tableB])
})

test('a table that comes to a step later writes alone in it, although others have been shown theirs', () => {
  const room = roomOf()
  const [a = '', b = ''] = room.groups.map(({ id }) => id)
  const first = doing(room, { do: 'open-step', step: 'collect', groups: [a] })
  for (const over of [
    doing(first, { do: 'show-cards', step: 'collect', group: null }),
    doing(first, { do: 'close-step', step: 'collect' }),
  ]) {
    const later = doing(over, { do: 'open-step', step: 'collect', groups: [b] })
    expect(isAlone(runOf(later, 'collect'), b)).toBe(true)
    expect(isAlone(runOf(later, 'collect'), a)).toBe(false)
  }
})

test('two seats that were one laptop after the other are shown together once both are gone', () => {
  const session = opened()
  const [x, y] = session.seats
  const over = doing(session, { do: 'take-over-seat', seat: y!.id, from: x!.id })
  const left = rememberGone(over, leaveSeat(over, y!.id))
  const [shown] = ownBoardsShown(doing(left, { do: 'show-cards', step: 'collect', group: null })).filter(({ seat }) => seat === x!.id)
  expect(shown?.as).toEqual(expect.arrayContaining([x!.id, y!.id]))
})

test('a laptop that joins its table once more has its cards; at another table it is somebody else', () => {
  const session = opened()
  const [x, , elsewhere] = session.seats
  const again = (group: string) =>
    takeSeat(session, { ...x!, id: 'fresh', group, rapporteur: false }, x!.id).seats.find(({ id }) => id === 'fresh')
  expect(again(x!.group)?.was).toEqual([x!.id])
  expect(again(elsewhere!.group)?.was).toBeUndefined()
  expect(ownBoardOf(session.agenda, 'collect', again(x!.group)!)).toBe(ownBoardOf(session.agenda, 'collect', x!))
})

test('what was given to a step since its opening outlives the undoing of the opening', () => {
  const session = opened()
  const group = session.groups[0]!.id
  const given = doing(session, { do: 'give-material', step: 'collect', group, text: 'The case of March.', part: null })
  const allowed = doing(given, { do: 'allow', step: 'collect', allowed: { ownCards: true } })
  const undone = runOf(doing(allowed, { do: 'undo-open', step: 'collect' }), 'collect')
  expect(undone).toMatchObject({ state: { is: 'waiting' }, allowed: { ownCards: true } })
  expect(undone.material?.[group]).toMatchObject({ text: 'The case of March.' })
})

test('what was taken away since an opening stays away when the opening is taken back', () => {
  const room = roomOf()
  const group = room.groups[0]!.id
  const before = doing(
    doing(room, { do: 'give-material', step: 'collect', group, text: 'The case of March.', part: null }),
    { do: 'allow', step: 'collect', allowed: { ownCards: true } },
  )
  const away = doing(
    doing(doing(before, { do: 'open-step', step: 'collect' }), { do: 'give-material', step: 'collect', group, text: '', part: null }),
    { do: 'allow', step: 'collect', allowed: {} },
  )
  const undone = runOf(doing(away, { do: 'undo-open', step: 'collect' }), 'collect')
  expect(undone.state).toEqual({ is: 'waiting' })
  expect([undone.material, undone.allowed]).toEqual([undefined, undefined])
}) // prettier-ignore

test('what a table has handed in since stays shown when a closing is taken back, and what others wrote is theirs alone again', () => {
  const session = opened()
  const [a = ''] = session.groups.map(({ id }) => id)
  const handIn = (closed: Session) => doing(closed, { do: 'hand-in', step: 'collect' }, personAt(session, 0))
  const all = handIn(doing(session, { do: 'close-step', step: 'collect' }))
  expect(aloneAt(doing(all, { do: 'undo-close', step: 'collect' }))).toEqual([false, true])
  const one = handIn(doing(session, { do: 'close-step', step: 'collect', group: a }))
  expect(aloneAt(doing(one, { do: 'undo-close', step: 'collect', group: a }))).toEqual([false, true])
  const next = handIn(doing(session, { do: 'open-step', step: 'talk' }))
  expect(aloneAt(doing(next, { do: 'undo-open', step: 'talk' }))).toEqual([false, true])
})

test('a table that was sent on and comes back by an undo writes alone again, and the last one whose time was ended as well', () => {
  const session = opened()
  const [a = '', b = ''] = session.groups.map(({ id }) => id)
  const sent = doing(session, { do: 'open-step', step: 'talk', groups: [a] })
  expect(aloneAt(sent)).toEqual([false, true])
  expect(aloneAt(doing(sent, { do: 'undo-open', step: 'talk' }))).toEqual([true, true])
  const ended = [a, b].reduce((one, group) => doing(one, { do: 'close-step', step: 'collect', group }), session)
  expect([runOf(ended, 'collect').state.is, aloneAt(doing(ended, { do: 'undo-close', step: 'collect', group: b }))]).toEqual(['closed', [false, true]]) // prettier-ignore
})

test('what was written alone before the opening was taken back is shown in the end, also of a laptop that has left since', () => {
  const session = opened()
  const gone = session.seats[0]!
  const undone = doing(session, { do: 'undo-open', step: 'collect' })
  const left = rememberGone(undone, leaveSeat(undone, gone.id))
  const own = ownBoardOf(session.agenda, 'collect', gone)
  expect(ownBoardsIn(left, runOf(left, 'collect'))).toContain(own)
  const shown = doing(doing(left, { do: 'open-step', step: 'collect' }), { do: 'show-cards', step: 'collect', group: null })
  expect(ownBoardsShown(shown).map((one) => one.own)).toContain(own)
  // Where the facilitator had them write alone, they go on with that when the step is opened again.
  const begun = doing(doing(session, { do: 'open-step', step: 'talk' }), { do: 'write-alone', step: 'talk' })
  const again = doing(doing(begun, { do: 'undo-open', step: 'talk' }), { do: 'open-step', step: 'talk' })
  expect(again.groups.map(({ id }) => isAlone(runOf(again, 'talk'), id))).toEqual([true, true])
})
