import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from 'd3-force'

/** A box to be laid out; a place is the middle of one. */
export interface Box {
  readonly width: number
  readonly height: number
}
export interface Place {
  readonly x: number
  readonly y: number
}
/** The places of two boxes in the list that are linked. */
export type Pair = readonly [from: number, to: number]

export interface Spread {
  readonly squeeze: number
  readonly gap: number
  readonly turn?: number
  readonly steps?: number
}

interface Node extends SimulationNodeDatum {
  readonly radius: number
}

/**
 * Places for boxes so that linked ones stand near each other and none lies on another, around 0/0. The same boxes
 * and links always get the same places: the forces start from the order of the list and run a fixed number of steps.
 * `squeeze` is how much wider than high the whole becomes; `gap` is kept free between linked boxes for what is
 * written on the link; `turn` picks another beginning, which ends in another picture of the same network.
 */
export function layOut(boxes: readonly Box[], links: readonly Pair[], spread: Spread): Place[] {
  return atOnce(layingOut(boxes, links, spread))
}

/** The same step by step: between two of them the page may do something else. */
export function* layingOut(
  boxes: readonly Box[],
  links: readonly Pair[],
  { squeeze, gap, turn = 0, steps = 300 }: Spread,
): Generator<void, Place[]> {
  // Words make boxes wide: they are laid out as circles on a squeezed plane, which is then pulled wide again.
  const nodes: Node[] = boxes.map((box, index) => ({
    radius: Math.max(box.width / squeeze, box.height) / 2 + 8,
    ...begin((index + turn) % boxes.length, turn % 2 === 0 ? 1 : -1),
  }))
  const edges = links.map(([source, target]) => ({ source, target }))
  const far = ({ source, target }: (typeof edges)[number]) => nodes[source]!.radius + nodes[target]!.radius + gap
  const distances = edges.map(far)
  const forces = forceSimulation(nodes)
    .force(
      'links',
      forceLink(edges).distance((_, index) => distances[index]!),
    )
    .force('apart', forceManyBody().strength(-gap * 8))
    .force('boxes', forceCollide<Node>((node) => node.radius).iterations(3))
    .force('x', forceX(0).strength(0.06))
    .force('y', forceY(0).strength(0.06))
    .stop()
  for (let step = boxes.length > 150 ? 120 : steps; step > 0; step--) {
    forces.tick()
    yield
  }
  return yield* separating(
    nodes.map((node) => ({ x: (node.x ?? 0) * squeeze, y: node.y ?? 0 })),
    boxes,
    12,
  )
}

function atOnce<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** Evenly on a spiral, as d3-force itself begins. */
function begin(index: number, way: 1 | -1): Place {
  const [radius, angle] = [10 * Math.sqrt(0.5 + index), way * index * Math.PI * (3 - Math.sqrt(5))]
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) }
}

/** A box whose links end at a circle inside it: `anchor` is how far below the middle of the box the circle's is. */
export interface Anchored extends Box {
  readonly anchor: number
  readonly radius: number
}

/**
 * Of several layouts inside a frame the one that is read best, bettered by exchanging the places of two boxes for as
 * long as that helps: few lines through boxes, few crossings, short lines.
 */
export function layOutIn(frame: Box, boxes: readonly Anchored[], links: readonly Pair[], gap: number, tries: number): Place[] {
  const squeeze = Math.max(1, frame.width / frame.height)
  const apart = gap / 2
  const hardness = (places: readonly Place[]) => hardnessOf(places, boxes, links, frame)
  const layouts = Array.from({ length: tries }, (_, turn) =>
    fitInto(layOut(boxes, links, { squeeze, gap, turn, steps: 150 }), boxes, frame, apart),
  )
  let best = layouts.reduce((one, two) => (hardness(two) < hardness(one) ? two : one))
  for (let sweep = 0; sweep < 3; sweep++)
    for (let one = 0; one < boxes.length; one++)
      for (let two = one + 1; two < boxes.length; two++) {
        const swapped = best.with(one, best[two]!).with(two, best[one]!)
        if (hardness(swapped) >= hardness(best)) continue
        const parted = separate(swapped, boxes, apart, frame)
        if (hardness(parted) < hardness(best)) best = parted
      }
  return best
}

