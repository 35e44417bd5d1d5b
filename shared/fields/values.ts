/** The value of a field as everybody right of the document sees it (`read` has made it whole). */
export type ChoiceValue = { readonly code: string } | { readonly own: string } | null
/** A number from 1 up, "do not know" (which is an answer), or nothing yet. */
export type RatingValue = number | 'unknown' | null
export type Value = string | ChoiceValue | RatingValue

/** A card as plain data. `order` sorts a board; `fields` holds a value for every field of the kind. */
export interface Card {
  readonly id: string
  readonly kind: string
  readonly order: number
  readonly fields: Readonly<Record<string, Value>>
}
