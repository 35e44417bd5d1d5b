import type { Canvas } from './canvas.ts'

/** STUB, to be written. */
export const statement: Canvas<'statement'> = {
  type: 'statement',
  needs: (setting) => [{ kind: setting.kind, field: setting.text, types: ['line', 'text'] }],
  otherKinds: () => [],
  takes: 'whole',
  progress: (cards, setting) => {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.length, of: own.length }
  },
  figure: () => null,
}
