import { allowedIn, type Allowed } from '../exercise/allowed.ts'
import { refuse, type Refusal } from '../refusals.ts'
import type { Ms } from './ms.ts'
import type { AgendaItem, StepRun } from './session.ts'
import { lastStepOf } from './whereabouts.ts'

/** How long the last minute of a step is that the facilitator winds up. */
export const lastMinuteMs = 60_000

/** The clock stands still, for all tables; people may go on working. */
export function pauseStep(step: StepRun, now: Ms): StepRun | Refusal {
  if (step.state.is !== 'open') return refuse('step-not-open')
  return step.state.paused === undefined ? { ...step, state: { ...step.state, paused: now } } : step
}

/** The clock goes on with what was left when it was stopped. */
export function resumeStep(step: StepRun, now: Ms): StepRun | Refusal {
  if (step.state.is !== 'open') return refuse('step-not-open')
  const { paused, ...state } = step.state
  return paused === undefined ? step : { ...step, state: { ...state, until: state.until + now - paused } }
}

/** All tables have a minute left, whatever they had before; one that had less keeps it. The step then closes softly. */
export function windUp(step: StepRun, now: Ms): StepRun | Refusal {
  const going = resumeStep(step, now)
  if ('refused' in going || going.state.is !== 'open') return going
  return { ...going, extra: {}, state: { ...going.state, until: Math.min(going.state.until, now + lastMinuteMs) } }
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
