import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assembleReport } from '../../shared/report/assemble.ts'
import { atRest } from '../../shared/archive/archive.ts'
import { isRefusal } from '../../shared/refusals.ts'
import { endOf, leftFor } from '../../shared/session/clocks.ts'
import { fits } from '../../shared/session/fits.ts'
import { steering, type Command } from '../../shared/session/commands.ts'
import { partsOf } from '../../shared/session/material.ts'
import { newSession, takeSeat } from '../../shared/session/new-session.ts'
import { reduce, timeIsOver } from '../../shared/session/reduce.ts'
import { isBoardLocked } from '../../shared/session/run-step.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import { viewFor } from '../../shared/session/view.ts'
import { currentStep, isPassedBy, openSteps, stepFor, tablesIn } from '../../shared/session/whereabouts.ts'
import { context } from '../kit/context.ts'
import { sampleReport } from '../kit/report-sample.ts'

const minute = 60_000
const steps = ['choose', 'rate', 'draft', 'check']
const exercises = [
  { id: 'mapping', steps: ['choose', 'rate'].map((id) => ({ id, minutes: 20 })) },
  { id: 'plan', steps: ['draft', 'check'].map((id) => ({ id, minutes: 30 })) },
] as never
const facilitator: Person = { is: 'facilitator', name: 'Nino' }

function roomOf(groups: number): Session {
  let count = 0
  const newId = () => `id${String(++count).padStart(4, '0')}`
  const made = newSession({ id: 'session1', code: 'ABCDEF', title: 'T', place: '', created: 0, groups, exercises }, newId)
  return made.groups.reduce(
    (session, { id: group }) =>
      takeSeat(session, { id: newId(), group, name: 'S', people: 2, rapporteur: true, handRaised: null, done: [], joined: 0 }),
    made,
  )
}
const room = roomOf(4)
const [a, b, c, d] = room.groups.map(({ id }) => id) as [string, string, string, string]

const attempt = (session: Session, command: Command, now = 0, person: Person = facilitator) =>
  reduce(session, command, context({ now, person, name: 'Nino', newId: () => `new${session.revision}` }))
function doing(session: Session, command: Command, now = 0, person: Person = facilitator): Session {
  const answer = attempt(session, command, now, person)
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer
}
const open = (session: Session, step: string, groups?: string[], now = 0) =>
  doing(session, { do: 'open-step', step, ...(groups ? { groups } : {}) }, now)
const stepOf = (session: Session, id: string) => session.agenda.flatMap((item) => item.steps).find((step) => step.id === id)!
const whereAll = (session: Session) => session.groups.map(({ id }) => stepFor(session, id)?.step.id)
const personAt = (session: Session, group: string): Person => ({
  is: 'seat',
  session: session.id,
  seat: session.seats.find((seat) => seat.group === group)!.id,
  group,
})
/** The session without what counts commands, and what is kept to take them back. */
const plain = ({ revision: _, turn: __, lastSteer: ___, pushed: ____, closed: _____, ...rest }: Session) => rest

test('a step that is opened for some tables leaves the others where they are, with their time', () => {
  const session = open(open(room, 'choose'), 'draft', [b, d], 5 * minute)
  expect(whereAll(session)).toEqual(['choose', 'draft', 'choose', 'draft'])
  expect(openSteps(session).map(({ id }) => id)).toEqual(['choose', 'draft'])
  expect([leftFor(stepOf(session, 'choose'), a, 5 * minute), leftFor(stepOf(session, 'draft'), b, 5 * minute)]).toEqual([
    15 * minute,
    30 * minute,
  ])
  expect(currentStep(session)?.step.id).toBe('choose')
  expect(currentStep(open(session, 'draft', [c]))?.step.id).toBe('draft')
})

test('each table is shown its own step, and nothing of who is elsewhere; the plenary screen knows who is where', () => {
  const session = open(open(room, 'choose'), 'draft', [b])
  const currentOf = (person: Person) => viewFor(person, session).current?.step
  expect([currentOf(personAt(session, a)), currentOf(personAt(session, b)), currentOf(facilitator)]).toEqual(['choose', 'draft', 'choose'])
  const seen = (person: Person) => viewFor(person, session).agenda[1]!.steps[0]!.only
  expect([seen(personAt(session, a)), seen(personAt(session, b)), seen({ is: 'plenary', session: session.id })]).toEqual([
    [],
    undefined,
    [b],
  ])
})

