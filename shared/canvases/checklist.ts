import type { Canvas } from './canvas.ts'

/** STUB, to be written. */
export const checklist: Canvas<'checklist'> = {
  type: 'checklist',
  needs: (setting) => [{ kind: setting.kind, field: setting.mark, types: ['choice', 'flag'] }],
  otherKinds: () => [],
  takes: 'whole',
  progress: (cards, setting) => {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.length, of: own.length }
  },
  figure: () => null,
}
