import type { Canvas } from './canvas.ts'

/** STUB, to be written. */
export const network: Canvas<'network'> = {
  type: 'network',
  needs: (setting) => [
    { kind: setting.links, field: setting.from, types: ['link'] },
    { kind: setting.links, field: setting.to, types: ['link'] },
  ],
  otherKinds: (setting) => [setting.links],
  takes: 'whole',
  progress: (cards, setting) => {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.length, of: own.length }
  },
  figure: () => null,
}
