/** An item with what stands under it. */
export interface Branch<Item> {
  readonly item: Item
  readonly below: readonly Branch<Item>[]
}

/**
 * Items under their parents, each exactly once, in the order given. A parent that is not among the items counts as
 * none. Where parents lead in a circle (two people can close one at the same moment) its first item is a root.
 */
export function forestOf<Item extends { readonly id: string }>(
  items: readonly Item[],
  parentOf: (item: Item) => string | null,
): Branch<Item>[] {
  const branches = new Map(items.map((item) => [item.id, { item, below: [] as Branch<Item>[] }]))
  const parents = new Map(items.map((item) => [item.id, branches.has(parentOf(item) ?? '') ? parentOf(item) : null]))
  for (const id of circleStarts(items, parents)) parents.set(id, null)
  const roots: Branch<Item>[] = []
  for (const [id, branch] of branches) (branches.get(parents.get(id) ?? '')?.below ?? roots).push(branch)
  return roots
}

/** The first item of every circle. Each item is walked over once. */
function circleStarts(items: readonly { readonly id: string }[], parents: ReadonlyMap<string, string | null>): string[] {
  const place = new Map(items.map(({ id }, index) => [id, index]))
  const settled = new Set<string>()
  return items.flatMap(({ id }) => {
    const walk = new Set<string>()
    let at: string | null = id
    while (at !== null && !settled.has(at) && !walk.has(at)) {
      walk.add(at)
      at = parents.get(at) ?? null
    }
    const trail = [...walk]
    const circle = at !== null && walk.has(at) ? trail.slice(trail.indexOf(at)) : []
    for (const one of trail) settled.add(one)
    return circle.length === 0 ? [] : [circle.reduce((first, one) => (place.get(one)! < place.get(first)! ? one : first))]
  })
}

/** Every branch of a forest, parents before what stands under them, top down. */
export function walk<Item>(branches: readonly Branch<Item>[]): Branch<Item>[] {
  const stack = [...branches].reverse()
  const all: Branch<Item>[] = []
  for (let next = stack.pop(); next; next = stack.pop()) {
    all.push(next)
    stack.push(...[...next.below].reverse())
  }
  return all
}
