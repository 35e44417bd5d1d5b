import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { wordLists } from '../../shared/exercise/word-lists.ts'
import { isId } from '../../shared/ids.ts'

/** What an exercise names and may find outside its folder: vocabularies stand under `from`, maps under `map`. */
export function namesUsed(key: 'from' | 'map', value: unknown): string[] {
  return [...new Set(valuesOf(key, value))].filter(isId).sort()
}

/** The vocabularies that an exercise carries: those that it names, and the word lists of every exercise. */
export function vocabulariesOf(definition: unknown): string[] {
  return [...new Set([...namesUsed('from', definition), ...wordLists])].sort()
}

/** The nearest of the places that has the file or folder; the last place is the nearest. */
export async function placeOf(path: string, places: readonly string[]): Promise<string | null> {
  for (const place of places.toReversed()) {
    const whole = join(place, path)
    if (await stat(whole).catch(() => null)) return whole
  }
  return null
}

/** Every value under that key, whatever the shape. */
function valuesOf(key: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const named: unknown = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
  return [...(typeof named === 'string' ? [named] : []), ...Object.values(value).flatMap((inner) => valuesOf(key, inner))]
}
