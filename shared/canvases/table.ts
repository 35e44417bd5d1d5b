import type { Canvas } from './canvas.ts'
import { isSaid } from './parts/said.ts'
import { tablePages } from './parts/wall-table.ts'

/**
 * A sheet: a row a card. A row is finished when every field that the step asks for is answered: an exercise leaves
 * out of `fill` what may stay empty. Without a step every field of the card counts.
 */
export const table: Canvas<'table'> = {
  type: 'table',
  needs: (setting) => (setting.under === undefined ? [] : [{ kind: setting.kind, field: setting.under, types: ['choice'] }]),
  otherKinds: () => [],
  progress(cards, setting, fill) {
    const own = cards.filter((card) => card.kind === setting.kind)
    const whole = own.filter((card) => (fill ?? Object.keys(card.fields)).every((field) => isSaid(card.fields[field])))
    return { finished: whole.length, of: own.length }
  },
  // On paper words side by side are read in the report's own table.
  figure: () => null,
  wall: tablePages,
}
