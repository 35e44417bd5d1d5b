import type { Box, Place } from './lay-out.ts'

/** How the line of a link looks. Never colour alone: each sort has its own dash and weight, and its word beside it. */
export interface LineStyle {
  readonly width: number
  readonly dash: string | undefined
  /** Drawn as two lines beside each other. */
  readonly double: boolean
}

const styles: readonly LineStyle[] = [
  { width: 2.5, dash: undefined, double: false },
  { width: 2.5, dash: '16 5 3 5', double: false },
  { width: 3, dash: '3 5', double: false },
  { width: 5, dash: undefined, double: false },
  { width: 7, dash: undefined, double: true },
  { width: 2.5, dash: '16 5 3 5 3 5', double: false },
]
const missingStyle: LineStyle = { width: 3, dash: '11 8', double: false }

/** The style of the sort at a place in its vocabulary. Plain dashes are kept for the link that is missing. */
export function styleOf(index: number, missing: boolean): LineStyle {
  return missing ? missingStyle : styles[Math.max(0, index) % styles.length]!
}

export interface LinkLine {
  /** As in SVG: from the edge of one box to that of the other. */
  readonly path: string
  /** The three corners of the arrow's head. */
  readonly head: readonly [Place, Place, Place]
  readonly length: number
  at(share: number): Place
}

/** A curve between two boxes; `bend` pushes its middle aside, so that several links of one pair stand apart. */
export function lineBetween(from: Place, to: Place, boxes: readonly [Box, Box], bend: number, headSize: number): LinkLine {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1
  const aside = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length }
  const control = { x: (from.x + to.x) / 2 + aside.x * bend * 2, y: (from.y + to.y) / 2 + aside.y * bend * 2 }
  const start = edgeOf(from, control, boxes[0], 2)
  const tip = edgeOf(to, control, boxes[1], 4)
  const at = (share: number) => onCurve(start, control, tip, share)
  const back = Math.hypot(tip.x - control.x, tip.y - control.y) || 1
  const way = { x: (tip.x - control.x) / back, y: (tip.y - control.y) / back }
  const base = { x: tip.x - way.x * headSize, y: tip.y - way.y * headSize }
  const wide = headSize * 0.45
  return {
    path: `M${points(start)}Q${points(control)} ${points(base)}`,
    head: [tip, { x: base.x - way.y * wide, y: base.y + way.x * wide }, { x: base.x + way.y * wide, y: base.y - way.x * wide }],
    length: Math.hypot(tip.x - start.x, tip.y - start.y),
    at,
  }
}

/** Where a word of this size may stand, the best first: on the line where enough of it stays to be seen, else beside it. */
export function spotsOf(line: LinkLine, box: Box): Place[] {
  const [tip, start] = [line.head[0], line.at(0)]
  const way = { x: Math.abs(tip.x - start.x) / (line.length || 1), y: Math.abs(tip.y - start.y) / (line.length || 1) }
  // How much of the line the word covers, and how far beside it the word must stand to cover nothing.
  const covers = Math.min(box.width / (way.x || 1e-9), box.height / (way.y || 1e-9))
  const on = [0.5, 0.42, 0.58, 0.34, 0.66].filter((share) => Math.min(share, 1 - share) * line.length > covers / 2 + 24)
  const off = (way.y * box.width + way.x * box.height) / 2 + 5
  const normal = { x: -(tip.y - start.y) / (line.length || 1), y: (tip.x - start.x) / (line.length || 1) }
  const beside = [0.5, 0.35, 0.65].flatMap((share) =>
    [off, -off].map((by) => ({ x: line.at(share).x + normal.x * by, y: line.at(share).y + normal.y * by })),
  )
  return [...on.map((share) => line.at(share)), ...beside]
}

/** The head as an SVG path. */
export const headPath = (line: LinkLine): string => `M${line.head.map(points).join('L')}Z`

const points = ({ x, y }: Place): string => `${round(x)} ${round(y)}`
const round = (value: number): number => Math.round(value * 10) / 10

function onCurve(start: Place, control: Place, end: Place, share: number): Place {
  const [a, b, c] = [(1 - share) ** 2, 2 * share * (1 - share), share ** 2]
  return { x: a * start.x + b * control.x + c * end.x, y: a * start.y + b * control.y + c * end.y }
}

/** Where the way from the middle of a box towards a place leaves the box. */
function edgeOf(middle: Place, towards: Place, box: Box, gap: number): Place {
  const [dx, dy] = [towards.x - middle.x, towards.y - middle.y]
  const length = Math.hypot(dx, dy)
  if (length === 0) return middle
  const share = Math.min(Math.abs(box.width / 2 / (dx || 1e-9)), Math.abs(box.height / 2 / (dy || 1e-9)))
  const out = Math.min(1, share + gap / length)
  return { x: middle.x + dx * out, y: middle.y + dy * out }
}

/** The pushes aside of `count` links of one pair, the same to both sides. */
export const bendOf = (index: number, count: number, step: number): number => (index - (count - 1) / 2) * step
