import { refuse, type Refusal } from '../refusals.ts'
import type { Plenary, Session } from './session.ts'
import { voteOf } from './vote.ts'

/** Lets the projector show something else. */
export function show(session: Session, plenary: Plenary): Session | Refusal {
  if (plenary.shows === 'board' && !session.groups.some(({ id }) => id === plenary.group)) return refuse('unknown-group')
  if (plenary.shows === 'vote' && !voteOf(session, plenary.vote)) return refuse('unknown-vote')
  return { ...session, plenary }
}
