import { allowedIn, type Allowed } from '../exercise/allowed.ts'
import { isRefusal, refuse, type Refusal } from '../refusals.ts'
import type { AgendaItem, Session, StepRun } from './session.ts'
import { lastStepOf } from './whereabouts.ts'

/** The session with one of its steps changed. */
export function changeStep(session: Session, id: string, change: (step: StepRun) => StepRun | Refusal): Session | Refusal {
  const found = session.agenda.flatMap((item) => item.steps).find((step) => step.id === id)
  if (!found) return refuse('unknown-step')
  const changed = change(found)
  if (isRefusal(changed)) return changed
  const agenda = session.agenda.map((item) => ({ ...item, steps: item.steps.map((step) => (step === found ? changed : step)) }))
  return { ...session, agenda }
}

/** A table that is locked sees its board and does not write on it, until the facilitator unlocks it. */
export function lockStep(
  step: StepRun,
  group: string | null,
  isLocked: boolean,
  groups: readonly { readonly id: string }[],
): StepRun | Refusal {
  const meant = groups.map(({ id }) => id).filter((id) => group === null || id === group)
  if (meant.length === 0) return refuse('unknown-group')
  const { locked = [], ...rest } = step
  const others = locked.filter((id) => !meant.includes(id))
  const now = isLocked ? [...others, ...meant] : others
  return now.length === 0 ? rest : { ...rest, locked: now }
}

export const isLocked = ({ locked }: StepRun, group: string | null): boolean => group !== null && (locked?.includes(group) ?? false)

/**
 * True when nobody at the table may write on its board of this exercise: the step that is on is locked for it. What comes after a
 * step has closed is late work, which is kept: no lock outlives its step.
 */
export function isBoardLocked(item: AgendaItem, group: string): boolean {
  const last = lastStepOf(item, group)
  return last?.step.state.is === 'open' && isLocked(last.step, group)
}

/** From now on laptops may do this and no more in the step, at all tables; it stays so when the step is opened again. */
export function allow({ allowed: _, ...step }: StepRun, allowed: Allowed): StepRun {
  return { ...step, ...allowedIn(allowed) }
}

/**
 * What laptops of a table may do on its board of this exercise. It outlives its step until another is opened: nothing honest is lost
 * by that, for who worked in the step kept to it.
 */
export function allowedOn(item: AgendaItem, group: string): Allowed {
  return lastStepOf(item, group)?.step.allowed ?? {}
}
