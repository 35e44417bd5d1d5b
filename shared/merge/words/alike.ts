import { areStrangers } from './contrasts.ts'
import type { Token } from './title.ts'

/** How two words are the same, from the plainest: the reason a person is told. */
export type Way = 'same' | 'form' | 'spelling' | 'alphabet' | 'term'

export interface Alike {
  /** 0 to 1. */
  readonly strength: number
  readonly way: Way
}

/** How much two words are one; null where they are not. */
export function alike(left: Token, right: Token): Alike | null {
  if (left.id === right.id) return { strength: 1, way: 'same' }
  if (left.meaning !== null || right.meaning !== null) return left.meaning === right.meaning ? { strength: 1, way: 'term' } : null
  const way = left.isCyrillic === right.isCyrillic ? 'spelling' : 'alphabet'
  if (left.stem === right.stem) return { strength: 1, way: 'form' }
  if (isCutFrom(left, right) || isCutFrom(right, left)) return { strength: 0.9, way: 'form' }
  if (areStrangers(left.stem, right.stem)) return null
  if (left.sound === right.sound) return { strength: 1, way }
  if (/\p{N}/u.test(left.text + right.text)) return null
  if (left.stemSound === right.stemSound && left.stem.length >= 4) return { strength: 0.95, way }
  if (left.isCyrillic === right.isCyrillic && shareBeginning(left.stem, right.stem)) return { strength: 0.85, way: 'form' }
  if (!(left.isKnown && right.isKnown) && isSlip(left.sound, right.sound)) return { strength: 0.9, way }
  const areNames = (left.isName && right.isName) || way === 'alphabet'
  return areNames && left.consonants !== null && left.consonants === right.consonants ? { strength: 0.85, way } : null
}

const isCutFrom = (left: Token, right: Token): boolean => left.isCut && right.text.startsWith(left.text)

/** "coordin" and "coordinat": five letters in common, and little beyond them. */
function shareBeginning(left: string, right: string): boolean {
  let common = 0
  while (common < left.length && left[common] === right[common]) common++
  return common >= 5 && left.length - common <= 3 && right.length - common <= 3 && Math.min(left.length, right.length) - common <= 1
}

/** A letter too many, too few, wrong or swapped with its neighbour; two of these in a long word. */
export function isSlip(left: string, right: string): boolean {
  const shorter = Math.min(left.length, right.length)
  const allowed = shorter >= 8 ? 2 : shorter >= 5 ? 1 : 0
  return Math.abs(left.length - right.length) <= allowed && slipsBetween(left, right) <= allowed
}

/** Edit distance with swaps of neighbours (optimal string alignment). */
function slipsBetween(left: string, right: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: right.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= left.length; i++) {
    const row = [i]
    for (let j = 1; j <= right.length; j++) {
      const differ = left[i - 1] === right[j - 1] ? 0 : 1
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + differ)
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) row[j] = Math.min(row[j]!, before[j - 2]! + 1)
    }
    ;[before, last] = [last, row]
  }
  return last[right.length]!
}

/** Keys of which two words share at least one wherever `alike` may find them one. */
export function keysOf({ text, stem, meaning, sound, stemSound, consonants }: Token): string[] {
  if (meaning !== null) return [`m${meaning}`]
  if (/\p{N}/u.test(text)) return [`s${stem}`]
  return [
    `s${stem}`,
    `k${sound}`,
    `q${stemSound}`,
    ...(stem.length >= 5 ? [`p${stem.slice(0, 5)}`] : []),
    ...(consonants === null ? [] : [`c${consonants}`]),
    ...(sound.length >= 5 ? [`d${sound}`, ...Array.from(sound, (_, at) => `d${sound.slice(0, at)}${sound.slice(at + 1)}`)] : []),
  ]
}
