import type { Canvas } from './canvas.ts'

/** STUB, to be written. */
export const table: Canvas<'table'> = {
  type: 'table',
  needs: () => [],
  otherKinds: () => [],
  takes: 'whole',
  progress: (cards, setting) => {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.length, of: own.length }
  },
  figure: () => null,
}
