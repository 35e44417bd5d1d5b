import { refuse, type Refusal } from '../refusals.ts'
import type { Command } from './commands.ts'
import type { Ms, Person, Session } from './session.ts'
import type { Consent } from './walk-shapes.ts'
import { currentStep } from './whereabouts.ts'

type Asked<Do extends Command['do']> = Extract<Command, { do: Do }>

/** Asks one table, or every table that was not asked yet, whether others may see its board; an answer that was given stays. */
export function askBoard(session: Session, { exercise, group }: Omit<Asked<'ask-board'>, 'do'>, now: Ms): Session | Refusal {
  if (!session.agenda.some((item) => item.exercise === exercise)) return refuse('unknown-exercise')
  const asked = group === null ? session.groups : session.groups.filter(({ id }) => id === group)
  if (asked.length === 0) return refuse('unknown-group')
  const again = (one: Consent) => (one.group === group && one.exercise === exercise && one.answer === 'no' ? { ...one, answer: null } : one)
  const known = (session.consents ?? []).map(again)
  const fresh = asked.filter(({ id }) => !consentOf({ consents: known }, exercise, id))
  return { ...session, consents: [...known, ...fresh.map(({ id }) => ({ exercise, group: id, asked: now, answer: null, by: '' }))] }
}

/** Whoever hands in speaks for the table. */
export const agreeBoard = (session: Session, exercise: string, person: Person, name: string): Session | Refusal =>
  answered(session, exercise, person, 'yes', name)

/** Anybody at the table may keep its board for the table, also after it agreed: then it is gone from the plenary at once. */
export function keepBoard(session: Session, exercise: string, person: Person, name: string): Session | Refusal {
  const kept = answered(session, exercise, person, 'no', name)
  if ('refused' in kept || person.is !== 'seat') return kept
  const { plenary } = session
  const isShown = plenary.shows === 'board' && plenary.group === person.group && shownExercise(session) === exercise
  return isShown ? { ...kept, plenary: { shows: 'question' } } : kept
}

function consentOf(session: Pick<Session, 'consents'>, exercise: string, group: string): Consent | undefined {
  return session.consents?.find((one) => one.exercise === exercise && one.group === group)
}

/** True when others may see the board of this group. */
export const hasAgreed = (session: Pick<Session, 'consents'>, exercise: string, group: string): boolean =>
  consentOf(session, exercise, group)?.answer === 'yes'

/** The exercise whose boards the plenary shows: the one that is on, or the first. */
export const shownExercise = (session: Session): string | undefined => (currentStep(session)?.item ?? session.agenda[0])?.exercise

/** The facilitator knows of every table's answer, a laptop of its own table's, others of those that agreed. */
export function consentsFor(person: Person, session: Session): readonly Consent[] {
  const all = session.consents ?? []
  if (person.is === 'facilitator') return all
  if (person.is === 'seat') return all.filter(({ group }) => group === person.group)
  return person.is === 'plenary' ? all.flatMap((one) => (one.answer === 'yes' ? [{ ...one, by: '' }] : [])) : []
}

function answered(session: Session, exercise: string, person: Person, answer: 'yes' | 'no', by: string): Session | Refusal {
  if (person.is !== 'seat') return refuse('not-allowed')
  const consent = consentOf(session, exercise, person.group)
  if (!consent) return refuse('not-asked')
  return { ...session, consents: (session.consents ?? []).map((one) => (one === consent ? { ...one, answer, by } : one)) }
}