test('a step in which no table is left closes; a table stays in its step when its time is over', () => {
  let session = open(open(open(room, 'choose'), 'draft', [b]), 'rate', [b])
  expect([stepOf(session, 'draft').state.is, whereAll(session)[1]]).toEqual(['closed', 'rate'])
  session = timeIsOver(session, 'rate', 20 * minute)
  expect(whereAll(session)).toEqual(['choose', 'rate', 'choose', 'choose'])
  session = doing(session, { do: 'hand-in', step: 'rate' }, 21 * minute, personAt(session, b))
  expect(stepOf(session, 'rate').handedIn).toMatchObject([{ group: b }])
  const late = attempt(session, { do: 'hand-in', step: 'rate' }, 21 * minute, personAt(session, c))
  expect(isRefusal(late) && late.refused).toBe('step-not-open')
})

test('a table that comes back to the others has what is left of their time, and the next step takes everybody along', () => {
  const apart = open(open(room, 'choose'), 'draft', [b])
  const back = open(apart, 'choose', [b], 8 * minute)
  expect([whereAll(back), openSteps(back).map(({ id }) => id)]).toEqual([Array(4).fill('choose'), ['choose']])
  expect(leftFor(stepOf(back, 'choose'), b, 8 * minute)).toBe(12 * minute)
  const together = open(apart, 'rate')
  expect([whereAll(together), openSteps(together).map(({ id }) => id)]).toEqual([Array(4).fill('rate'), ['rate']])
  expect(stepOf(together, 'rate')).not.toHaveProperty('only')
})

test('a table that comes back has none of the time that it had there before, and has it again when that is taken back', () => {
  const given = doing(open(room, 'choose'), { do: 'extend-step', step: 'choose', minutes: 5, group: c }, minute)
  for (const stops of ['close-step', 'pause-step'] as const) {
    const own = doing(given, { do: stops, step: 'choose', group: b }, 5 * minute)
    const more = doing(own, { do: 'extend-step', step: 'choose', minutes: 2, group: b }, 5 * minute)
    const apart = open(more, 'draft', [b], 6 * minute)
    const back = open(apart, 'choose', [b, c], 8 * minute)
    const left = (session: Session, now: number) => [a, b, c].map((group) => leftFor(stepOf(session, 'choose'), group, now))
    // Whoever was there all the time keeps what it was given.
    expect(left(back, 8 * minute)).toEqual([12 * minute, 12 * minute, 17 * minute])
    expect(endOf(back, stepOf(back, 'choose'))).toBe(25 * minute)
    const later = doing(back, { do: 'extend-step', step: 'choose', minutes: 1, group: c }, 8 * minute)
    const undone = doing(later, { do: 'undo-open', step: 'choose' }, 9 * minute)
    expect(whereAll(undone)[1]).toBe('draft')
    expect(left(undone, 9 * minute)).toEqual(left(doing(apart, { do: 'extend-step', step: 'choose', minutes: 1, group: c }, 9 * minute), 9 * minute)) // prettier-ignore
    expect(plain(doing(back, { do: 'undo-open', step: 'choose' }, 8 * minute))).toEqual(plain(apart))
  }
})

test('a step that was closed is opened again for one table: the others stay in it, with their time over, and may still hand in', () => {
  const closed = doing(open(open(room, 'choose'), 'rate', undefined, 5 * minute), { do: 'close-step', step: 'rate' }, 9 * minute)
  const again = open(closed, 'rate', [b], 10 * minute)
  expect(whereAll(again)).toEqual(Array(4).fill('rate'))
  expect([a, b].map((group) => leftFor(stepOf(again, 'rate'), group, 10 * minute))).toEqual([0, 20 * minute])
  const handed = doing(again, { do: 'hand-in', step: 'rate' }, 11 * minute, personAt(again, a))
  expect(stepOf(handed, 'rate').handedIn).toMatchObject([{ group: a }])
  expect(plain(doing(again, { do: 'undo-open', step: 'rate' }, 11 * minute))).toEqual(plain(closed))
  // Whoever has gone on to another step is not called back.
  const apart = open(closed, 'draft', [c], 10 * minute)
  expect(whereAll(open(apart, 'rate', [b], 11 * minute))).toEqual(['rate', 'rate', 'draft', 'rate'])
})

test('a table that is made while tables are apart goes where most of them are', () => {
  const session = doing(open(open(open(room, 'choose'), 'rate', [a, b, c]), 'draft', [d]), { do: 'add-group' })
  expect(whereAll(session).at(-1)).toBe('rate')
  expect(whereAll(doing(open(room, 'rate', [a]), { do: 'add-group' })).at(-1)).toBeUndefined()
})

