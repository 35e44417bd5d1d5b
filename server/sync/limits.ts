/** How much of one socket on a board is held in memory, and for how long. */
export interface Limits {
  /** How long a board stays in memory after the last has left, in ms. */
  readonly releaseAfterMs: number
  /** Bytes that the other end has not read yet: above the first, what may be dropped is dropped; above the second it must make progress. */
  readonly unread: { readonly drop: number; readonly slow: number; readonly never: number; readonly patienceMs: number }
  /** Bytes on their way to the disk above which a socket is not read, until the disk has caught up. */
  readonly unsaved: number
  /** Signs of presence that one socket may tell the others in a second; more are told together, later. */
  readonly signsASecond: number
  /** How often one socket may ask what it lacks; a laptop does so once for each connection. */
  readonly questions: { readonly atOnce: number; readonly aSecond: number }
}

const MiB = 1_048_576

/** A document has at most 8 MiB, so somebody who opens the largest board stays below `never`. */
export const limits: Limits = {
  releaseAfterMs: 30_000,
  unread: { drop: MiB, slow: 8 * MiB, never: 16 * MiB, patienceMs: 10_000 },
  unsaved: MiB,
  signsASecond: 20,
  questions: { atOnce: 20, aSecond: 5 },
}
