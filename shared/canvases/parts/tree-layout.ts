import type { Branch } from './forest.ts'
import { walk } from './forest.ts'
import type { Side } from './levels.ts'

/** Where an item stands: columns count from the roots (negative before them), `at` is the middle of its row, from 0. */
export interface Spot<Item> {
  readonly item: Item
  readonly column: number
  readonly at: number
  /** The spot of the item above it. */
  readonly from: Spot<Item> | null
}

/**
 * A tidy tree from left to right: every leaf has a row of its own, an item stands in the middle of what is under it,
 * and what stands before a root shares the rows of what stands after it.
 */
export function layTree<Item>(
  roots: readonly Branch<Item>[],
  sideOf: (root: Item, item: Item) => Side,
): { readonly spots: readonly Spot<Item>[]; readonly rows: number } {
  const spots: Spot<Item>[] = []
  let rows = 0
  for (const root of roots) {
    const [before, after] = (['before', 'after'] as const).map((side) => root.below.filter(({ item }) => sideOf(root.item, item) === side))
    const heights = [leavesIn(before!), leavesIn(after!)]
    const height = Math.max(1, ...heights)
    const spot: Spot<Item> = { item: root.item, column: 0, at: rows + (height - 1) / 2, from: null }
    spots.push(spot)
    place(before!, spot, -1, rows + (height - heights[0]!) / 2, spots)
    place(after!, spot, 1, rows + (height - heights[1]!) / 2, spots)
    rows += height
  }
  return { spots, rows }
}

function place<Item>(branches: readonly Branch<Item>[], from: Spot<Item>, step: 1 | -1, top: number, spots: Spot<Item>[]): void {
  let row = top
  for (const branch of branches) {
    const height = leavesIn([branch])
    const spot: Spot<Item> = { item: branch.item, column: from.column + step, at: row + (height - 1) / 2, from }
    spots.push(spot)
    place(branch.below, spot, step, row, spots)
    row += height
  }
}

const leavesIn = (branches: readonly Branch<unknown>[]) => walk(branches).filter(({ below }) => below.length === 0).length
