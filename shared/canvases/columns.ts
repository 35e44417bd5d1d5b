import type { Canvas } from './canvas.ts'
import { columnPages } from './parts/wall-columns.ts'

/** Cards in columns by a choice. A card is finished when it stands in a column. */
export const columns: Canvas<'columns'> = {
  type: 'columns',
  needs: (setting) => [{ kind: setting.kind, field: setting.by, types: ['choice'] }],
  otherKinds: () => [],
  progress: (cards, setting) => {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.filter((card) => card.fields[setting.by] !== null).length, of: own.length }
  },
  figure: () => null,
  wall: columnPages,
}
