import type { Ms } from './ms.ts'

/** Why a version of a board was kept: at a hand-in, when a step was opened, every few minutes, before the board was put back. */
export type VersionReason = 'hand-in' | 'push' | 'time' | 'restore'

/** A version of a board, without what stands in it. */
export interface KeptVersion {
  readonly id: number
  readonly at: Ms
  readonly why: VersionReason
  /** How many cards; null in files of earlier versions of Roundtable. */
  readonly cards: number | null
}

/** What a board was put back to, and the version of how it was just before. */
export interface PutBack {
  readonly to: Omit<KeptVersion, 'cards'>
  readonly before: number
}

export interface Restored extends PutBack {
  readonly at: Ms
  /** The facilitator's name; empty in the view of tables. */
  readonly by: string
  /** True when it was taken back. */
  readonly undone: boolean
}
