import type { LinkLine } from '../../../shared/canvases/parts/link-line.ts'
import type { Place } from '../../../shared/canvases/parts/lay-out.ts'
import type { DrawnLink } from './view.ts'

export type Look = 'plain' | 'faded' | 'chosen'

/** All lines of one look. Each keeps a path of its own: the browser leaves out those that lie outside the window. */
export interface LineGroup {
  readonly key: string
  readonly look: Look
  readonly missing: boolean
  readonly lines: readonly DrawnLink[]
}

/**
 * All lines lie below, and stand back together while something is chosen; what does not stand back then is drawn once more
 * above them, the chosen one on top. So a choice draws few lines anew, however many there are.
 */
export function groupLines(lines: readonly DrawnLink[], lookOf: (link: string) => Look): LineGroup[] {
  const raised = lines.filter(({ link }) => lookOf(link.id) !== 'faded')
  const isDimmed = raised.length < lines.length
  const above = isDimmed ? raised : raised.filter(({ link }) => lookOf(link.id) === 'chosen')
  return [
    ...byMissing(lines, 'below', isDimmed ? 'faded' : 'plain'),
    ...(['plain', 'chosen'] as const).flatMap((look) => byMissing(above.filter(({ link }) => lookOf(link.id) === look), `above ${look}`, look)),
  ] // prettier-ignore
}

function byMissing(lines: readonly DrawnLink[], layer: string, look: Look): LineGroup[] {
  return [false, true].flatMap((missing) => {
    const same = lines.filter(({ link }) => (link.sort?.missing ?? false) === missing)
    return same.length === 0 ? [] : [{ key: `${layer} ${missing}`, look, missing, lines: same }]
  })
}

/** Px beside a line that still mean it. */
const reach = 9

interface Sampled {
  readonly points: readonly Place[]
  readonly low: Place
  readonly high: Place
}
const sampled = new WeakMap<LinkLine, Sampled>()

/** The link under a point of the layer, the nearest first; null where there is none. */
export function linkAt(lines: readonly DrawnLink[], at: Place): string | null {
  let [found, least]: [string | null, number] = [null, reach]
  for (const { link, line } of lines) {
    const { points, low, high } = sampleOf(line)
    if (at.x < low.x || at.x > high.x || at.y < low.y || at.y > high.y) continue
    for (let next = 1; next < points.length; next++) {
      const far = distanceTo(points[next - 1]!, points[next]!, at)
      if (far < least) [found, least] = [link.id, far]
    }
  }
  return found
}

/** A curve as a few straight pieces, with room for a pointer around it. */
function sampleOf(line: LinkLine): Sampled {
  const known = sampled.get(line)
  if (known) return known
  const count = Math.min(24, Math.max(4, Math.ceil(line.length / 40)))
  const points = Array.from({ length: count + 1 }, (_, index) => line.at(index / count))
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const made = {
    points,
    low: { x: Math.min(...xs) - reach, y: Math.min(...ys) - reach },
    high: { x: Math.max(...xs) + reach, y: Math.max(...ys) + reach },
  }
  sampled.set(line, made)
  return made
}

function distanceTo(from: Place, to: Place, { x, y }: Place): number {
  const length = (to.x - from.x) ** 2 + (to.y - from.y) ** 2 || 1
  const share = Math.min(1, Math.max(0, ((x - from.x) * (to.x - from.x) + (y - from.y) * (to.y - from.y)) / length))
  return Math.hypot(from.x + (to.x - from.x) * share - x, from.y + (to.y - from.y) * share - y)
}
