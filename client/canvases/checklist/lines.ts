import type { Card, Value } from '../../../shared/fields/values.ts'

/** A line of a checklist as it is shown. */
export interface Shown {
  readonly key: string
  readonly card: Card | null
  /** What names the card that the first answer puts down; null for a line of the group's own. */
  readonly name: Value
  readonly label: string
  readonly meaning: string
}
