import { isRefusal, refuse, type Refusal } from '../refusals.ts'
import { withCardsShown } from './alone.ts'
import { revealOwn } from './blind.ts'
import { changeStep } from './run-step.ts'
import { seatOf } from './seat.ts'
import type { Ms, Person, Session, StepRun } from './session.ts'
import { isFor } from './whereabouts.ts'

/** A table may hand in until the step is done with, also when its time is over; it sees then what its laptops rated or wrote alone. */
export function handIn(session: Session, step: string, person: Person, now: Ms): Session | Refusal {
  const handed = changeStep(session, step, (run) => withHandIn(run, session, person, now))
  if (isRefusal(handed)) return handed
  const shown = revealOwn(handed, step, person, now)
  return person.is === 'seat' ? withCardsShown(shown, step, person.group, now) : shown
}

/** The table has not handed in, and goes on. What it was shown stays shown. */
export const takeBack = (session: Session, step: string, person: Person): Session | Refusal =>
  changeStep(session, step, (run) => withoutHandIn(run, person))

function withHandIn(step: StepRun, session: Session, person: Person, now: Ms): StepRun | Refusal {
  const seat = seatOf(session, person)
  if (!seat) return refuse('not-allowed')
  if (step.state.is === 'waiting' || !isFor(step, seat.group)) return refuse('step-not-open')
  if (step.handedIn.some((one) => one.group === seat.group)) return refuse('already-handed-in')
  return { ...step, handedIn: [...step.handedIn, { group: seat.group, at: now, by: seat.name }] }
}

function withoutHandIn(step: StepRun, person: Person): StepRun | Refusal {
  if (person.is !== 'seat' || !step.handedIn.some((one) => one.group === person.group)) return refuse('not-handed-in')
  return { ...step, handedIn: step.handedIn.filter((one) => one.group !== person.group) }
}
