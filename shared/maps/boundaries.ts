import { wrong, type Mistake } from '../exercise/problem.ts'
import { encode } from './base.ts'
import { clipLine, type Box, type Point } from './clip.ts'

/** Boundaries as a map keeps them: encoded lines, apart by whether both sides hold them for settled. */
export interface Boundaries {
  readonly settled: readonly (readonly number[])[]
  readonly unsettled: readonly (readonly number[])[]
}

/** More than these no laptop of a room draws while somebody drags the map. */
const mostPoints = 60_000
export const mostLines = 5000

/**
 * An organiser's own boundaries from a GeoJSON file: its lines and the edges of its polygons, cut to the map's box. A
 * feature with `"dashed": true` among its properties is a boundary that is not settled. Everything else in the file is
 * refused by name: a point or a collection would be lost in silence.
 */
export function readBoundaries(value: unknown, box: Box): { readonly boundaries: Boundaries } | { readonly mistake: Mistake } {
  const lines = { settled: [] as number[][], unsettled: [] as number[][] }
  let [points, count] = [0, 0]
  for (const [index, feature] of featuresOf(value).entries()) {
    const geometry = entry(feature, 'type') === 'Feature' ? entry(feature, 'geometry') : feature
    const path = ['features', index]
    const where = path.join('.')
    const parts = partsOf(entry(geometry, 'type'), entry(geometry, 'coordinates'))
    if (parts === null) return { mistake: { path, says: wrong('boundariesNoLine', { where }) } }
    for (const part of parts) {
      const line = Array.isArray(part) && part.length > 1 ? part.map(pointOf) : [null]
      if (!line.every((point) => point !== null)) return { mistake: { path, says: wrong('boundariesDegrees', { where }) } }
      points += line.length
      count++
      if (points > mostPoints || count > mostLines)
        return { mistake: { path, says: wrong('boundariesLarge', { where, lines: mostLines, points: mostPoints }) } }
      const dashed = entry(entry(feature, 'properties'), 'dashed') === true
      lines[dashed ? 'unsettled' : 'settled'].push(...clipLine(line, box).map(encode))
    }
  }
  if (lines.settled.length + lines.unsettled.length === 0) return { mistake: { path: [], says: wrong('boundariesElsewhere') } }
  return { boundaries: lines }
}

function entry(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
}

function featuresOf(value: unknown): readonly unknown[] {
  const features = entry(value, 'features')
  return entry(value, 'type') === 'FeatureCollection' && Array.isArray(features) ? (features as unknown[]) : [value]
}

/** The lines of a geometry, each still unread; null for a sort of geometry that is no line. */
function partsOf(type: unknown, coordinates: unknown): readonly unknown[] | null {
  if (!Array.isArray(coordinates)) return null
  const list = coordinates as readonly unknown[]
  if (type === 'LineString') return [list]
  if (type === 'MultiLineString' || type === 'Polygon') return list
  return type === 'MultiPolygon'
    ? list.flatMap((polygon): readonly unknown[] => (Array.isArray(polygon) ? (polygon as unknown[]) : [polygon]))
    : null
}

function pointOf(value: unknown): Point | null {
  if (!Array.isArray(value)) return null
  const [lon, lat] = value as readonly unknown[]
  const isWithin = (degrees: unknown, most: number): degrees is number => typeof degrees === 'number' && Math.abs(degrees) <= most
  // Nearer to a pole than this there is no plane to draw on.
  return isWithin(lon, 180) && isWithin(lat, 85) ? [lon, lat] : null
}
