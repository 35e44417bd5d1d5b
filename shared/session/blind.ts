import { refuse, type Refusal } from '../refusals.ts'
import type { Command } from './commands.ts'
import { seatOf } from './seat.ts'
import { isFor } from './whereabouts.ts'
import type { Ms, Person, Seat, Session, StepRun } from './session.ts'
import type { BlindRound, BlindSheet } from './blind-shapes.ts'

/** The round that a table is in, or was in last, in a step; undefined before anybody rated. */
export function roundOf(session: Pick<Session, 'blind'>, step: string, group: string): BlindRound | undefined {
  return session.blind?.find((round) => round.step === step && round.group === group)
}

/** Puts the whole sheet of a laptop in the place of its earlier one. A sheet of a round that is over is refused. */
export function rate(session: Session, command: Extract<Command, { do: 'rate' }>, person: Person): Session | Refusal {
  const { run, seat } = placeOf(session, command.step, person)
  if (!run?.blind) return refuse('not-blind')
  if (!seat) return refuse('not-allowed')
  if (run.state.is !== 'open' || !isFor(run, seat.group)) return refuse('step-not-open')
  const round = roundOf(session, command.step, seat.group) ?? startOf(command.step, seat.group)
  if (round.revealed !== null || round.round !== command.round) return refuse('already-revealed')
  const sheet: BlindSheet = { seat: seat.id, rated: command.rated, answers: command.answers }
  return withRound(session, { ...round, sheets: [...round.sheets.filter((one) => one.seat !== seat.id), sheet] })
}

/** The table looks at all values: whoever hands in may ask for it at any time, everybody once all laptops have rated. */
export function reveal(session: Session, step: string, person: Person, now: Ms): Session | Refusal {
  const { run, seat } = placeOf(session, step, person)
  if (!run?.blind) return refuse('not-blind')
  if (!seat) return refuse('not-allowed')
  const round = roundOf(session, step, seat.group)
  const seats = session.seats.filter((one) => one.group === seat.group)
  if (!seat.rapporteur && !seats.every(({ id }) => hasRated(round, id))) return refuse('not-all-rated')
  return showRound(session, round ?? startOf(step, seat.group), now)
}

/** The facilitator shows one table its values, or every table that has begun (`group` null). */
export function revealFor(session: Session, step: string, group: string | null, now: Ms): Session | Refusal {
  if (!runOf(session, step)?.blind) return refuse('not-blind')
  if (group !== null && !session.groups.some((one) => one.id === group)) return refuse('unknown-group')
  return group === null ? revealAll(session, step, now) : showRound(session, roundOf(session, step, group) ?? startOf(step, group), now)
}

/** A round once more, alone again: each laptop starts from what it said. The first round is kept beside it. */
export function rateAgain(session: Session, step: string, person: Person): Session | Refusal {
  const { run, seat } = placeOf(session, step, person)
  if (!run?.blind) return refuse('not-blind')
  if (run.state.is !== 'open') return refuse('step-not-open')
  const round = seat && roundOf(session, step, seat.group)
  if (!round || round.revealed === null) return refuse('not-revealed')
  const sheets = sheetsNow(round, session.seats).map((sheet) => ({ ...sheet, rated: false }))
  return withRound(session, { ...round, round: round.round + 1, sheets, revealed: null, first: round.first ?? round.sheets })
}

/** What is not shown when a step closes is shown then. A table where nobody rated may still do so when it opens again. */
export function revealAll(session: Session, step: string, now: Ms): Session {
  if (!session.blind?.some((round) => round.step === step && round.revealed === null)) return session
  const shown = (round: BlindRound) => (round.step === step && round.revealed === null ? { ...round, revealed: now } : round)
  return { ...session, blind: session.blind.map(shown) }
}

/** Shows a table what it has said so far: with its work handed in nothing stays hidden. */
export function revealOwn(session: Session, step: string, person: Person, now: Ms): Session {
  return person.is === 'seat' ? revealOwnOf(session, step, person.group, now) : session
}

/** As `revealOwn`, for a table by its id. */
export function revealOwnOf(session: Session, step: string, group: string, now: Ms): Session {
  const round = roundOf(session, step, group)
  return round ? showRound(session, round, now) : session
}

/**
 * Hides again what was shown at that moment, in a step or in any (null), to a table or to all (null): that was taken back. What a
 * table has handed in stays shown.
 */
export function hideShownAt(session: Session, step: string | null, group: string | null, at: Ms): Session {
  const isHandedIn = (round: BlindRound) => runOf(session, round.step)?.handedIn.some((one) => one.group === round.group) ?? false
  const isMeant = (round: BlindRound) =>
    round.revealed === at && (step === null || round.step === step) && (group === null || round.group === group) && !isHandedIn(round)
  if (!session.blind?.some(isMeant)) return session
  return {
    ...session,
    blind: session.blind.map((round) => (isMeant(round) ? { ...round, sheets: sheetsNow(round, session.seats), revealed: null } : round)),
  }
}

/**
 * What a person may know of blind ratings. A laptop knows its own values until its table looks at all of them, and who
 * has rated; the facilitator knows who has rated and no value ever; others know nothing.
 */
export function blindFor(person: Person, session: Session): readonly BlindRound[] {
  const rounds = session.blind ?? []
  if (person.is === 'facilitator') return rounds.map((round) => masked(round, () => false))
  if (person.is !== 'seat') return []
  const own = rounds.filter((round) => round.group === person.group)
  return own.map((round) => masked(round, (sheet) => round.revealed !== null || sheet.seat === person.seat))
}

export function hasRated(round: BlindRound | undefined, seat: string): boolean {
  return round?.sheets.some((sheet) => sheet.seat === seat && sheet.rated) ?? false
}

function masked({ first: _, ...round }: BlindRound, mayKnow: (sheet: BlindSheet) => boolean): BlindRound {
  return { ...round, sheets: round.sheets.map((sheet) => (mayKnow(sheet) ? sheet : { ...sheet, answers: [] })) }
}

/** What is rated on from: a laptop that goes on as another after the round was over has two sheets in it, and here its own. */
function sheetsNow({ sheets }: BlindRound, seats: readonly Seat[]): readonly BlindSheet[] {
  const gone = new Set(seats.flatMap(({ was = [] }) => was))
  return sheets.filter(({ seat }) => !gone.has(seat))
}

const startOf = (step: string, group: string): BlindRound => ({ step, group, round: 1, sheets: [], revealed: null })

function showRound(session: Session, round: BlindRound, now: Ms): Session {
  return round.revealed === null ? withRound(session, { ...round, revealed: now }) : session
}

function withRound(session: Session, round: BlindRound): Session {
  const others = (session.blind ?? []).filter((one) => one.step !== round.step || one.group !== round.group)
  return { ...session, blind: [...others, round] }
}

function runOf(session: Session, step: string): StepRun | undefined {
  return session.agenda.flatMap((item) => item.steps).find((run) => run.id === step)
}

function placeOf(session: Session, step: string, person: Person): { run: StepRun | undefined; seat: Seat | undefined } {
  return { run: runOf(session, step), seat: seatOf(session, person) }
}
