import { translator } from '../i18n/messages.ts'
import { countAnswers } from './counts.ts'
import type { FieldType } from './field-type.ts'
import type { PositionValue } from './values.ts'

/** The plane on which cards stand, in whole numbers: one is a pixel on a screen that neither enlarges nor reduces. */
export const plane = { width: 4000, height: 3000 } as const

/** Where a card stands on a canvas that people arrange by hand. It says nothing about the card, so it is not merged: only who placed it is counted. */
export const position: FieldType<'position', PositionValue> = {
  type: 'position',
  initial: null,
  read(stored) {
    if (!isOnPlane(stored)) return null
    const { x, y } = stored
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null
    return { x: within(x as number, plane.width), y: within(y as number, plane.height) }
  },
  write: (value) => (value === null ? null : { x: within(value.x, plane.width), y: within(value.y, plane.height) }),
  isAnswered: (value) => value !== null,
  merge: (answers) => countAnswers(answers.map(({ group, value }) => ({ group, entries: value === null ? [] : [{ code: 'placed' }] }))),
  format: (value, _field, language) => (value === null ? translator(language)('words.notSaid') : `${value.x}, ${value.y}`),
  keyOf: () => null,
  sample: [null, { x: 0, y: 0 }, { x: 1200, y: 2999 }],
}

/** True for what may be a position as it stands in a document, whole or broken. */
export function isOnPlane(stored: unknown): stored is { readonly x: unknown; readonly y: unknown } {
  return typeof stored === 'object' && stored !== null && Object.hasOwn(stored, 'x') && Object.hasOwn(stored, 'y')
}

// Adding nothing makes of "minus nothing" a plain zero.
const within = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value))) + 0
