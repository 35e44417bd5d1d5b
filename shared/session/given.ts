/** A cluster of an earlier exercise as a card of a later one: kept as it was, because groups saw it. */
export interface Given {
  /** Of the card, the same on every board. */
  readonly id: string
  readonly kind: string
  /** What the card is called: a code of its vocabulary, or words. */
  readonly title: { readonly code: string } | { readonly own: string }
  readonly from: Origin
}

/** Where a given comes from: the cluster's id in its exercise, and how many of how many groups named it. */
export interface Origin {
  readonly exercise: string
  readonly cluster: string
  readonly groups: number
  readonly of: number
}
