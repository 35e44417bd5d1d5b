import type { Canvas } from './canvas.ts'
import { listPages } from './parts/wall-list.ts'

/** The same cards as an ordered, editable list: the twin of every canvas. */
export const list: Canvas<'list'> = {
  type: 'list',
  needs: () => [],
  otherKinds: () => [],
  progress: (cards, setting) => {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.length, of: own.length }
  },
  figure: () => null,
  wall: listPages,
}
