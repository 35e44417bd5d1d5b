import type { Field } from '../exercise/exercise.ts'
import { positionOf, spotIn } from '../fields/spots.ts'
import type { Spot } from '../fields/values.ts'
import type { Language } from '../i18n/language.ts'
import { stateOf, type RegionMap } from '../maps/region.ts'
import type { Cluster, MergedField } from '../merge/cluster.ts'
import { clusterTitle } from '../merge/in-words.ts'
import { exerciseOf } from './parts.ts'
import { startTelling, type ReportInput } from './telling.ts'
import { mergedIn } from './worked.ts'

/** GeoJSON (RFC 7946): plain data, positions as longitude and latitude. */
export interface Features {
  readonly type: 'FeatureCollection'
  readonly features: readonly Feature[]
}
interface Feature {
  readonly type: 'Feature'
  readonly geometry: { readonly type: 'Point' | 'LineString' | 'Polygon'; readonly coordinates: unknown }
  readonly properties: Readonly<Record<string, string | number>>
}
type Position = readonly [lon: number, lat: number]

/** Every place, way and outline that groups put on the maps of a session, merged; null when there is none. */
export function assembleFeatures(whole: ReportInput): Features | null {
  const input = startTelling(whole)
  const { parts, exercises, language } = input
  const features = [...parts.body, ...parts.annexes].flatMap((part) => {
    const exercise = exercises.find((one) => one.id === exerciseOf(part))
    if (!exercise?.maps) return []
    return mergedIn(input, exercise).merged.clusters.flatMap((cluster) =>
      Object.values(exercise.kinds[cluster.kind]?.fields ?? {}).flatMap((field) => {
        const map = 'map' in field ? exercise.maps?.[field.map] : undefined
        const about = { exercise: exercise.id, kind: cluster.kind, name: clusterTitle(cluster, exercise, language) }
        return map ? featuresOf(cluster, field, map, about, language) : []
      }),
    )
  })
  return features.length === 0 ? null : { type: 'FeatureCollection', features }
}

function featuresOf(
  cluster: Cluster,
  field: Field,
  map: RegionMap,
  about: Readonly<Record<string, string>>,
  language: Language,
): Feature[] {
  const said: MergedField | undefined = cluster.fields[field.id]
  const positionsOf = (spots: readonly Spot[]) => spots.flatMap((spot): Position[] => at(positionOf(spot, map)))
  const told = (geometry: Feature['geometry'], groups: readonly string[], stops: readonly Spot[], where = ''): Feature => ({
    type: 'Feature',
    geometry,
    properties: { ...about, groups: groups.length, ofGroups: cluster.groups.length, where: where === '' ? stops.map((spot) => spotIn(spot, map, language)).join(' › ') : where },
  }) // prettier-ignore
  switch (said?.type) {
    case 'places':
      return said.places.flatMap(({ spot, groups }) =>
        positionsOf([spot]).map((coordinates) => told({ type: 'Point', coordinates }, groups, [spot])),
      )
    case 'paths':
      return said.paths.flatMap(({ stops, groups }) => {
        const coordinates = positionsOf(stops)
        return coordinates.length < 2 ? [] : [told({ type: 'LineString', coordinates }, groups, stops)]
      })
    case 'areas':
      return said.areas.flatMap(({ area, groups }) => {
        const states = area.states.flatMap((id) => stateOf(map, id) ?? [])
        const whole = states.map((state) => told({ type: 'Point', coordinates: at(state.at)[0] }, groups, [], state.name[language]))
        const ring = positionsOf(area.corners)
        const outline = ring.length < 3 ? [] : [told({ type: 'Polygon', coordinates: [[...ring, ring[0]]] }, groups, [], area.name)]
        return [...whole, ...outline]
      })
    default:
      return []
  }
}

/** Five places behind the point are a metre; more would say more than anybody meant. */
function at(position: Position | null): Position[] {
  const round = (value: number) => Math.round(value * 100_000) / 100_000
  return position ? [[round(position[0]), round(position[1])]] : []
}
