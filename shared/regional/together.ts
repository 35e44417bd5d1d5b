import type { Exercise } from '../exercise/exercise.ts'
import type { Card } from '../fields/values.ts'
import type { GroupCards } from '../merge/cluster.ts'
import { refuse, type Refusal } from '../refusals.ts'
import type { Mark } from '../report/narrative.ts'
import { heldOf } from '../session/held.ts'
import { newItem } from '../session/new-session.ts'
import type { AgendaItem, Group, Ms, Session, Source, StepRun } from '../session/session.ts'
import { wasAsked } from '../session/whereabouts.ts'
import { decidedThere } from './decided.ts'
import { fitsOf } from './fit.ts'
import { inOrder, refusalOf, type NationalWork } from './national.ts'

export interface RegionalPlan {
  readonly id: string
  readonly title: string
  readonly place: string
  readonly created: Ms
  readonly zone?: string
  /** Those that come in, by id. */
  readonly exercises: readonly string[]
}

export interface Together {
  readonly session: Omit<Session, 'code'>
  readonly exercises: readonly Exercise[]
  /** Which board of an earlier session stands on which board of this one. */
  readonly boards: readonly { readonly session: string; readonly from: string; readonly to: string }[]
  readonly marks: readonly Mark[]
}

/**
 * Several sessions as one: every national table is a group that keeps its id, so that whatever names its contributions still
 * does; it carries the session that it comes from, and wears that session's number before its letter. What each plenary
 * decided stands in the log, and what its report kept from anybody is kept from all but the organisers. Laptops, votes, walks and messages stay where they were. The order of the sessions is irrelevant.
 */
export function bringTogether(given: readonly NationalWork[], plan: RegionalPlan, newId: () => string): Together | Refusal {
  const nationals = inOrder(given)
  const refusal = refusalOf(nationals) ?? refusalOfExercises(nationals, plan.exercises)
  if (refusal) return refusal
  const groups = nationals.flatMap(({ session }, at) => session.groups.map((group) => groupFrom(group, session.id, at + 1)))
  const exercises = exercisesOf(nationals, plan.exercises)
  const agenda = exercises.map((exercise, at) => itemOf(exercise, nationals, newItem(exercise, groups, newId), at === 0))
  const decisions = nationals.flatMap((national) =>
    exercises.flatMap((exercise) => decidedThere(national.session, boardsOf(national, exercise), exercise, newId)),
  )
  const { id, title, place, created, zone } = plan
  return {
    session: {
      id,
      title,
      place,
      created,
      ...(zone === undefined ? {} : { zone }),
      revision: 1,
      turn: 2,
      lastSteer: null,
      groups,
      sources: nationals.map(sourceOf),
      seats: [],
      agenda,
      plenary: { shows: 'question' },
      decisions,
    },
    exercises,
    boards: nationals.flatMap(({ session }) =>
      session.agenda.flatMap(({ exercise, boards }) => {
        const item = agenda.find((one) => one.exercise === exercise)
        return item ? session.groups.map((group) => ({ session: session.id, from: boards[group.id]!, to: item.boards[group.id]! })) : []
      }),
    ),
    marks: nationals.flatMap(({ marks }) => marksFrom(marks, plan.exercises)),
  }
}

function refusalOfExercises(nationals: readonly NationalWork[], chosen: readonly string[]): Refusal | null {
  const fits = fitsOf(nationals)
  if (chosen.length === 0) return refuse('no-common-exercise')
  for (const id of chosen) {
    const found = fits.find(({ exercise }) => exercise === id)
    if (!found) return refuse('unknown-exercise')
    const { title, fit } = found
    const exercise = [...new Set(Object.values(title))].join(' / ')
    if (fit.is === 'missing') return refuse('exercise-missing', { exercise, title: fit.in[0]! })
    if (fit.is === 'differs') return refuse('exercise-differs', { exercise, one: fit.one, other: fit.other })
  }
  return null
}

/** Contributions keep their names. Who sat in one session did not sit in the others: `for participants` was said of other people. */
function marksFrom(marks: readonly Mark[], chosen: readonly string[]): Mark[] {
  return marks.flatMap((mark) => (mark.audience !== 'public' && chosen.includes(mark.exercise) ? { ...mark, audience: 'restricted' } : []))
}

const groupFrom = ({ code: _, ...group }: Group, from: string, number: number): Group => ({
  ...group,
  letter: `${String(number)}${group.letter}`,
  from,
})

function sourceOf({ session }: NationalWork): Source {
  const { id, title, place, created, zone, seats } = session
  return {
    id,
    title,
    place,
    created,
    held: heldOf(session),
    ...(zone === undefined ? {} : { zone }),
    laptops: seats.length,
    people: seats.reduce((sum, { people }) => sum + people, 0),
  }
}

/** As the first session ran them, in its order; shared out where any of them was. */
function exercisesOf([first, ...others]: readonly NationalWork[], chosen: readonly string[]): Exercise[] {
  return first!.session.agenda.flatMap(({ exercise: id }) => {
    const exercise = first!.exercises.find((one) => one.id === id)
    if (!exercise || !chosen.includes(id)) return []
    const assemble = [first!, ...others].flatMap(({ exercises }) => exercises.find((one) => one.id === id)?.assemble ?? [])[0]
    return [{ ...exercise, sample: [], ...(assemble === undefined ? {} : { assemble }) }]
  })
}

/** What was begun anywhere is done, with everybody's hand-ins; the desk begins with the first exercise. */
function itemOf(exercise: Exercise, nationals: readonly NationalWork[], item: AgendaItem, isFirst: boolean): AgendaItem {
  const runsOf = (id: string): readonly StepRun[] =>
    nationals.flatMap(({ session }) => session.agenda.filter((one) => one.exercise === exercise.id).flatMap(({ steps }) => steps.filter((step) => step.id === id))) // prettier-ignore
  const steps = item.steps.map((step): StepRun => {
    const runs = runsOf(step.id)
    const begun = runs.some(({ state }) => state.is !== 'waiting')
    if (!begun) return step
    return {
      ...step,
      ...askedIn(nationals, exercise.id, step.id),
      state: { is: 'done' },
      opened: isFirst ? 2 : 1,
      handedIn: runs.flatMap(({ handedIn }) => handedIn),
    }
  })
  // What was handed on in each session stands on its tables' boards: where it comes from decides who may read it.
  const givens = nationals.flatMap(({ session }) =>
    session.agenda.flatMap((one) => (one.exercise === exercise.id ? (one.givens ?? []) : [])),
  )
  return { ...item, steps, ...(givens.length > 0 ? { givens } : {}) }
}

/** The tables for which a step was opened at home, where that is not all of them. */
function askedIn(nationals: readonly NationalWork[], exercise: string, step: string): { readonly only?: readonly string[] } {
  const all = nationals.flatMap(({ session: { agenda, groups } }) => {
    const run = agenda.find((item) => item.exercise === exercise)?.steps.find(({ id }) => id === step)
    return groups.map(({ id }) => ({ id, isAsked: run !== undefined && run.state.is !== 'waiting' && wasAsked(run, id) }))
  })
  return all.every(({ isAsked }) => isAsked) ? {} : { only: all.filter(({ isAsked }) => isAsked).map(({ id }) => id) }
}

function boardsOf({ session, cards }: NationalWork, exercise: Exercise): GroupCards[] {
  const item = session.agenda.find((one) => one.exercise === exercise.id)
  return session.groups.map(({ id }): GroupCards => {
    const none: readonly Card[] = []
    return { group: id, cards: cards[item?.boards[id] ?? ''] ?? none, session: session.id }
  })
}
