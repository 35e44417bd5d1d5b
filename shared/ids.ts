/** What may stand as an id, a field name or a code anywhere in the product: no prototype keys, no paths. */
export const idPattern = /^[A-Za-z0-9_-]{1,40}$/
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype))

/** True when the text may be used as an id or as a key of a map. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && idPattern.test(text) && !inherited.has(text)
}

const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** An id of the given number of characters (5 bits each) from random bytes; the bytes are an argument. */
export function idFrom(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => letters[byte & 31]).join('')
}

/** Table 1 is A, table 27 is AA: the letter a group wears on every screen. `index` counts from 0. */
export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last
}

const givenMark = 'given-'

/** The id of a card that is handed on to every board. */
export function givenId(id: string): string {
  return `${givenMark}${id}`.slice(0, 40)
}

/** True for a card that was handed on: the same id names the same thing on every board. */
export function isGivenId(id: string): boolean {
  return id.startsWith(givenMark)
}

const startMark = 'start-'
/** How long an exercise may call a card with which boards start. */
export const longestStartId = 40 - startMark.length

/** The id of a card with which every board of an exercise starts. */
export const startId = (id: string): string => `${startMark}${id}`
/** What the exercise calls a card with which every board starts; null for any other card. */
export const startName = (id: string): string | null => (id.startsWith(startMark) ? id.slice(startMark.length) : null)

/** True for a card that no table put down: the same on every board. */
export const isOnEveryBoard = (id: string): boolean => isGivenId(id) || startName(id) !== null
