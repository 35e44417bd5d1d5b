import type { Ms } from './ms.ts'

/** A table rating blind: what each of its laptops says alone, until the table looks at all values together. */
export interface BlindRound {
  readonly step: string
  readonly group: string
  /** From 1; a sheet belongs to one round. */
  readonly round: number
  readonly sheets: readonly BlindSheet[]
  /** When the table saw all values; null as long as each laptop sees only its own. */
  readonly revealed: Ms | null
  /** The sheets of the first round, when the table rates once more. */
  readonly first?: readonly BlindSheet[]
}

export interface BlindSheet {
  readonly seat: string
  /** The people at the laptop say that they are through. */
  readonly rated: boolean
  readonly answers: readonly BlindAnswer[]
}

/** One rating of one card; "do not know" is an answer. */
export interface BlindAnswer {
  readonly card: string
  readonly field: string
  readonly value: number | 'unknown'
}
