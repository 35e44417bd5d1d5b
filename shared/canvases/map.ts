import type { Canvas } from './canvas.ts'

/** STUB, to be written. */
export const map: Canvas<'map'> = {
  type: 'map',
  needs: () => [],
  otherKinds: (setting) => setting.also,
  takes: 'whole',
  progress: (cards, setting) => {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.length, of: own.length }
  },
  figure: () => null,
}
