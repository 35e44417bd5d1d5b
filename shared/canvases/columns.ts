import type { Canvas } from './canvas.ts'

/** Cards in columns by a choice. A card is finished when it stands in a column. */
export const columns: Canvas<'columns'> = {
  type: 'columns',
  needs: (setting) => [{ kind: setting.kind, field: setting.by, types: ['choice'] }],
  otherKinds: () => [],
  takes: 'half',
  progress: (cards, setting) => {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.filter((card) => card.fields[setting.by] !== null).length, of: own.length }
  },
  figure: () => null,
}