test('whatever was opened for whom, taking it back puts every table where it was, with the time that it had', () => {
  const own = fc.record({ step: fc.constantFrom(...steps), group: fc.constantFrom(a, b, c, d), does: fc.constantFrom('close-step', 'pause-step', 'more') }) // prettier-ignore
  const opening = fc.record({ step: fc.constantFrom(...steps), groups: fc.subarray([a, b, c, d]), own: fc.array(own, { maxLength: 3 }) })
  fc.assert(
    fc.property(fc.array(opening, { minLength: 1, maxLength: 6 }), (list) => {
      let [session, before, now] = [room, room, 0]
      for (const { step, groups, own } of list) {
        for (const { does, ...of } of own) {
          const next = attempt(session, does === 'more' ? { do: 'extend-step', minutes: 5, ...of } : { do: does, ...of }, now)
          if (!isRefusal(next)) session = next
        }
        before = session
        session = open(session, step, groups.length > 0 ? groups : undefined, (now += minute))
        // Every table is in one step at most, and what is open has tables.
        for (const { id } of openSteps(session)) expect(tablesIn(session, id).length).toBeGreaterThan(0)
        if (groups.length > 0) for (const group of groups) expect(stepFor(session, group)?.step.id).toBe(step)
        // Whoever came has what is left of the step's time.
        for (const group of groups.length > 0 ? groups : [a])
          if (stepFor(before, group)?.step.id !== step) expect(leftFor(stepOf(session, step), group, now)).toBe(leftFor(stepOf(session, step), null, now)) // prettier-ignore
        for (const { id } of session.groups)
          if (groups.length > 0 && !groups.includes(id)) expect(stepFor(session, id)?.step.id).toBe(stepFor(before, id)?.step.id)
      }
      const last = list.at(-1)!.step
      const undone = doing(session, { do: 'undo-open', step: last }, now)
      expect(plain(undone)).toEqual(plain(before))
    }),
  )
})

test('a lock of a step does not hold those who are in another one', () => {
  let session = open(open(room, 'choose'), 'rate', [b])
  session = doing(session, { do: 'lock-step', step: 'choose', group: null, locked: true })
  expect([a, b].map((group) => isBoardLocked(session.agenda[0]!, group))).toEqual([true, false])
})

test('an exercise passes those by for whom none of its steps was opened, and nobody before it begins', () => {
  const session = open(open(room, 'choose'), 'draft', [b])
  const passed = (item: number) => room.groups.map(({ id }) => isPassedBy(session.agenda[item]!, id))
  expect([passed(0), passed(1), isPassedBy(room.agenda[1]!, a)]).toEqual([Array(4).fill(false), [true, false, true, true], false])
})

const passedIn = (session: Session, item: number) => session.groups.map(({ id }) => isPassedBy(session.agenda[item]!, id))

test('who was asked once was asked, also when the step is opened for one table later; an opening that is taken back asked nobody', () => {
  const all = open(open(room, 'choose'), 'draft')
  const again = open(all, 'choose', [d])
  expect(passedIn(again, 0)).toEqual(Array(4).fill(false))
  expect(plain(doing(again, { do: 'undo-open', step: 'choose' }))).toEqual(plain(all))
  const one = open(open(room, 'draft'), 'choose', [b])
  expect(passedIn(one, 0)).toEqual([true, false, true, true])
  const more = open(one, 'choose', [c])
  expect(passedIn(more, 0)).toEqual([true, false, false, true])
  expect(passedIn(doing(more, { do: 'undo-open', step: 'choose' }), 0)).toEqual([true, false, true, true])
  expect(passedIn(doing(one, { do: 'undo-open', step: 'choose' }), 0)).toEqual(Array(4).fill(false))
  // A session of an earlier version knows only for whom a step was opened last: it is read as it was, and keeps it from now on.
  const old = { ...all, agenda: all.agenda.map((item) => ({ ...item, steps: item.steps.map(({ asked: _, ...step }) => step) })) }
  expect(passedIn(open(old, 'choose', [d]), 0)).toEqual(Array(4).fill(false))
  // An archive keeps it, and no laptop is told who else was asked.
  expect(atRest(again).agenda[0]!.steps[0]!.asked).toEqual([a, b, c, d])
  expect(JSON.stringify(viewFor(personAt(again, a), again).agenda)).not.toContain('"asked"')
})

test('a table that is made on the second day was asked what is open then, and nothing of the first', () => {
  const first = doing(open(room, 'choose'), { do: 'close-step', step: 'choose' })
  const second = doing(open(first, 'draft'), { do: 'add-group' })
  expect([passedIn(second, 0), passedIn(second, 1)]).toEqual([[false, false, false, false, true], Array(5).fill(false)])
  // Made in the break, it is asked when the closing is taken back.
  const made = doing(doing(open(first, 'draft'), { do: 'close-step', step: 'draft' }), { do: 'add-group' })
  const back = doing(made, { do: 'undo-close', step: 'draft' })
  expect([passedIn(made, 1).at(-1), passedIn(back, 1).at(-1)]).toEqual([true, false])
  expect(passedIn(doing(back, { do: 'close-step', step: 'draft' }), 1).at(-1)).toBe(false)
})

