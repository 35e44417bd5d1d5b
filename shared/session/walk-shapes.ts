import type { Ms } from './ms.ts'

/** A table's answer whether others may see its board of one exercise; null until it is given. */
export interface Consent {
  readonly exercise: string
  readonly group: string
  readonly asked: Ms
  readonly answer: 'yes' | 'no' | null
  /** The name of the seat that answered; empty for those who need not know it. */
  readonly by: string
}

/** While it is open tables look at each other's boards of one exercise. */
export interface Walk {
  readonly exercise: string
  readonly opened: Ms
  readonly closed: Ms | null
}

/** What a table says about another's board; it stands beside the board and never in it. */
export interface Comment {
  readonly id: string
  readonly exercise: string
  /** Whose board it is about. */
  readonly group: string
  /** Null when it is about the board as a whole. */
  readonly card: string | null
  readonly from: string
  readonly at: Ms
  readonly text: string
}
