import { refuse, type Refusal } from '../refusals.ts'
import { keepingDelegation } from './delegation.ts'
import { idsOf, type Person, type Seat, type Session } from './session.ts'
import type { BlindRound } from './blind-shapes.ts'
import type { Vote } from './vote-shapes.ts'

export interface Move {
  readonly seat: string
  readonly group: string
}

/**
 * Laptops change their tables. Each table that has laptops has one that hands in: its own if that stays, else the one that
 * came first. What they wrote stays where they wrote it, and they go on speaking for whom they spoke.
 */
export function moveSeats(session: Session, moves: readonly Move[]): Session | Refusal {
  const to = new Map(moves.map(({ seat, group }) => [seat, group]))
  if ([...to.values()].some((group) => !session.groups.some(({ id }) => id === group))) return refuse('unknown-group')
  if ([...to.keys()].some((seat) => !session.seats.some(({ id }) => id === seat))) return refuse('unknown-seat')
  const moved = session.seats.map((seat): Seat => {
    const group = to.get(seat.id) ?? seat.group
    if (group === seat.group) return seat
    return { ...keepingDelegation(session, seat, group), done: [], handRaised: null, rapporteur: false }
  })
  return { ...session, seats: withRapporteurs(moved) }
}

/** Another laptop goes on as a seat that was here before: it gets what that seat had, which then is gone. */
export function takeOverSeat(session: Session, seat: string, from: string): Session | Refusal {
  const [now, before] = [seat, from].map((id) => session.seats.find((one) => one.id === id))
  if (!now || !before || now === before || now.group !== before.group) return refuse('unknown-seat')
  const { rapporteur, done, people, name, joined, delegation } = before
  const seats = session.seats.flatMap((one) => {
    if (one.id === from) return []
    if (one.id === seat) {
      const was = [...(one.was ?? []), ...idsOf(before)]
      const { delegation: _, ...rest } = one
      const own = delegation === undefined ? {} : { delegation }
      return [{ ...rest, name, people, done, joined, rapporteur: rapporteur || one.rapporteur, was, ...own }]
    }
    return [one]
  })
  return handOver({ ...session, seats }, from, seat)
}

/** What a seat rated, voted and read is that of the seat which goes on as it: nobody counts twice in what is going on. */
export function handOver(session: Session, from: string, seat: string): Session {
  const { blind, votes, messages } = session
  const readBy = (read: readonly string[]) => [...new Set(read.map((id) => (id === from ? seat : id)))]
  return {
    ...session,
    ...(blind ? { blind: blind.map((round) => sheetsOf(round, from, seat)) } : {}),
    ...(votes ? { votes: votes.map((vote) => ballotsOf(vote, from, seat)) } : {}),
    ...(messages ? { messages: messages.map((one) => ({ ...one, read: readBy(one.read) })) } : {}),
  }
}

/** The one who hands in gives that on to another laptop of its table. */
export function passRapporteur(session: Session, seat: string, person: Person): Session | Refusal {
  const to = session.seats.find((one) => one.id === seat)
  if (person.is !== 'seat' || to?.group !== person.group) return refuse('unknown-seat')
  return { ...session, seats: session.seats.map((one) => (one.group === to.group ? { ...one, rapporteur: one.id === seat } : one)) }
}

/** Exactly one of each table hands in: the one that did, else the one that came first. */
function withRapporteurs(seats: readonly Seat[]): readonly Seat[] {
  const speakers = new Map<string, Seat>()
  for (const seat of seats) {
    const known = speakers.get(seat.group)
    if (!known || (seat.rapporteur && !known.rapporteur) || (seat.rapporteur === known.rapporteur && seat.joined < known.joined))
      speakers.set(seat.group, seat)
  }
  return seats.map((seat) => {
    const rapporteur = speakers.get(seat.group) === seat
    return seat.rapporteur === rapporteur ? seat : { ...seat, rapporteur }
  })
}

/**
 * Where the new laptop has made a sheet or ballot of its own that stays, else it gets the old one's. What is over was told to
 * the room: where both have given something both stay.
 */
function handed<Given extends { readonly seat: string }>(
  all: readonly Given[],
  from: string,
  seat: string,
  isOver: boolean,
): readonly Given[] {
  if (!all.some((one) => one.seat === seat)) return all.map((one) => (one.seat === from ? { ...one, seat } : one))
  return isOver ? all : all.filter((one) => one.seat !== from)
}

const sheetsOf = (round: BlindRound, from: string, seat: string): BlindRound => ({
  ...round,
  sheets: handed(round.sheets, from, seat, round.revealed !== null),
  ...(round.first ? { first: handed(round.first, from, seat, true) } : {}),
})

const ballotsOf = (vote: Vote, from: string, seat: string): Vote => ({
  ...vote,
  ballots: handed(vote.ballots, from, seat, vote.closed !== null),
})
