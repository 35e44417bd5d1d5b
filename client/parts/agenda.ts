import type { Exercise, Step } from '../../shared/exercise/exercise.ts'
import type { Language } from '../../shared/i18n/language.ts'
import { standsFor, leftFor } from '../../shared/session/clocks.ts'
import { plannedSteps } from '../../shared/session/plan.ts'
import type { AgendaItem, Ms, StepRun } from '../../shared/session/session.ts'
import { lastStepOf, stepFor, tablesIn } from '../../shared/session/whereabouts.ts'
import type { GroupView, SessionView } from '../../shared/session/view.ts'

/** A step of the agenda with its number (from 1, within its exercise). */
export interface AgendaStep {
  readonly item: AgendaItem
  readonly run: StepRun
  readonly number: number
}

export function stepsOf(view: SessionView): readonly AgendaStep[] {
  return view.agenda.flatMap((item) => item.steps.map((run, index) => ({ item, run, number: index + 1 })))
}

/** The step of the room, or of the own table: the one that is open or was open last. */
export function currentOf(view: SessionView): AgendaStep | null {
  const { current } = view
  if (!current) return null
  return stepsOf(view).find(({ item, run }) => item.exercise === current.exercise && run.id === current.step) ?? null
}

/** The step that a table is in; where it has not begun, that of the room. */
export function stepAt(view: SessionView, group: string): AgendaStep | null {
  const found = stepFor(view, group)
  return found ? { item: found.item, run: found.step, number: found.index + 1 } : currentOf(view)
}

/** Where tables are now, that of the room first; one place unless some tables work on something of their own. */
export function placesOf(view: SessionView): readonly { readonly step: AgendaStep; readonly tables: readonly GroupView[] }[] {
  const current = currentOf(view)
  const all = stepsOf(view).map((step) => ({ step, tables: tablesIn(view, step.run.id) }))
  const here = all.filter(({ tables }) => tables.length > 0)
  return here.toSorted((one, other) => Number(other.step.run === current?.run) - Number(one.step.run === current?.run))
}

/** What the plenary is about: the current step, or that of another exercise whose merged result it shows. */
export function shownOf(view: SessionView): AgendaStep | null {
  const { plenary } = view
  const item = plenary.shows === 'merged' ? view.agenda.find(({ exercise }) => exercise === plenary.exercise) : undefined
  const last = item && item.exercise !== view.current?.exercise ? lastStepOf(item) : null
  return item && last ? { item, run: last.step, number: last.index + 1 } : currentOf(view)
}

/** The step that the day brings after the current one; the first before anything was open; null after the last. */
export function nextOf(view: SessionView): AgendaStep | null {
  const planned = plannedSteps(view)
  const steps = stepsOf(view)
  const current = currentOf(view)
  const at = current ? planned.indexOf(current.run.id) : -1
  // What was opened though the day leaves it out: then the first that nobody has opened yet.
  const rest = planned
    .slice(at + 1)
    .filter((id) => at >= 0 || !current || steps.find(({ run }) => run.id === id)?.run.state.is === 'waiting')
  return steps.find(({ run }) => run.id === rest[0]) ?? null
}

/** What a step is called, in one language; its id while its exercise is not here yet. */
export function stepTitle({ item, run }: AgendaStep, exercises: { get(id: string): Exercise | undefined }, language: Language): string {
  return stepIn(exercises.get(item.exercise), run.id)?.title[language] ?? run.id
}

export function stepIn(exercise: Exercise | undefined, id: string): Step | undefined {
  return exercise?.steps.find((step) => step.id === id)
}

/** How long a group has left; null when the step is not open. `group` null means the time of all tables. */
export function leftOf(current: AgendaStep | null, group: string | null, now: Ms): Ms | null {
  return current && leftFor(current.run, group, now)
}

/** The clock of the step, or of one group in it, was stopped. */
export const isPaused = (current: AgendaStep | null, group: string | null = null): boolean =>
  current !== null && standsFor(current.run, group)

/** mm:ss, also past the hour; 00:00 when the time is up. */
export function minutesAndSeconds(left: Ms): string {
  const seconds = Math.max(0, Math.ceil(left / 1000))
  const two = (count: number) => String(count).padStart(2, '0')
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

/** The code as people read it aloud: ABC DEF. */
export function readableCode(code: string | null): string {
  return code === null ? '' : `${code.slice(0, 3)} ${code.slice(3)}`
}
