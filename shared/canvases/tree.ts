import type { Canvas } from './canvas.ts'

/** STUB, to be written. */
export const tree: Canvas<'tree'> = {
  type: 'tree',
  needs: (setting) => [{ kind: setting.kind, field: setting.parent, types: ['link'] }],
  otherKinds: () => [],
  takes: 'whole',
  progress: (cards, setting) => {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.length, of: own.length }
  },
  figure: () => null,
}
