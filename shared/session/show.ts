import { refuse, type Refusal } from '../refusals.ts'
import { hasAgreed, shownExercise } from './consent.ts'
import type { Plenary, Session } from './session.ts'
import { voteOf } from './vote.ts'
import { lastStepOf } from './whereabouts.ts'

/** Lets the projector show something else. A board is shown only when its table agreed. */
export function show(session: Session, plenary: Plenary): Session | Refusal {
  if (plenary.shows === 'vote' && !voteOf(session, plenary.vote)) return refuse('unknown-vote')
  if (plenary.shows === 'board') {
    if (!session.groups.some(({ id }) => id === plenary.group)) return refuse('unknown-group')
    if (!hasAgreed(session, shownExercise(session) ?? '', plenary.group)) return refuse('board-not-agreed')
  }
  if (plenary.shows === 'merged' && plenary.exercise !== undefined) {
    const item = session.agenda.find(({ exercise }) => exercise === plenary.exercise)
    if (!item) return refuse('unknown-exercise')
    if (!lastStepOf(item)) return refuse('step-not-open')
  }
  return { ...session, plenary: plenary.shows === 'blank' ? { shows: 'blank', behind: behindOf(session.plenary) } : plenary }
}

/** A screen that is blanked twice still remembers what it showed. */
const behindOf = (plenary: Plenary): Exclude<Plenary, { shows: 'blank' }> =>
  plenary.shows === 'blank' ? (plenary.behind ?? { shows: 'question' }) : plenary