test('the report counts groups among those that were asked, and a group that wrote without being asked with them', () => {
  const input = sampleReport('en')
  const [item] = input.session.agenda
  const parted = ['choose', 'rate'].map((id) => ({ ...item!, exercise: id === 'rate' ? 'later' : item!.exercise, steps: item!.steps.filter((step) => step.id === id) })) // prettier-ignore
  const start = { ...input.session, agenda: parted }
  const line = (session: Session, boards = input.boards) =>
    JSON.stringify(assembleReport({ ...input, boards, session })).match(/\d groups of \d worked on the task/)?.[0]
  const again = open(open(open(start, 'choose'), 'rate'), 'choose', ['id3'])
  expect(line(again)).toBe('3 groups of 4 worked on the task')
  const later = doing(open(open(start, 'choose'), 'rate'), { do: 'add-group' })
  expect(line(later)).toBe('3 groups of 4 worked on the task')
  const fresh = later.groups.at(-1)!.id
  const { cards } = input.boards['crime-mapping']![0]!
  const all = { 'crime-mapping': [...input.boards['crime-mapping']!, { group: fresh, cards }] }
  expect(line(later, all)).toBe('4 groups of 5 worked on the task')
})

test('an archive of tables that are apart has no clock that runs', () => {
  const session = open(open(room, 'choose'), 'draft', [b])
  const states = atRest(session).agenda.flatMap((item) => item.steps.map(({ state }) => state.is))
  expect(states).toEqual(['closed', 'waiting', 'closed', 'waiting'])
})

test('who opens for a table that is not there is refused, and both commands are steering: of two facilitators one wins', () => {
  const refused = attempt(room, { do: 'open-step', step: 'choose', groups: [a, 'nobody'] })
  expect(isRefusal(refused) && refused.refused).toBe('unknown-group')
  expect([steering.has('open-step'), steering.has('give-material')]).toEqual([true, true])
})

test('material is seen by its table alone, stands beside the step and goes away when nothing is left of it', () => {
  const give = (session: Session, text: string, part: string | null = null) =>
    doing(session, { do: 'give-material', step: 'choose', group: b, text, part })
  const session = give(open(room, 'choose'), 'The case of March', 'HE')
  const seen = (person: Person) => viewFor(person, session).agenda[0]!.steps[0]!.material
  expect(seen(personAt(session, b))).toEqual({ [b]: { text: 'The case of March', part: 'HE' } })
  expect([seen(personAt(session, a)), seen({ is: 'plenary', session: session.id })]).toEqual([undefined, undefined])
  expect(seen(facilitator)).toEqual({ [b]: { text: 'The case of March', part: 'HE' } })
  expect(stepOf(give(session, ''), 'choose')).not.toHaveProperty('material')
})

const label = (word: string) => ({ en: word, ru: word })
const sharedOut = {
  id: 'mapping',
  assemble: 'market',
  kinds: {
    threat: { id: 'threat', titleField: 'name', fields: { name: { type: 'choice', from: 'markets' } } },
    answer: { id: 'answer', titleField: 'name', fields: { name: { type: 'line' }, market: { type: 'link', to: 'threat' } } },
  },
  vocabularies: { markets: { id: 'markets', terms: [{ code: 'HE', label: label('Heroin') }, { code: 'X', label: label('X'), shelved: true }] } }, // prettier-ignore
}
const from = { exercise: 'earlier', cluster: 'a:b', groups: 1, of: 1 }
const givens = [
  { id: 'g1', kind: 'threat', title: { code: 'HE' }, from },
  { id: 'g2', kind: 'threat', title: { own: 'Sand' }, from },
  { id: 'g3', kind: 'other', title: { own: 'No threat' }, from },
]

test('parts of an exercise are what its tables share out: terms of the choice, or what was handed on to the link', () => {
  const byChoice = { ...sharedOut, assemble: 'name' } as never
  expect(partsOf(sharedOut as never, { givens }).map(({ id, name }) => [id, name.en])).toEqual([
    ['g1', 'Heroin'],
    ['g2', 'Sand'],
  ])
  expect(partsOf(byChoice, {}).map(({ id }) => id)).toEqual(['HE'])
  expect(partsOf({ ...sharedOut, assemble: undefined } as never, { givens })).toEqual([])
  const agenda = [{ ...room.agenda[0]!, givens }]
  const give = (part: string | null) =>
    fits({ do: 'give-material', step: 'choose', group: a, text: '', part }, new Map([['mapping', sharedOut as never]]), agenda)
  expect([give(null), give('g1'), give('g3'), give('HE')]).toEqual([true, true, false, false])
})
