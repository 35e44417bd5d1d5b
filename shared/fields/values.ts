/** The value of a field as everybody right of the document sees it (`read` has made it whole). */
export type Entry = { readonly code: string } | { readonly own: string }
export type ChoiceValue = Entry | null
/** Every entry once, in the order in which they were chosen. */
export type ChoicesValue = readonly Entry[]
/** A number from 1 up, "do not know" (which is an answer), or nothing yet. */
export type RatingValue = number | 'unknown' | null
export type NumberValue = number | null
export type FlagValue = boolean | null
/** First and last month, both included, as `YYYY-MM`; `start` is never after `end`. */
export interface Period {
  readonly start: string
  readonly end: string
}
export type PeriodValue = Period | null
/** A card of the same board; in a merged field the card is the cluster that holds it. */
export interface Target {
  readonly card: string
}
/** A place on a canvas that people arrange by hand. */
export interface Position {
  readonly x: number
  readonly y: number
}
export type PositionValue = Position | null
/** A place of a map's gazetteer, or a free point on the map, in degrees. */
export type Spot = { readonly place: string } | { readonly lon: number; readonly lat: number; readonly name?: string }
export type PlaceValue = Spot | null
/** Stops from the origin to the destination. */
export type PathValue = readonly Spot[]
/** Whole States of a map, the corners of an outline in their order, or both; the name is the group's own. */
export interface AreaValue {
  readonly states: readonly string[]
  readonly corners: readonly Spot[]
  readonly name: string
}
export type LinkValue = Target | null
export type LinksValue = readonly Target[]
/** How many dots lie on a card. */
export type DotsValue = number
export type Value =
  | string
  | ChoiceValue
  | ChoicesValue
  | RatingValue
  | NumberValue
  | FlagValue
  | PeriodValue
  | LinkValue
  | LinksValue
  | DotsValue
  | PositionValue
  | PlaceValue
  | PathValue
  | AreaValue

/** A card as plain data. `order` sorts a board; `fields` holds a value for every field of the kind. */
export interface Card {
  readonly id: string
  readonly kind: string
  readonly order: number
  readonly fields: Readonly<Record<string, Value>>
  /** What its laptop knew of the rule of attribution when it was put down; absent where nothing says so. See `attributionOf`. */
  readonly told?: number
}
