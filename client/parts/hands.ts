import type { Seat } from '../../shared/session/session.ts'

/** Raised hands in the order in which they went up: the queue of the room. */
export function queueOf(seats: readonly Seat[]): readonly (Seat & { readonly handRaised: number })[] {
  const raised = seats.flatMap((seat) => (seat.handRaised === null ? [] : [{ ...seat, handRaised: seat.handRaised }]))
  return raised.sort((one, other) => one.handRaised - other.handRaised)
}
