import type { Exercise } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import { translator } from '../i18n/messages.ts'
import { isId } from '../ids.ts'
import { nearestPlace, placeOf, statesOf, type Place, type RegionMap } from '../maps/region.ts'
import { cutTo } from './stretch.ts'
import type { Spot } from './values.ts'

const maxName = 80
/** Beyond this a free point is not "near" a place. */
const nearKm = 60

/** A spot from whatever stands in a document: the id of a place, or a free point; null for anything else. */
export function readSpot(stored: unknown): Spot | null {
  if (isId(stored)) return { place: stored }
  if (typeof stored !== 'object' || stored === null || !Object.hasOwn(stored, 'lon') || !Object.hasOwn(stored, 'lat')) return null
  const { lon, lat } = stored as { lon: unknown; lat: unknown }
  if (!isWithin(lon, 180) || !isWithin(lat, 85)) return null
  const name = Object.hasOwn(stored, 'name') ? (stored as { name: unknown }).name : ''
  const words = typeof name === 'string' ? tidy(name) : ''
  return { lon: rounded(lon), lat: rounded(lat), ...(words === '' ? {} : { name: words }) }
}

/** A spot as a document or a sample file has it. */
export const writeSpot = (spot: Spot): string | Readonly<Record<string, unknown>> => ('place' in spot ? spot.place : { ...spot })

/** A spot as one line of a shared text: an id, or `@longitude,latitude name`. */
export const lineOfSpot = (spot: Spot): string =>
  'place' in spot ? spot.place : `@${spot.lon},${spot.lat}${spot.name === undefined ? '' : ` ${spot.name}`}`

export function spotOfLine(line: string): Spot | null {
  if (!line.startsWith('@')) return readSpot(line)
  const [, lon, lat, name] = /^@(-?[\d.]+),(-?[\d.]+)(?: (.*))?$/.exec(line) ?? []
  return lon === undefined ? null : readSpot({ lon: Number(lon), lat: Number(lat), name })
}

/** The same spot, whoever says it: a place of the gazetteer. A free point is only itself. */
export const keyOfSpot = (spot: Spot): string | null => ('place' in spot ? spot.place : null)

/** A place by its name, with its State where another place is called the same; a free point by its own name or what it is near. */
export function spotIn(spot: Spot, map: RegionMap | undefined, language: Language): string {
  if ('place' in spot) {
    const place = placeOf(map, spot.place)
    if (!place || !map) return spot.place
    const twins = map.places.some((other) => other !== place && other.name[language] === place.name[language])
    return twins ? `${place.name[language]} (${statesOf(place, map, language)})` : place.name[language]
  }
  if (spot.name !== undefined) return spot.name
  const near = map ? nearestPlace(map, [spot.lon, spot.lat]) : null
  if (near && near.km <= nearKm) return translator(language)('words.near', { place: near.place.name[language] })
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  return translator(language)('words.pointAt', { lat: number.format(spot.lat), lon: number.format(spot.lon) })
}

/** Where a spot lies; null for a place that the map does not have. */
export function positionOf(spot: Spot, map: RegionMap | undefined): Place['at'] | null {
  return 'place' in spot ? (placeOf(map, spot.place)?.at ?? null) : [spot.lon, spot.lat]
}

export const mapOf = (exercise: Exercise, id: string): RegionMap | undefined => exercise.maps?.[id]

const isWithin = (value: unknown, most: number): value is number => typeof value === 'number' && Math.abs(value) <= most
// Adding nothing makes of "minus nothing" a plain zero.
const rounded = (degrees: number): number => Math.round(degrees * 1000) / 1000 + 0
const tidy = (words: string): string => cutTo(words.replace(/\s+/g, ' ').trim(), maxName).trim()