/** How hard a layout is to read: a line through a box counts as two crossings, one through its circle as six, a line across the frame as one. */
export function hardnessOf(places: readonly Place[], boxes: readonly Anchored[], links: readonly Pair[], frame: Box): number {
  const end = (index: number): Place => ({ x: places[index]!.x, y: places[index]!.y + boxes[index]!.anchor })
  let hardness = 0
  for (const [at, link] of links.entries()) {
    const [from, to] = [end(link[0]), end(link[1])]
    hardness += Math.hypot((to.x - from.x) / frame.width, (to.y - from.y) / frame.height)
    places.forEach((place, index) => {
      if (link.includes(index)) return
      if (runsThrough(from, to, place, boxes[index]!)) hardness += 2
      if (distanceTo(from, to, end(index)) < boxes[index]!.radius + 6) hardness += 4
    })
    for (let next = at + 1; next < links.length; next++) {
      const other = links[next]!
      if (!link.includes(other[0]) && !link.includes(other[1]) && cross(from, to, end(other[0]), end(other[1]))) hardness++
    }
  }
  return hardness
}

const side = (a: Place, b: Place, c: Place): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
const cross = (a: Place, b: Place, c: Place, d: Place): boolean => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0

/** Of a place from the line between two others. */
function distanceTo(from: Place, to: Place, place: Place): number {
  const length = (to.x - from.x) ** 2 + (to.y - from.y) ** 2 || 1
  const share = ((place.x - from.x) * (to.x - from.x) + (place.y - from.y) * (to.y - from.y)) / length
  const along = Math.min(1, Math.max(0, share))
  return Math.hypot(from.x + (to.x - from.x) * along - place.x, from.y + (to.y - from.y) * along - place.y)
}

function runsThrough(from: Place, to: Place, { x, y }: Place, { width, height }: Box): boolean {
  const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2]
  return cross(from, to, { x: left, y: top }, { x: right, y: bottom }) || cross(from, to, { x: left, y: bottom }, { x: right, y: top })
}

/** The places pulled to the edges of a frame from 0/0 to its size, with every box inside it. */
export function fitInto(places: readonly Place[], boxes: readonly Box[], frame: Box, apart: number): Place[] {
  const across = stretch(
    places.map((place) => place.x),
    boxes.map((box) => box.width),
    frame.width,
  )
  const down = stretch(
    places.map((place) => place.y),
    boxes.map((box) => box.height),
    frame.height,
  )
  return separate(
    places.map((_, index) => ({ x: across[index]!, y: down[index]! })),
    boxes,
    apart,
    frame,
  )
}

function stretch(middles: readonly number[], sizes: readonly number[], room: number): number[] {
  const low = Math.min(...middles)
  const span = Math.max(...middles) - low
  const margin = Math.max(...sizes) / 2
  return middles.map((middle) => (span === 0 ? room / 2 : margin + ((middle - low) / span) * (room - 2 * margin)))
}

/** Pushes boxes that lie on each other apart the short way, and back into the frame. */
const separate = (places: readonly Place[], boxes: readonly Box[], gap: number, frame?: Box): Place[] =>
  atOnce(separating(places, boxes, gap, frame))

/** So many boxes are held against all others between two rests. */
const stride = 100

function* separating(places: readonly Place[], boxes: readonly Box[], gap: number, frame?: Box): Generator<void, Place[]> {
  const moved = places.map(({ x, y }) => ({ x, y }))
  for (let pass = 0; pass < 60; pass++) {
    let touched = false
    for (let one = 0; one < moved.length; one++) {
      for (let two = one + 1; two < moved.length; two++) touched = push(moved, boxes, one, two, gap) || touched
      if (one % stride === stride - 1) yield
    }
    if (frame)
      moved.forEach((place, index) => {
        const { width, height } = boxes[index]!
        place.x = Math.min(frame.width - width / 2, Math.max(width / 2, place.x))
        place.y = Math.min(frame.height - height / 2, Math.max(height / 2, place.y))
      })
    if (!touched) break
  }
  return moved
}

function push(moved: { x: number; y: number }[], boxes: readonly Box[], one: number, two: number, gap: number): boolean {
  const [a, b, first, second] = [moved[one]!, moved[two]!, boxes[one]!, boxes[two]!]
  const overX = (first.width + second.width) / 2 + gap - Math.abs(a.x - b.x)
  const overY = (first.height + second.height) / 2 + gap - Math.abs(a.y - b.y)
  if (overX <= 0 || overY <= 0) return false
  const axis = overX < overY ? 'x' : 'y'
  const by = (Math.min(overX, overY) / 2) * (a[axis] <= b[axis] ? 1 : -1)
  a[axis] -= by
  b[axis] += by
  return true
}
