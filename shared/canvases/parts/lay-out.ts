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

interface Node extends SimulationNodeDatum {
  readonly radius: number
}

/**
 * Places for boxes so that linked ones stand near each other and none lies on another, around 0/0. The same boxes
 * and links always get the same places: the forces start from the order of the list and run a fixed number of steps.
 * `squeeze` is how much wider than high the whole becomes; `gap` is kept free between linked boxes for what is
 * written on the link.
 */
export function layOut(boxes: readonly Box[], links: readonly Pair[], { squeeze, gap }: { squeeze: number; gap: number }): Place[] {
  // Words make boxes wide: they are laid out as circles on a squeezed plane, which is then pulled wide again.
  const nodes: Node[] = boxes.map((box) => ({ radius: Math.max(box.width / squeeze, box.height) / 2 + 8 }))
  const edges = links.map(([source, target]) => ({ source, target }))
  const far = ({ source, target }: (typeof edges)[number]) => nodes[source]!.radius + nodes[target]!.radius + gap
  const distances = edges.map(far)
  forceSimulation(nodes)
    .force(
      'links',
      forceLink(edges).distance((_, index) => distances[index]!),
    )
    .force('apart', forceManyBody().strength(-gap * 8))
    .force('boxes', forceCollide<Node>((node) => node.radius).iterations(3))
    .force('x', forceX(0).strength(0.06))
    .force('y', forceY(0).strength(0.06))
    .stop()
    .tick(boxes.length > 150 ? 120 : 300)
  return separate(
    nodes.map((node) => ({ x: (node.x ?? 0) * squeeze, y: node.y ?? 0 })),
    boxes,
    12,
  )
}

/** The places pulled to the edges of a frame from 0/0 to its size, with every box inside it. */
export function fitInto(places: readonly Place[], boxes: readonly Box[], frame: Box): Place[] {
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
    8,
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
function separate(places: readonly Place[], boxes: readonly Box[], gap: number, frame?: Box): Place[] {
  const moved = places.map(({ x, y }) => ({ x, y }))
  for (let pass = 0; pass < 60; pass++) {
    let touched = false
    for (let one = 0; one < moved.length; one++)
      for (let two = one + 1; two < moved.length; two++) touched = push(moved, boxes, one, two, gap) || touched
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
