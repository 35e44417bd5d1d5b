import type { SourceFile } from '../exercise/check.ts'
import { wrong, type Mistake } from '../exercise/problem.ts'
import { readShape } from '../exercise/schema.ts'
import { readBoundaries } from './boundaries.ts'
import type { RegionMap } from './region.ts'
import { baseSchema, placesSchema, regionSchema } from './schema.ts'

/** The files of a map folder. */
export interface MapFiles {
  readonly region: SourceFile
  readonly places: SourceFile
  readonly base: SourceFile
  /** The organiser's own, if there are any. */
  readonly boundaries?: SourceFile
}

/** The map, or what is wrong with it: each mistake with the file in which it is. */
export function checkMap(
  id: string,
  files: MapFiles,
): { readonly map: RegionMap } | { readonly mistakes: readonly [SourceFile, Mistake][] } {
  const [region, places, base] = [
    readShape(regionSchema, files.region.value),
    readShape(placesSchema, files.places.value),
    readShape(baseSchema, files.base.value),
  ]
  const of = (file: SourceFile, read: object) =>
    'mistakes' in read ? (read.mistakes as Mistake[]).map((one): [SourceFile, Mistake] => [file, one]) : []
  if (!('value' in region) || !('value' in places) || !('value' in base))
    return { mistakes: [...of(files.region, region), ...of(files.places, places), ...of(files.base, base)] }
  const { title, profile, disclaimer, dashed, seas } = region.value
  // As UNHCR has it: where a line is not settled, no State is filled up to it.
  const open = new Set([
    ...region.value.unsettled.flatMap(({ between }) => between),
    ...region.value.into.flatMap((one) => ('line' in one && one.line ? one.state : [])),
  ])
  const own = files.boundaries && readBoundaries(files.boundaries.value, region.value.box)
  if (own && 'mistake' in own) return { mistakes: [[files.boundaries, own.mistake]] }
  if (profile === 'own' && !own) return { mistakes: [[files.region, { path: ['profile'], says: wrong('boundariesMissing') }]] }
  const map: RegionMap = {
    id,
    title,
    profile,
    ...(own ? { boundaries: own.boundaries } : {}),
    disclaimer,
    dashed,
    seas,
    box: region.value.box,
    view: region.value.view,
    states: region.value.states.map(({ id: state, own, at, name }) => ({ id: state, whole: !open.has(state), own, at, name })),
    places: places.value.places.map(({ en, ru, ...place }) => ({ ...place, name: { en, ru } })),
    base: base.value,
  }
  const mistakes = contradictions(map).map((one): [SourceFile, Mistake] => [files.places, one])
  return mistakes.length > 0 ? { mistakes } : { map }
}

function contradictions({ places, states, box: [west, south, east, north] }: RegionMap): Mistake[] {
  const known = new Set(states.map((state) => state.id))
  return places.flatMap((place, index): Mistake[] => {
    const path = ['places', index]
    const [lon, lat] = place.at
    const lost = place.states.find((state) => !known.has(state))
    return [
      ...(places.findIndex((other) => other.id === place.id) === index ? [] : [{ path, says: wrong('placeTwice', { place: place.id }) }]),
      ...(lost === undefined ? [] : [{ path, says: wrong('placeState', { place: place.id, state: lost }) }]),
      ...(lon >= west && lon <= east && lat >= south && lat <= north ? [] : [{ path, says: wrong('placeOutside', { place: place.id }) }]),
    ]
  })
}
