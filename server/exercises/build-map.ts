import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parse } from 'yaml'
import { clipLine, clipRing, type Box, type Point } from '../../shared/maps/clip.ts'
import { encode, type BaseMap } from '../../shared/maps/base.ts'
import { regionSchema } from '../../shared/maps/schema.ts'

/**
 * npm run map: makes base.json of a map folder from Natural Earth (public domain, by way of world-atlas 10m) and
 * region.yaml. Neighbours share their lines, so each line is simplified once and no gap opens between two States.
 */
const folder = process.argv[2] ?? 'exercises/maps/central-asia-caucasus'
const region = regionSchema.parse(parse(await readFile(join(folder, 'region.yaml'), 'utf8')))
const box = region.box as Box

interface Topology {
  readonly arcs: readonly (readonly Point[])[]
  readonly transform: { readonly scale: Point; readonly translate: Point }
  readonly objects: { readonly countries: { readonly geometries: readonly Geometry[] } }
}
interface Geometry {
  readonly type: 'Polygon' | 'MultiPolygon'
  readonly id?: string
  readonly properties: { readonly name: string }
  readonly arcs: readonly (readonly number[])[] | readonly (readonly (readonly number[])[])[]
}
/** One polygon of the source, with the State that it is drawn as; '' is land without a name. */
interface Part {
  readonly source: string
  readonly owner: string
  readonly rings: readonly (readonly number[])[]
}

const source = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json')
const topology = JSON.parse(await readFile(source, 'utf8')) as Topology
const arcs = topology.arcs.map(absolute)
const parts = topology.objects.countries.geometries.flatMap(partsOf)
const sides = sidesOfArcs(parts)
const simple = arcs.map((arc, index) => simplify(arc, toleranceOf(arc, sides.get(index) ?? [])))

const lands = ['', ...region.states.map((state) => state.id)].map((id) => ({
  state: id,
  rings: parts
    .filter((part) => part.owner === id)
    .flatMap((part) => part.rings.map(ringOf))
    .filter((ring) => isOwn(id) || areaOf(ring) > 0.02)
    .map(encode),
}))
const lines = { settled: [] as number[][], unsettled: [] as number[][] }
for (const [index, both] of sides) for (const { line, sort } of linesOf(index, both)) lines[sort].push(encode(line))

const base: BaseMap = { source: 'Natural Earth 4.1, public domain, by world-atlas 2.0.2', lands, lines }
const text = `${JSON.stringify(base)}\n`
await writeFile(join(folder, 'base.json'), text)
process.stdout.write(`${folder}/base.json: ${Math.round(text.length / 1000)} kB, ${lands.flatMap((land) => land.rings).length} rings\n`)

function absolute(arc: readonly Point[]): Point[] {
  const { scale, translate } = topology.transform
  let [x, y] = [0, 0]
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]])
}

function partsOf({ type, id, properties: { name }, arcs: all }: Geometry): Part[] {
  const polygons = (type === 'Polygon' ? [all] : all) as readonly (readonly (readonly number[])[])[]
  const state = region.states.find((one) => one.m49 === id)?.id ?? ''
  return polygons.map((rings) => {
    const moved = region.into.find((one) =>
      'named' in one ? one.named === name : one.of === state && holds(pointsOf(rings[0]!, arcs), one.around as unknown as Point),
    )
    return { source: moved && 'around' in moved ? `${name}, moved` : name, owner: moved?.state ?? state, rings }
  })
}

/** The parts on either side of every line: one at a coast, two between neighbours. */
function sidesOfArcs(all: readonly Part[]): Map<number, Part[]> {
  const found = new Map<number, Part[]>()
  for (const part of all)
    for (const index of part.rings.flat()) {
      const arc = index < 0 ? ~index : index
      found.set(arc, [...(found.get(arc) ?? []), part])
    }
  return found
}

