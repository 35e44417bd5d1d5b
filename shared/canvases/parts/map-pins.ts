import type { Point } from '../../maps/clip.ts'
import { inFrame, type Frame } from './map-frame.ts'
import type { MergedMark } from './merged-map.ts'

/** Pins of one spot stand side by side, from west to east. */
export function pinsOf(places: readonly MergedMark[], frame: Frame, radius: number): { mark: MergedMark; tip: Point; head: Point }[] {
  const at = (mark: MergedMark) => inFrame(frame, mark.ways[0]!.stops[0]!.at)
  const piles: MergedMark[][] = []
  for (const mark of places) {
    const [x, y] = at(mark)
    const near = piles.find((pile) => pile.some((other) => Math.hypot(at(other)[0] - x, at(other)[1] - y) < radius * 2.2))
    if (near) near.push(mark)
    else piles.push([mark])
  }
  for (const pile of piles) pile.sort((a, b) => at(a)[0] - at(b)[0])
  return piles.flatMap((pile) =>
    pile.map((mark, index) => {
      const tip = at(mark)
      return { mark, tip, head: [tip[0] + (index - (pile.length - 1) / 2) * (radius * 2 + 4), tip[1] - radius * 1.7] as const }
    }),
  )
}

export const pinPath = (tip: Point, [x, y]: Point, radius: number): string => {
  const [left, right, low] = [x - radius * 0.62, x + radius * 0.62, y + radius * 0.78]
  return `M${tip[0]} ${tip[1]}L${left} ${low}A${radius} ${radius} 0 1 1 ${right} ${low}Z`
}
