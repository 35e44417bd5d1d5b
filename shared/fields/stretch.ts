/** What changed between two texts: `removed` characters from `from` on gave way to `put`. */
export interface Stretch {
  readonly from: number
  readonly removed: number
  readonly put: string
}

/** The one stretch between the beginning and the end that stay. It never parts the two halves of a character. */
export function changedStretch(before: string, next: string): Stretch {
  const most = Math.min(before.length, next.length)
  let start = 0
  while (start < most && before[start] === next[start]) start++
  if (isFirstHalf(before[start - 1])) start--
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === next[next.length - 1 - end]) end++
  if (end > 0 && isSecondHalf(before[before.length - end])) end--
  return { from: start, removed: before.length - end - start, put: next.slice(start, next.length - end) }
}

/** Where a place of the old text, as that of a caret, lies in the new one: what stands beside it stays beside it. */
export function placeAfter(place: number, { from, removed, put }: Stretch): number {
  if (place <= from) return place
  if (place >= from + removed) return place - removed + put.length
  return Math.min(place, from + put.length)
}

/**
 * Does to `present` what turned `before` into `after`: one person wrote on while somebody else's words were held
 * back, and both stay.
 */
export function carryOver(before: string, after: string, present: string): string {
  const mine = changedStretch(before, after)
  const theirs = changedStretch(before, present)
  const [from, to] = [placeAfter(mine.from, theirs), placeAfter(mine.from + mine.removed, theirs)]
  return present.slice(0, from) + mine.put + present.slice(mine.removed === 0 ? from : to)
}

/** At most `max` characters, and never half a one at the end. */
export function cutTo(text: string, max: number): string {
  if (text.length <= max) return text
  return text.slice(0, isFirstHalf(text[max - 1]) ? max - 1 : max)
}

// Characters beyond the first 65 536, emoji among them, are stored as two halves.
const isFirstHalf = (half: string | undefined) => half !== undefined && half >= '\ud800' && half <= '\udbff'
const isSecondHalf = (half: string | undefined) => half !== undefined && half >= '\udc00' && half <= '\udfff'
