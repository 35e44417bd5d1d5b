import type * as z from 'zod/mini'
import type { Language, Localized } from '../i18n/language.ts'
import type { BaseMap } from './base.ts'
import type { Box, Point } from './clip.ts'
import type { Boundaries } from './boundaries.ts'
import type { placeKinds, profiles } from './schema.ts'
import type { regionSchema } from './schema.ts'

/** A map with its gazetteer, as an exercise carries it. */
export interface RegionMap {
  readonly id: string
  readonly title: Localized
  readonly box: Box
  readonly view: Box
  readonly profile: Profile
  /** The organiser's own, where the folder has them. */
  readonly boundaries?: Boundaries
  readonly disclaimer: Localized
  readonly dashed?: Localized | undefined
  /** Names of waters; `across` is how far each reaches, in degrees. */
  readonly seas: readonly { readonly at: Point; readonly name: Localized; readonly across: number }[]
  readonly states: readonly State[]
  readonly places: readonly Place[]
  readonly base: BaseMap
}
export type Profile = (typeof profiles)[number]

export interface State {
  readonly id: string
  /** No line of it is unsettled: it may be filled as a whole. */
  readonly whole: boolean
  readonly own: boolean
  readonly at: Point
  readonly name: Localized
}

/** A node of the gazetteer. Its id is its key; names may stand twice. */
export interface Place {
  readonly id: string
  readonly kind: PlaceKind
  readonly states: readonly string[]
  readonly at: Point
  readonly name: Localized
  readonly local?: string | undefined
}
export type PlaceKind = (typeof placeKinds)[number]
export type Region = z.infer<typeof regionSchema>

const indexes = new WeakMap<RegionMap, ReadonlyMap<string, Place>>()

/** The place of that id; a map is looked through once for the whole program. */
export function placeOf(map: RegionMap | undefined, id: string): Place | undefined {
  if (!map) return undefined
  const known = indexes.get(map) ?? new Map(map.places.map((place) => [place.id, place]))
  indexes.set(map, known)
  return known.get(id)
}

export const stateOf = (map: RegionMap | undefined, id: string): State | undefined => map?.states.find((state) => state.id === id)

/** The States in which a place lies: two at a crossing. */
export function statesOf(place: Place, map: RegionMap, language: Language): string {
  return place.states.map((id) => stateOf(map, id)?.name[language] ?? id).join(' – ')
}

/** The place that is nearest to a point, and how far it is, in km. */
export function nearestPlace(map: RegionMap, at: Point): { readonly place: Place; readonly km: number } | null {
  let best: { place: Place; km: number } | null = null
  for (const place of map.places) {
    const km = kmBetween(at, place.at)
    if (!best || km < best.km) best = { place, km }
  }
  return best
}

const earthKm = 6371
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** The way over ground between two points (haversine). */
export function kmBetween([ax, ay]: Point, [bx, by]: Point): number {
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2
  return 2 * earthKm * Math.asin(Math.sqrt(half(by - ay) + Math.cos(radians(ay)) * Math.cos(radians(by)) * half(bx - ax)))
}

/** The plane of the map (Mercator): a degree of longitude is 1 across; down is positive, as on a screen. */
export const onPlane = ([lon, lat]: Point): Point => [lon, -(Math.log(Math.tan(Math.PI / 4 + radians(lat) / 2)) * 180) / Math.PI]
export const offPlane = ([x, y]: Point): Point => [x, ((2 * Math.atan(Math.exp((-y * Math.PI) / 180)) - Math.PI / 2) * 180) / Math.PI]
