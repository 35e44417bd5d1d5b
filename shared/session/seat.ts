import { refuse, type Refusal } from '../refusals.ts'
import type { Person, Seat, Session } from './session.ts'

/** The seat that a person holds; undefined for whoever is no seat, or one that has left. */
export function seatOf(session: Pick<Session, 'seats'>, person: Person): Seat | undefined {
  return person.is === 'seat' ? session.seats.find((seat) => seat.id === person.seat) : undefined
}

export function changeSeat(session: Session, id: string, change: (seat: Seat) => Partial<Seat>): Session | Refusal {
  if (!session.seats.some((seat) => seat.id === id)) return refuse('not-allowed')
  return { ...session, seats: session.seats.map((seat) => (seat.id === id ? { ...seat, ...change(seat) } : seat)) }
}

/** Nobody but the laptop itself changes its seat by this. */
export function changeOwnSeat(session: Session, person: Person, change: (seat: Seat) => Partial<Seat>): Session | Refusal {
  return person.is === 'seat' ? changeSeat(session, person.seat, change) : refuse('not-allowed')
}

/** The people at the laptop say that they are done with a step, or take that back. */
export function setDone(session: Session, step: string, isDone: boolean, person: Person): Session | Refusal {
  if (!session.agenda.some((item) => item.steps.some((run) => run.id === step))) return refuse('unknown-step')
  return changeOwnSeat(session, person, ({ done }) => ({ done: [...done.filter((one) => one !== step), ...(isDone ? [step] : [])] }))
}

/** From now on this laptop hands in for its table, and no other. */
export function takeRapporteur(session: Session, person: Person): Session | Refusal {
  const own = seatOf(session, person)
  if (!own) return refuse('not-allowed')
  return { ...session, seats: session.seats.map((seat) => (seat.group === own.group ? { ...seat, rapporteur: seat.id === own.id } : seat)) }
}
