import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AgendaDay } from '../../shared/exercise/agenda.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { isRefusal } from '../../shared/refusals.ts'
import { atRest } from '../../shared/archive/archive.ts'
import { numberedSteps, ownBoardOf } from '../../shared/session/alone.ts'
import type { Command } from '../../shared/session/commands.ts'
import { may } from '../../shared/session/may.ts'
import { maxExercises, newSession, takeSeat } from '../../shared/session/new-session.ts'
import { plannedSteps } from '../../shared/session/plan.ts'
import { reduce } from '../../shared/session/reduce.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import { viewFor } from '../../shared/session/view.ts'
import { context } from '../kit/context.ts'

const exercise = (id: string, steps: readonly string[]): Exercise =>
  ({ id, steps: steps.map((step) => ({ id: step, minutes: 20, ...(step === 'write' ? { writing: 'alone' } : {}) })) }) as never
const mapping = exercise('mapping', ['choose', 'rate'])
const plan = exercise('plan', ['draft'])
const shelf = [exercise('swot', ['strong', 'write']), exercise('vision', ['state']), exercise('copy', ['rate'])]
const ann: Person = { is: 'facilitator', name: 'Ann' }

let ids = 0
const newId = () => `id${String(++ids)}`
function roomWith(exercises: readonly Exercise[]): Session {
  const session = newSession({ id: 's', code: 'ABCDEF', title: '', place: '', created: 0, groups: 2, exercises }, newId)
  const seat = { name: 'Aida', people: 2, rapporteur: true, handRaised: null, done: [], joined: 0 }
  return takeSeat(session, { ...seat, id: 'aida', group: session.groups[0]!.id })
}
const room = () => roomWith([mapping, plan])

const title = { en: 'Line', ru: 'Строка' }
const daysOf = (...exercises: (string | null)[]): AgendaDay[] => [
  { title, lines: exercises.map((one) => ({ at: '', minutes: 10, title, ...(one === null ? {} : { exercise: one }) })) },
]
type Change = { days?: readonly AgendaDay[]; add?: string[]; remove?: string[] }
const asked = ({ days = daysOf(), ...change }: Change) =>
  ({ do: 'set-agenda', days, minutes: {}, ...change }) as Command & { do: 'set-agenda' }
const trying = (session: Session, command: Command, person: Person = ann, now = 0) =>
  reduce(session, command, context({ now, person, name: 'Ann', newId, brought: shelf }))
function doing(session: Session, command: Command, person: Person = ann): Session {
  const next = trying(session, command, person)
  if (isRefusal(next)) throw new Error(next.refused)
  return next
}
const refusedFor = (session: Session, change: Change) => {
  const next = trying(session, asked(change))
  return isRefusal(next) ? next.refused : null
}
const exercisesIn = ({ agenda }: Session) => agenda.map((item) => item.exercise)
const opened = (session: Session, step: string) => doing(session, { do: 'open-step', step })

test('an exercise comes into a session that runs, where the day has it, with a board for each table and every step waiting', () => {
  const before = opened(room(), 'choose')
  const days = daysOf('mapping', null, 'swot', 'plan')
  const after = doing(before, asked({ days, add: ['swot'] }))
  expect(exercisesIn(after)).toEqual(['mapping', 'swot', 'plan'])
  expect(plannedSteps(after)).toEqual(['choose', 'rate', 'strong', 'write', 'draft'])
  const item = after.agenda[1]!
  expect(Object.keys(item.boards)).toEqual(after.groups.map(({ id }) => id))
  expect(item.steps.map(({ state }) => state.is)).toEqual(['waiting', 'waiting'])
  // What runs goes on: the same clock, the same boards.
  expect(after.agenda[0]!.steps).toEqual(before.agenda[0]!.steps)
  expect([0, 2].map((at) => after.agenda[at]!.boards)).toEqual(before.agenda.map(({ boards }) => boards))
  expect(after.turn).toBe(before.turn + 1)
  expect(after.lastSteer).toEqual({ by: 'Ann', what: 'set-agenda' })
  expect(opened(after, 'strong').agenda[1]!.steps[0]!.state.is).toBe('open')
  expect(exercisesIn(doing(before, asked({ days: daysOf('vision', 'mapping'), add: ['vision'] })))).toEqual(['vision', 'mapping', 'plan'])
  expect(exercisesIn(doing(before, asked({ days: daysOf('mapping'), add: ['vision'] })))).toEqual(['mapping', 'plan', 'vision'])
  const two = doing(before, asked({ days: daysOf('mapping', 'swot', 'vision'), add: ['vision', 'swot'] }))
  expect(exercisesIn(two)).toEqual(['mapping', 'swot', 'vision', 'plan'])
})

test('what cannot come in is refused and nothing changes', () => {
  const session = room()
  expect(refusedFor(session, { add: ['none'] })).toBe('unknown-exercise')
  expect(refusedFor(session, { add: ['mapping'] })).toBe('unknown-exercise')
  expect(refusedFor(doing(session, asked({ add: ['swot'] })), { add: ['swot'] })).toBe('exercise-there')
  expect(refusedFor(session, { add: ['swot', 'swot'] })).toBe('exercise-there')
  // Commands name a step alone.
  expect(refusedFor(session, { add: ['copy'] })).toBe('same-steps')
  const full = roomWith(Array.from({ length: maxExercises }, (_, at) => exercise(`e${at}`, [`s${at}`])))
  expect(refusedFor(full, { add: ['vision'] })).toBe('too-many-exercises')
  expect(refusedFor(full, { add: ['vision'], remove: ['e3'] })).toBeNull()
  // A line of the day names only what is in the session then.
  expect(refusedFor(session, { days: daysOf('vision') })).toBe('unknown-exercise')
  expect(refusedFor(session, { days: daysOf('plan'), remove: ['plan'] })).toBe('unknown-exercise')
  expect(may(session.seats.map(({ id, group }): Person => ({ is: 'seat', session: 's', seat: id, group }))[0]!, asked({ add: ['swot'] }), session)?.refused).toBe('not-allowed') // prettier-ignore
})

