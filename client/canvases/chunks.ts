import type { Card } from '../../shared/fields/values.ts'

/** Neighbours of a long list, which come and go together. */
export interface Chunk {
  readonly key: string
  /** Where its first card stands in the list. */
  readonly from: number
  readonly cards: readonly Card[]
}

/** So many rows are one chunk: a little more than a window holds. */
const size = 25

/** The cards in chunks, in their order. One of which no card changed or moved is the same object as before. */
export function chunksOf(cards: readonly Card[], before: readonly Chunk[]): readonly Chunk[] {
  return Array.from({ length: Math.ceil(cards.length / size) }, (_, index) => {
    const known = before[index]
    const from = index * size
    const count = Math.min(size, cards.length - from)
    const isSame = known?.cards.length === count && known.cards.every((card, at) => card === cards[from + at])
    return isSame ? known : { key: String(index), from, cards: cards.slice(from, from + count) }
  })
}
