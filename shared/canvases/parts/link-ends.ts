import type { CanvasOf } from '../../exercise/exercise.ts'
import type { Card, Value } from '../../fields/values.ts'

export interface Ends {
  readonly from: string
  readonly to: string
}

/** The ids of the cards that a link lies between; null while an end is missing, or both are the same card. */
export function endsOf(link: Card, setting: CanvasOf<'network'>): Ends | null {
  const [from, to] = [cardIn(link.fields[setting.from]), cardIn(link.fields[setting.to])]
  return from === null || to === null || from === to ? null : { from, to }
}

/** The code of a link's sort; null where none was chosen from the vocabulary. */
export function codeOf(value: Value | undefined): string | null {
  return typeof value === 'object' && value !== null && 'code' in value ? value.code : null
}

const cardIn = (value: Value | undefined): string | null =>
  typeof value === 'object' && value !== null && 'card' in value ? value.card : null
