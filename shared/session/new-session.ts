import type { AgendaDay } from '../exercise/agenda.ts'
import { allowedIn } from '../exercise/allowed.ts'
import type { Exercise } from '../exercise/exercise.ts'
import { letterOf } from '../ids.ts'
import { keepingDelegation, newcomer, rememberSpoken } from './delegation.ts'
import { handOver } from './seating.ts'
import { idsOf, type AgendaItem, type Group, type Ms, type Seat, type Session } from './session.ts'

export const maxGroups = 100
/** As many as one file of a session holds. */
export const maxExercises = 20

/** What a session is made of. `newId` gives a fresh id at each call: chance is an argument. */
export interface SessionPlan {
  readonly id: string
  readonly code: string
  readonly title: string
  readonly place: string
  readonly created: Ms
  /** Where the session is made, as the laptop's clock says. */
  readonly zone?: string
  readonly groups: number
  readonly exercises: readonly Exercise[]
  readonly days?: readonly AgendaDay[] | undefined
}

/** A session in which nothing has happened yet: groups A, B, C … and every step waiting. */
export function newSession(plan: SessionPlan, newId: () => string): Session {
  const groups = Array.from({ length: plan.groups }, (_, index) => newGroup(index, newId))
  return {
    id: plan.id,
    title: plan.title,
    place: plan.place,
    created: plan.created,
    ...(plan.zone === undefined ? {} : { zone: plan.zone }),
    code: plan.code,
    revision: 1,
    turn: 0,
    lastSteer: null,
    groups,
    seats: [],
    agenda: plan.exercises.map((exercise) => newItem(exercise, groups, newId)),
    ...(plan.days ? { days: plan.days } : {}),
    plenary: { shows: 'join' },
    decisions: [],
  }
}

export function newGroup(index: number, newId: () => string): Group {
  return { id: newId(), letter: letterOf(index), name: '' }
}

/** An exercise in which nothing has happened yet, with a board for each group. */
export function newItem(exercise: Exercise, groups: readonly Group[], newId: () => string): AgendaItem {
  return {
    exercise: exercise.id,
    boards: Object.fromEntries(groups.map((group) => [group.id, newId()])),
    steps: exercise.steps.map((step) => ({
      id: step.id,
      minutes: step.minutes,
      state: { is: 'waiting' },
      extra: {},
      handedIn: [],
      ...allowedIn(step),
      ...(step.writing === 'alone' ? { alone: { revealed: {} } } : {}),
      ...(step.rating === 'blind' ? { blind: true } : {}),
    })),
  }
}

/**
 * The session with one more seat; the first laptop of a table hands in unless another asked to. A laptop that asks once
 * more, because the answer was lost, has the seat that it got, with all that this has by now; one that had another seat before
 * (`left`) leaves it, and at the same table goes on as it.
 */
export function takeSeat(session: Session, seat: Seat, left: string | null = null): Session {
  const there = withoutSeats(session.seats, seat.id, left)
  const known = session.seats.find(({ id }) => id === seat.id || id === left)
  const speaks = known ? keepingDelegation(session, known, seat.group) : newcomer(session, seat)
  const spoken = speaks.delegation === undefined ? {} : { delegation: speaks.delegation }
  const atTable = session.seats.filter(({ group }) => group === seat.group)
  const got = atTable.find(({ id }) => id === seat.id)
  // Its cards stay its own, and what it said counts once.
  const before = atTable.find(({ id }) => id === left && id !== seat.id)
  const was = [...(got?.was ?? []), ...(before ? idsOf(before) : [])]
  const since = got ? { handRaised: got.handRaised, done: got.done, joined: got.joined } : {}
  const own = { ...since, ...(was.length > 0 ? { was } : {}), ...spoken }
  const mates = there.filter((other) => other.group === seat.group)
  // Sent again it takes the baton from nobody who has taken it meanwhile.
  const hands = (got ? got.rapporteur : seat.rapporteur) || !mates.some((mate) => mate.rapporteur)
  const others = there.map((other) => (hands && other.group === seat.group ? { ...other, rapporteur: false } : other))
  const taken = { ...session, revision: session.revision + 1, seats: [...others, { ...seat, ...own, rapporteur: hands }] }
  return rememberSpoken(session, before ? handOver(taken, before.id, seat.id) : taken)
}

/** The session without a seat: it counts no longer, and its laptop has to join again. What it wrote stays. */
export function leaveSeat(session: Session, seat: string): Session {
  return rememberSpoken(session, { ...session, revision: session.revision + 1, seats: withoutSeats(session.seats, seat) })
}

const withoutSeats = (seats: readonly Seat[], ...gone: readonly (string | null)[]): readonly Seat[] =>
  seats.filter((seat) => !gone.includes(seat.id))

/** A step that two exercises have: commands name a step alone, so that no session may have both. Null where there is none. */
export function stepTwice(exercises: readonly { readonly steps: readonly { readonly id: string }[] }[]): string | null {
  const ids = exercises.flatMap(({ steps }) => steps.map(({ id }) => id))
  return ids.find((id, index) => ids.indexOf(id) !== index) ?? null
}
