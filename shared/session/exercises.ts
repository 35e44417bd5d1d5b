import type { AgendaDay } from '../exercise/agenda.ts'
import type { Exercise } from '../exercise/exercise.ts'
import { refuse, type Refusal } from '../refusals.ts'
import { numberedSteps } from './alone.ts'
import { maxExercises, newItem, stepTwice } from './new-session.ts'
import { hasBegun, type AgendaItem, type Plenary, type Session } from './session.ts'

interface Change {
  readonly add: readonly string[]
  readonly remove: readonly string[]
  /** Those that may come in. */
  readonly brought: readonly Exercise[]
  /** Where they stand in the day. */
  readonly days: readonly AgendaDay[]
}

/** The session with other exercises: those that go first, then those that come, each behind the one that the day has before it. */
export function changeExercises(session: Session, change: Change, newId: () => string): Session | Refusal {
  const { add, remove, brought, days } = change
  if (add.length === 0 && remove.length === 0) return session
  const gone = session.agenda.filter(({ exercise }) => remove.includes(exercise))
  if (!remove.every((id) => gone.some(({ exercise }) => exercise === id))) return refuse('unknown-exercise')
  if (gone.some((item) => isUsed(session, item))) return refuse('exercise-used')
  const rest = withNumbers(session)
  const kept = rest.agenda.filter(({ exercise }) => !remove.includes(exercise))
  const fresh = add.flatMap((id) => brought.find((exercise) => exercise.id === id) ?? [])
  if (fresh.length < add.length) return refuse('unknown-exercise')
  if (new Set([...kept.map(({ exercise }) => exercise), ...add]).size < kept.length + add.length) return refuse('exercise-there')
  if (kept.length + fresh.length > maxExercises) return refuse('too-many-exercises', { most: maxExercises })
  if (kept.length + fresh.length === 0) return refuse('last-exercise')
  const twice = stepTwice([...kept, ...fresh])
  if (twice !== null) return refuse('same-steps', { step: twice })
  let { numbers } = rest
  const items = fresh.map((exercise): AgendaItem => {
    const numbered = numbers
    numbers += exercise.steps.length
    return { ...newItem(exercise, session.groups, newId), numbered }
  })
  // Decisions of earlier versions that name no exercise are told with the first.
  const least = session.decisions.some(({ exercise }) => exercise === undefined) ? 1 : 0
  const agenda = inOrder(days, items).reduce<readonly AgendaItem[]>((all, item) => withItem(all, item, days, least), kept)
  return { ...withoutTraces(rest, remove), agenda, numbers }
}

interface OfExercises {
  readonly votes?: readonly { readonly exercise: string }[]
  readonly comments?: readonly { readonly exercise: string }[]
  readonly decisions: readonly { readonly exercise?: string }[]
}

/** True once people have done something with the exercise, or something was prepared for it: then it cannot go. Boards are asked elsewhere. */
export function isUsed({ votes = [], comments = [], decisions }: OfExercises, item: AgendaItem): boolean {
  const belongs = [...votes, ...comments, ...decisions].some(({ exercise }) => exercise === item.exercise)
  const wasWorked = item.steps.some(({ handedIn, material }) => handedIn.length > 0 || material !== undefined)
  return hasBegun(item) || wasWorked || belongs || (item.givens?.length ?? 0) > 0
}

/** Every exercise keeps the numbers of its steps, whatever comes before it. */
function withNumbers(session: Session): Session & { readonly numbers: number } {
  const all = numberedSteps(session.agenda)
  const firstOf = (item: AgendaItem) => all.find((one) => one.item === item)?.number ?? 0
  const agenda = session.agenda.map((item) => ({ ...item, numbered: firstOf(item) }))
  return { ...session, agenda, numbers: session.numbers ?? all.length }
}

const orderOf = (days: readonly AgendaDay[]): readonly string[] => [
  ...new Set(days.flatMap((day) => day.lines.flatMap(({ exercise }) => exercise ?? []))),
]

function inOrder(days: readonly AgendaDay[], items: readonly AgendaItem[]): readonly AgendaItem[] {
  const order = orderOf(days)
  const placeOf = ({ exercise }: AgendaItem) => (order.includes(exercise) ? order.indexOf(exercise) : order.length)
  return items.toSorted((one, other) => placeOf(one) - placeOf(other))
}

/** At the end where no line of the day has it; `least` is the first place that it may take. */
function withItem(agenda: readonly AgendaItem[], item: AgendaItem, days: readonly AgendaDay[], least: number): readonly AgendaItem[] {
  const order = orderOf(days)
  if (!order.includes(item.exercise)) return [...agenda, item]
  const before = order.slice(0, order.indexOf(item.exercise)).findLast((id) => agenda.some(({ exercise }) => exercise === id))
  return agenda.toSpliced(Math.max(agenda.findIndex(({ exercise }) => exercise === before) + 1, least), 0, item)
}

/** What was only asked about an exercise goes with it. */
function withoutTraces<Kept extends Session>(session: Kept, gone: readonly string[]): Kept {
  const stays = ({ exercise }: { readonly exercise: string }) => !gone.includes(exercise)
  const isOfGone = (plenary: Plenary | undefined): boolean =>
    plenary?.shows === 'merged' ? gone.includes(plenary.exercise ?? '') : plenary?.shows === 'blank' && isOfGone(plenary.behind)
  return {
    ...session,
    ...(session.consents ? { consents: session.consents.filter(stays) } : {}),
    ...(session.walks ? { walks: session.walks.filter(stays) } : {}),
    ...(isOfGone(session.plenary) ? { plenary: { shows: 'question' } } : {}),
  }
}
