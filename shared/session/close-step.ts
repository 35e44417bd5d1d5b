import { isRefusal, refuse, type Refusal } from '../refusals.ts'
import { hideCardsShownAt, withCardsShown } from './alone.ts'
import { hideShownAt, revealOwnOf } from './blind.ts'
import { endFor, endOf, putOff, withTimeOf } from './clocks.ts'
import type { Ms } from './ms.ts'
import { withGiven } from './open-step.ts'
import type { Session, StepRun } from './session.ts'

/** What a step was like before it was closed, for all or for one table: enough to take that back. */
export interface Closing {
  readonly at: Ms
  readonly was: StepRun
  /** Absent when it was closed for all. */
  readonly group?: string
  /** It was the last table that had time: the step closed with it. */
  readonly last?: true
}

/**
 * Closes a step softly, for all tables or for one: what is typed is kept, and may still be handed in. A table that it is closed for
 * sees its blind ratings and what its laptops wrote alone. When no other table has time left, the step closes with it.
 */
export function closeStep(session: Session, id: string, group: string | null, now: Ms): Session | Refusal {
  const was = runOf(session, id)
  if (!was) return refuse('unknown-step')
  if (was.state.is !== 'open') return refuse('step-not-open')
  if (group === null) return { ...withRun(session, { ...was, state: { is: 'closed' } }), closed: { at: now, was } }
  if (!session.groups.some((one) => one.id === group)) return refuse('unknown-group')
  const ended = endFor(was, group, now)
  if (isRefusal(ended)) return ended
  const end = endOf(session, ended)
  if (end !== null && end <= now)
    return { ...withRun(session, { ...was, state: { is: 'closed' } }), closed: { at: now, was, group, last: true } }
  const shown = withCardsShown(revealOwnOf(withRun(session, ended), id, group, now), id, group, now)
  return { ...shown, closed: { at: now, was, group } }
}

/**
 * As if it had not been closed: time, locks and tables as they were, what people handed in meanwhile stays. `group` as when it was
 * closed; null also takes back a step that closed with its last table.
 */
export function undoClose(session: Session, id: string, group: string | null, now: Ms): Session | Refusal {
  const { closed, ...rest } = session
  const run = runOf(session, id)
  if (!run) return refuse('unknown-step')
  if (closed?.was.id !== id || !isMeant(closed, group)) return refuse('cannot-undo-close')
  const { at, was } = closed
  const one = closed.last ? null : (closed.group ?? null)
  if (run.state.is !== (one === null ? 'closed' : 'open')) return refuse('cannot-undo-close')
  const back = one === null ? withGiven(putOff(was, now - at), run) : hideCardsShownAt(withTimeOf(run, one, was, at, now), one, at)
  return hideShownAt(withRun(rest, back), id, one, at)
}

const isMeant = ({ group, last }: Closing, asked: string | null): boolean => asked === (group ?? null) || (asked === null && last === true)

const runOf = ({ agenda }: Session, id: string): StepRun | undefined => agenda.flatMap((item) => item.steps).find((run) => run.id === id)

function withRun(session: Session, run: StepRun): Session {
  const agenda = session.agenda.map((item) => ({ ...item, steps: item.steps.map((one) => (one.id === run.id ? run : one)) }))
  return { ...session, agenda }
}
