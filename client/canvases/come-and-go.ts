import type { Box } from '../../shared/maps/clip.ts'

/** A crowd on a plane of which only what is near a window is drawn. */
export interface Crowd {
  /** In the order in which the keys go through them. */
  readonly all: readonly string[]
  /** Px on the layer. */
  readonly at: (id: string) => { readonly x: number; readonly y: number } | undefined
  /** What has to be there wherever it stands, and at once. */
  readonly kept: ReadonlySet<string>
}

/**
 * What is drawn next, in the crowd's order: of what is wanted in the box and not there yet the nearest to its middle come
 * first, `most` at once; what is wanted no more goes when nothing waits to come. `isDone` says that nothing is left to do.
 */
export function comeAndGo(
  shown: ReadonlySet<string>,
  { all, at, kept }: Crowd,
  box: Box,
  most: number,
): { readonly ids: readonly string[]; readonly isDone: boolean } {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  const coming: { readonly id: string; readonly far: number }[] = []
  const leaving: string[] = []
  for (const id of all) {
    const place = at(id)
    const isWanted = kept.has(id) || (place !== undefined && isIn(box, place))
    if (isWanted && !shown.has(id)) coming.push({ id, far: kept.has(id) || !place ? -1 : Math.hypot(place.x - x, place.y - y) })
    else if (!isWanted && shown.has(id)) leaving.push(id)
  }
  coming.sort((one, two) => one.far - two.far)
  const now = coming.filter(({ far }, index) => far < 0 || index < most)
  const gone = new Set(leaving.slice(0, Math.max(0, most - coming.length)))
  const next = new Set([...shown, ...now.map(({ id }) => id)].filter((id) => !gone.has(id)))
  return { ids: all.filter((id) => next.has(id)), isDone: now.length === coming.length && gone.size === leaving.length }
}

const isIn = ([left, top, right, bottom]: Box, { x, y }: { x: number; y: number }): boolean =>
  x >= left && x <= right && y >= top && y <= bottom
