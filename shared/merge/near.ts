import type { Exercise, Field } from '../exercise/exercise.ts'
import { mapOf, positionOf } from '../fields/spots.ts'
import type { Spot } from '../fields/values.ts'
import { kmBetween, type RegionMap } from '../maps/region.ts'
import type { Cluster, MergedField } from './cluster.ts'

/** Free points closer than this may be one place. */
export const nearKm = 25

/** Two clusters whose places lie close together, and how close, in km. */
export interface Near {
  readonly left: Cluster
  readonly right: Cluster
  readonly km: number
}

/**
 * Clusters of one kind whose places, or whose both ends of a route, lie within `nearKm`, and that do not differ in what
 * else makes such cards the same. Two places of the gazetteer are two places however near: at least one is a free point.
 */
export function nearPairs(clusters: readonly Cluster[], exercise: Exercise): Near[] {
  return Object.values(exercise.kinds).flatMap((kind) => {
    const keys = kind.sameWhen.flatMap((name) => kind.fields[name] ?? [])
    const spot = keys.find((field) => field.type === 'place' || field.type === 'path')
    if (!spot || !('map' in spot)) return []
    const map = mapOf(exercise, spot.map)
    const others = keys.filter((field) => field !== spot)
    const placed = clusters.filter((one) => one.kind === kind.id).map((cluster) => ({ cluster, ways: waysOf(cluster.fields[spot.id]) }))
    return placed.flatMap((left, index) =>
      placed.slice(index + 1).flatMap((right): Near[] => {
        const km = kmApart(left.ways, right.ways, map)
        return km === null || !mayBeOne(left.cluster, right.cluster, others) ? [] : [{ left: left.cluster, right: right.cluster, km }]
      }),
    )
  })
}

/** The spots that must be near for two answers to be one: a place, or a route's origin and destination. */
type Way = readonly Spot[]

function waysOf(field: MergedField | undefined): readonly Way[] {
  if (field?.type === 'places') return field.places.map(({ spot }) => [spot])
  if (field?.type !== 'paths') return []
  return field.paths.flatMap(({ stops }) => (stops.length < 2 ? [] : [[stops[0]!, stops.at(-1)!]]))
}

function kmApart(left: readonly Way[], right: readonly Way[], map: RegionMap | undefined): number | null {
  const apart = left.flatMap((one) => right.flatMap((other) => kmOfWays(one, other, map) ?? []))
  return apart.length === 0 ? null : Math.min(...apart)
}

/** The larger of the distances; null where a spot is too far, or where all are places of the gazetteer. */
function kmOfWays(left: Way, right: Way, map: RegionMap | undefined): number | null {
  const isFree = [...left, ...right].some((spot) => !('place' in spot))
  const apart = left.map((spot, at) => kmOfSpots(spot, right[at]!, map))
  return isFree && apart.every((km) => km !== null) ? Math.max(...apart) : null
}

function kmOfSpots(left: Spot, right: Spot, map: RegionMap | undefined): number | null {
  if ('place' in left && 'place' in right) return left.place === right.place ? 0 : null
  const [one, other] = [positionOf(left, map), positionOf(right, map)]
  // A degree of latitude is more than a hundred km: most pairs are told apart by this alone.
  if (!one || !other || Math.abs(one[1] - other[1]) * 100 > nearKm) return null
  const km = kmBetween(one, other)
  return km <= nearKm ? km : null
}

/** False where both say something in a field that makes cards the same, and nothing of it is the same. */
function mayBeOne(left: Cluster, right: Cluster, fields: readonly Field[]): boolean {
  return fields.every(({ id }) => {
    const [one, other] = [answersOf(left.fields[id]), answersOf(right.fields[id])]
    return one.length === 0 || other.length === 0 || one.some((answer) => other.includes(answer))
  })
}

function answersOf(field: MergedField | undefined): readonly string[] {
  if (field?.type === 'counts') return field.counts.map(({ code }) => code)
  return field?.type === 'links' ? field.links.map(({ cluster }) => cluster) : []
}
