import type { Canvas } from './canvas.ts'

/** STUB, to be written. */
export const vote: Canvas<'vote'> = {
  type: 'vote',
  needs: (setting) => [{ kind: setting.kind, field: setting.by, types: setting.way === 'dots' ? ['dots'] : ['number'] }],
  otherKinds: () => [],
  takes: 'whole',
  progress: (cards, setting) => {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.length, of: own.length }
  },
  figure: () => null,
}
