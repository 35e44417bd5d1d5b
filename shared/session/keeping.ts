import { refuse, type Refusal } from '../refusals.ts'
import type { Ms, Session } from './session.ts'

const day = 86_400_000
/** So long before its end the console reminds of it. */
const remindMs = 7 * day
/** The clock of a laptop may be wrong by a day: nothing is wiped before a whole day more has passed. */
const graceMs = day

/** Until when a session is kept; null for as long as nobody wipes it. */
export function keepUntil(session: Session, until: Ms | null, now: Ms): Session | Refusal {
  if (until !== null && until <= now) return refuse('keep-date-over')
  const { keepUntil: _, ...rest } = session
  return until === null ? rest : { ...rest, keepUntil: until }
}

/** Where a session stands on its way to its end. `soon` counts the days that are left, today among them. */
export type Keeping =
  | { readonly is: 'kept' }
  | { readonly is: 'dated' | 'over'; readonly until: Ms }
  | { readonly is: 'soon'; readonly until: Ms; readonly days: number }

export function keepingOf({ keepUntil: until }: Pick<Session, 'keepUntil'>, now: Ms): Keeping {
  if (until === undefined) return { is: 'kept' }
  if (now >= until) return { is: 'over', until }
  const left = until - now
  return left > remindMs ? { is: 'dated', until } : { is: 'soon', until, days: Math.ceil(left / day) }
}

/** True where the session may be wiped by itself: its date is over by more than a clock may be wrong, and nothing in it runs. */
export function mayEnd({ keepUntil: until, agenda, votes }: Pick<Session, 'keepUntil' | 'agenda' | 'votes'>, now: Ms): boolean {
  const runs = agenda.some(({ steps }) => steps.some(({ state }) => state.is === 'open')) || votes?.some(({ closed }) => closed === null)
  return until !== undefined && now >= until + graceMs && !runs
}