test('an exercise goes while nothing was done with it, and stays from then on', () => {
  const session = room()
  const gone = doing(doing(session, { do: 'open-walk', exercise: 'plan' }), asked({ remove: ['plan'] }))
  expect(exercisesIn(gone)).toEqual(['mapping'])
  expect([gone.walks, gone.consents]).toEqual([[], []])
  expect(refusedFor(gone, { remove: ['mapping'] })).toBe('last-exercise')
  expect(exercisesIn(doing(gone, asked({ remove: ['mapping'], add: ['vision'] })))).toEqual(['vision'])
  expect(refusedFor(session, { remove: ['none'] })).toBe('unknown-exercise')
  const [a] = session.groups.map(({ id }) => id) as [string]
  const card = { kind: 'threat', title: { code: 'HE' }, from: { exercise: 'mapping', cluster: 'a:b', groups: 1, of: 2 } }
  const items = ['a:1', 'a:2'].map((cluster) => ({ cluster, kind: 'k', title: { by: 'group' as const, text: cluster } }))
  const used: Command[] = [
    { do: 'open-step', step: 'draft' },
    { do: 'give-material', step: 'draft', group: a, text: 'The case of March', part: null },
    { do: 'hand-on', exercise: 'plan', cards: [card] },
    { do: 'decide', decision: 'd', exercise: 'plan', what: { act: 'mark', key: 'a:1' } },
    { do: 'open-vote', vote: 'v', exercise: 'plan', question: 'Which?', way: 'dots', dots: 3, items },
  ]
  for (const command of used) expect(refusedFor(doing(session, command), { remove: ['plan'] }), command.do).toBe('exercise-used')
  const seat: Person = { is: 'seat', session: 's', seat: 'aida', group: a }
  const handed = doing(opened(session, 'draft'), { do: 'hand-in', step: 'draft' }, seat)
  expect(refusedFor(doing(handed, { do: 'undo-open', step: 'draft' }), { remove: ['plan'] })).toBe('exercise-used')
})

test('a plenary that shows what has gone shows the question', () => {
  const shown = doing(opened(room(), 'draft'), { do: 'show', plenary: { shows: 'merged', exercise: 'plan' } })
  const blank = doing(shown, { do: 'show', plenary: { shows: 'blank' } })
  for (const one of [shown, blank]) {
    const back = doing(one, { do: 'undo-open', step: 'draft' })
    expect(doing(back, asked({ remove: ['plan'] })).plenary).toEqual({ shows: 'question' })
    expect(doing(back, asked({ add: ['vision'] })).plenary).toEqual(one.plenary)
  }
})

test('boards on which laptops write alone keep their names whatever comes and goes, and no name is given twice', () => {
  const change = fc.record({ id: fc.constantFrom('mapping', 'plan', 'swot', 'vision'), first: fc.boolean() })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      let session = roomWith([mapping, plan])
      const names = new Map<string, string>()
      const remember = () => {
        for (const { item, run } of numberedSteps(session.agenda)) {
          const name = ownBoardOf(session.agenda, run.id, { id: 'aida' })
          const whose = `${Object.values(item.boards)[0]!} ${run.id}`
          expect(names.get(name) ?? whose).toBe(whose)
          names.set(name, whose)
        }
        expect(new Set(names.values()).size).toBe(names.size)
      }
      remember()
      for (const { id, first } of changes) {
        const there = exercisesIn(session)
        const days = first ? daysOf(id, ...there.filter((one) => one !== id)) : daysOf(...there.filter((one) => one !== id))
        const change = there.includes(id) ? asked({ remove: [id] }) : asked({ add: [id], days })
        const next = reduce(session, change, context({ newId, brought: [...shelf, mapping, plan] }))
        if (!isRefusal(next)) session = next
        remember()
        expect(viewFor(ann, session).agenda.map((item) => item.exercise)).toEqual(exercisesIn(session))
      }
    }),
  )
})

test('a session whose exercises never changed names these boards by their place, as it always has', () => {
  const session = room()
  expect(ownBoardOf(session.agenda, 'draft', { id: 'aida' })).toBe('own-aida-2')
  const after = doing(session, asked({ add: ['vision'], days: daysOf('vision', 'mapping', 'plan') }))
  expect(ownBoardOf(after.agenda, 'draft', { id: 'aida' })).toBe('own-aida-2')
  expect(ownBoardOf(after.agenda, 'state', { id: 'aida' })).toBe('own-aida-3')
  expect(JSON.stringify(atRest(after))).not.toContain('number')
})

test('decisions of earlier versions that name no exercise go on being told with the first', () => {
  const decided = doing(room(), { do: 'decide', decision: 'd', what: { act: 'mark', key: 'a:1' } })
  const after = doing(decided, asked({ add: ['vision'], days: daysOf('vision', 'mapping') }))
  expect(exercisesIn(after)).toEqual(['mapping', 'vision', 'plan'])
})
