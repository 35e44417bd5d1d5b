import type { Exercise } from '../exercise/exercise.ts'
import { languages, type Localized } from '../i18n/language.ts'
import { translator } from '../i18n/messages.ts'
import { readBoundaries } from './boundaries.ts'
import type { Box } from './clip.ts'
import type { RegionMap } from './region.ts'

/** Bytes of a file. */
export const largestBoundaries = 2_000_000
export const boundariesType = 'application/geo+json'
/** As far as there is a plane to draw on. */
export const wholeWorld: Box = [-180, -85, 180, 85]

/**
 * The exercise with the boundaries of an organiser's file on its maps, which say whose they are beside the disclaimer. A map on
 * which none of them lies stays as it is; null where that is so of every map.
 */
export function withOwnBoundaries(exercise: Exercise, file: unknown): Exercise | null {
  const maps = Object.entries(exercise.maps ?? {}).map(([id, map]) => [id, onMap(map, file)] as const)
  if (maps.every(([, map]) => map === null)) return null
  return { ...exercise, maps: Object.fromEntries(maps.map(([id, map]) => [id, map ?? exercise.maps![id]!])) }
}

function onMap(map: RegionMap, file: unknown): RegionMap | null {
  const read = readBoundaries(file, map.box)
  if ('mistake' in read) return null
  const said = languages.map((language) => [language, `${map.disclaimer[language]} ${translator(language)('onMap.asGiven')}`])
  return { ...map, profile: 'own', boundaries: read.boundaries, disclaimer: Object.fromEntries(said) as unknown as Localized }
}