/** The region's own States keep the enclaves of the Fergana valley; what is far away needs less. In degrees. */
function toleranceOf(arc: readonly Point[], both: readonly Part[]): number {
  if (clipLine(arc, box).length === 0) return 1
  if (both.some((part) => isOwn(part.owner))) return both.length > 1 ? 0.004 : 0.012
  return both.some((part) => part.owner !== '') ? 0.03 : 0.06
}

function isOwn(id: string): boolean {
  return region.states.some((state) => state.id === id && state.own)
}

function pointsOf(ring: readonly number[], from: readonly (readonly Point[])[]): Point[] {
  return ring.flatMap((index) => {
    const points = index < 0 ? from[~index]!.toReversed() : from[index]!
    return points.slice(1)
  })
}

function ringOf(ring: readonly number[]): Point[] {
  return clipRing(pointsOf(ring, simple), box)
}

/** A line is drawn only between two States that are listed, or where `into` keeps one. */
function linesOf(index: number, [left, right]: readonly Part[]): { line: Point[]; sort: 'settled' | 'unsettled' }[] {
  if (!left || !right || left.owner === '' || right.owner === '') return []
  const parts = clipLine(simple[index]!, box)
  if (left.owner === right.owner) {
    const kept = region.into.some((one) => 'named' in one && one.line && [left.source, right.source].includes(one.named))
    return kept && left.source !== right.source ? parts.map((line) => ({ line, sort: 'unsettled' as const })) : []
  }
  const rule = region.unsettled.find(({ between }) => between.includes(left.owner) && between.includes(right.owner))
  const within = rule?.within as unknown as Box | undefined
  return parts.flatMap((line) => {
    if (!rule) return [{ line, sort: 'settled' as const }]
    if (!within) return [{ line, sort: 'unsettled' as const }]
    return [
      ...clipLine(line, within).map((part) => ({ line: part, sort: 'unsettled' as const })),
      ...outside(line, within).map((part) => ({ line: part, sort: 'settled' as const })),
    ]
  })
}

/** What of a line lies outside a box: the bands around it. */
function outside(line: readonly Point[], [west, south, east, north]: Box): Point[][] {
  const bands: Box[] = [
    [-180, -90, west, 90],
    [east, -90, 180, 90],
    [west, -90, east, south],
    [west, north, east, 90],
  ]
  return bands.flatMap((band) => clipLine(line, band))
}

/** Douglas and Peucker: no point of the line lies further than the tolerance from what is left. */
function simplify(line: readonly Point[], tolerance: number): Point[] {
  const keep = new Set([0, line.length - 1])
  // A ring of one line begins where it ends: it is simplified in two halves, or nothing would be left of it.
  const first = line[0]!
  const last = line.at(-1)!
  const isRing = first[0] === last[0] && first[1] === last[1]
  const middle = Math.floor(line.length / 2)
  if (isRing) keep.add(middle)
  const open: [number, number][] = isRing ? [[0, middle], [middle, line.length - 1]] : [[0, line.length - 1]] // prettier-ignore
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span
    let [worst, at] = [0, 0]
    for (let index = from + 1; index < to; index++) {
      const off = distance(line[index]!, line[from]!, line[to]!)
      if (off > worst) [worst, at] = [off, index]
    }
    if (worst <= tolerance) continue
    keep.add(at)
    open.push([from, at], [at, to])
  }
  return line.filter((_, index) => keep.has(index))
}

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - share * dx, y - ay - share * dy)
}

function areaOf(ring: readonly Point[]): number {
  return Math.abs(ring.reduce((sum, [x, y], index) => sum + x * ring.at(index - 1)![1] - ring.at(index - 1)![0] * y, 0) / 2)
}

function holds(ring: readonly Point[], [x, y]: Point): boolean {
  return ring.reduce((inside, [bx, by], index) => {
    const [ax, ay] = ring.at(index - 1)!
    return ay > y !== by > y && x < ((ax - bx) * (y - by)) / (ay - by) + bx ? !inside : inside
  }, false)
}
