import { transliterate } from '../merge/words/spelling.ts'
import type { Place, RegionMap } from './region.ts'

const names = new WeakMap<Place, readonly string[]>()

/** A name as it is compared: no case, no marks on letters, one script. */
const plain = (name: string): string =>
  transliterate(name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replaceAll('ı', 'i'))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Places whose name in any language has the words, those that begin with them first; all of them for no words. */
export function searchPlaces(map: RegionMap, words: string): Place[] {
  const wanted = plain(words)
  if (wanted === '') return [...map.places]
  const ranked = map.places.flatMap((place, index) => {
    const rank = Math.min(...namesOf(place).map((name) => rankOf(name, wanted)))
    return rank === Infinity ? [] : [{ place, rank, index }]
  })
  return ranked.sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ place }) => place)
}

function rankOf(name: string, wanted: string): number {
  if (name === wanted) return 0
  if (name.startsWith(wanted)) return 1
  return ` ${name}`.includes(` ${wanted}`) ? 2 : name.includes(wanted) ? 3 : Infinity
}

function namesOf(place: Place): readonly string[] {
  const known = names.get(place)
  if (known) return known
  const made = [place.name.en, place.name.ru, ...(place.local === undefined ? [] : [place.local])].map(plain)
  names.set(place, made)
  return made
}
