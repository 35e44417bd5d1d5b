import { refuse, type Refusal } from '../refusals.ts'
import type { Ms } from './ms.ts'
import { lastStepOf, type AgendaItem, type Session, type StepRun } from './session.ts'

/** How long the last minute of a step is that the facilitator winds up. */
export const lastMinuteMs = 60_000

/** Opens a step, or opens it again, without locks; another step that was open closes softly. */
export function openStep({ locked: _, ...step }: StepRun, minutes: number, turn: number, now: Ms): StepRun {
  return { ...step, minutes, extra: {}, opened: turn, state: { is: 'open', since: now, until: now + minutes * 60_000 } }
}

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
  const last = lastStepOf(item)
  return last?.step.state.is === 'open' && isLocked(last.step, group)
}

/** What it was like before the last step was opened: enough to take that back. */
export interface Push {
  readonly at: Ms
  readonly was: StepRun
  /** The step that closed by it. */
  readonly closed: StepRun | null
}

/**
 * As if the step had not been opened: it is as it was, and the step that closed by it goes on with the time that it had left.
 * What people wrote or handed in meanwhile stays.
 */
export function undoOpen(session: Session, step: string, now: Ms): Session | Refusal {
  const { pushed, ...rest } = session
  const run = session.agenda.flatMap((item) => item.steps).find(({ id }) => id === step)
  if (!run) return refuse('unknown-step')
  if (!pushed || pushed.was.id !== step || run.state.is !== 'open') return refuse('cannot-undo-open')
  const back = (one: StepRun): StepRun => {
    if (one.id === step) return { ...pushed.was, handedIn: one.handedIn }
    return one.id === pushed.closed?.id ? { ...later(pushed.closed, now - pushed.at), handedIn: one.handedIn } : one
  }
  return { ...rest, agenda: session.agenda.map((item) => ({ ...item, steps: item.steps.map(back) })) }
}

/** The step with its end put off; one that stands paused stands paused. */
function later(step: StepRun, ms: number): StepRun {
  if (step.state.is !== 'open') return step
  const { paused, until } = step.state
  return { ...step, state: { ...step.state, until: until + ms, ...(paused === undefined ? {} : { paused: paused + ms }) } }
}
