/** What a call tells of the server's clock: it is ahead of this laptop's `steadyNow()` by `offset` ms, give or take `error`; known `at` that time. */
export interface Reading {
  readonly offset: number
  readonly error: number
  readonly at: number
}

/** Two clocks part by less, also while a system slowly puts its own right. */
const driftPerMs = 0.0005

/** The server's clock as an answer shows it that took from `sent` to `received`: it was read somewhere between. */
export function readingOf(sent: number, received: number, server: number): Reading {
  const error = (received - sent) / 2
  return { offset: server - sent - error, error, at: received }
}

/**
 * Which of two readings to go by: the narrower one, so that calls of a busy moment do not spoil what a quick one has shown. Where both
 * cannot be true the laptop has slept, or the server goes on elsewhere: the fresh one.
 */
export function better(known: Reading | null, fresh: Reading): Reading {
  if (known === null) return fresh
  const error = known.error + (fresh.at - known.at) * driftPerMs
  return fresh.error <= error || Math.abs(fresh.offset - known.offset) > fresh.error + error ? fresh : known
}
