import type { Canvas } from './canvas.ts'

/** STUB, to be written. */
export const matrix: Canvas<'matrix'> = {
  type: 'matrix',
  needs: (setting) => [
    { kind: setting.kind, field: setting.rows, types: ['link'] },
    { kind: setting.kind, field: setting.columns, types: ['choice'] },
  ],
  otherKinds: () => [],
  takes: 'whole',
  progress: (cards, setting) => {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.length, of: own.length }
  },
  figure: () => null,
}
