import type { Branch } from '../../../shared/canvases/parts/forest.ts'
import type { Side } from '../../../shared/canvases/parts/levels.ts'
import type { Card } from '../../../shared/fields/values.ts'

/** A card in its place on the tree. Others are named by their ids: then a card that is written in leaves its neighbours as they are. */
export interface Node {
  readonly card: Card
  readonly parent: string | null
  readonly side: Side
  /** From 1, as `aria-level` counts. */
  readonly depth: number
  /** Its place among its siblings. */
  readonly at: number
  readonly siblings: readonly string[]
  readonly before: readonly Node[]
  readonly after: readonly Node[]
}

/** Where a dragged card would land on another. */
export type Where = 'before' | 'under' | 'after'

type Place = Pick<Node, 'parent' | 'side' | 'depth' | 'at' | 'siblings'>

/** Makes the nodes of a forest. A node that stands as it stood, with all that is under it, is the same object again. */
export class NodeMaker {
  #made = new Map<string, Node>()

  /** `sideUnder` says to which side of a root a card grows; further out everything follows in the direction of its branch. */
  nodesOf(forest: readonly Branch<Card>[], sideUnder: (root: Card, card: Card) => Side): readonly Node[] {
    const before = this.#made
    const made = new Map<string, Node>()
    const siblingsIn = (list: readonly Branch<Card>[]): readonly string[] => {
      const ids = list.map(({ item }) => item.id)
      const old = before.get(ids[0] ?? '')?.siblings
      return old && sameIn(old, ids) ? old : ids
    }
    const make = ({ item, below }: Branch<Card>, place: Place): Node => {
      const sides = Map.groupBy(below, (branch) => (place.parent === null ? sideUnder(item, branch.item) : place.side))
      const under = (side: Side) => {
        const list = sides.get(side) ?? []
        const siblings = siblingsIn(list)
        return list.map((branch, at) => make(branch, { parent: item.id, side, depth: place.depth + 1, at, siblings }))
      }
      const [left, right] = [under('before'), under('after')]
      // Only the root has two sides.
      const isRoot = place.parent === null
      const node: Node = { card: item, ...place, before: isRoot ? left : [], after: isRoot ? right : [...left, ...right] }
      const old = before.get(item.id)
      const kept = old && isSame(old, node) ? old : node
      made.set(item.id, kept)
      return kept
    }
    const siblings = siblingsIn(forest)
    const roots = forest.map((branch, at) => make(branch, { parent: null, side: 'after', depth: 1, at, siblings }))
    this.#made = made
    return roots
  }
}

const sameIn = <Item>(one: readonly Item[], two: readonly Item[]) => one.length === two.length && one.every((item, at) => item === two[at])

function isSame(one: Node, two: Node): boolean {
  const stands = one.card === two.card && one.parent === two.parent && one.side === two.side && one.depth === two.depth && one.at === two.at
  return stands && one.siblings === two.siblings && sameIn(one.before, two.before) && sameIn(one.after, two.after)
}

/** Nodes with all that is under them, as the arrow keys walk: a card before its branches. What stands under a closed one is left out. */
export function inOrder(nodes: readonly Node[], isOpen: (node: Node) => boolean = () => true): Node[] {
  const all: Node[] = []
  const take = (node: Node) => {
    all.push(node)
    if (!isOpen(node)) return
    node.before.forEach(take)
    node.after.forEach(take)
  }
  nodes.forEach(take)
  return all
}
