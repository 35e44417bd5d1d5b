import type { Frames } from './stopwatch.ts'

/** What was measured on one canvas with so many cards; all times in ms. */
export interface Measured {
  readonly name: string
  readonly cards: number
  readonly drag: Frames
  readonly typing: Frames
  /** From a key that goes down to its character on the screen. */
  readonly key: { readonly p50: number; readonly p95: number }
  /** From the facilitator's command to the whole canvas on the screen. */
  readonly drawn: number
  readonly megabytes: number
  readonly nodes: number
}

const heads = [
  'canvas', 'cards', 'frame p50', 'p95', 'max', 'p95 ÷ floor', 'longest task', 'typing p95', 'key p50', 'key p95', 'drawn', 'MB', 'nodes',
] // prettier-ignore

/** One line for each canvas and size, the floor first. */
export function tableOf(floor: { readonly frames: Frames }, rows: readonly Measured[]): string {
  const whole = (ms: number) => ms.toFixed(0)
  const { frames } = floor
  const first = ['floor', '', whole(frames.p50), whole(frames.p95), whole(frames.max), '1.0', whole(frames.longest), '', '', '', '', '', '']
  const lines = rows.map(({ name, cards, drag, typing, key, drawn, megabytes, nodes }) => [
    name, String(cards), whole(drag.p50), whole(drag.p95), whole(drag.max), (drag.p95 / frames.p95).toFixed(1), whole(drag.longest),
    whole(typing.p95), whole(key.p50), whole(key.p95), whole(drawn), whole(megabytes), String(nodes),
  ]) // prettier-ignore
  const rule = heads.map((_, index) => (index === 0 ? '---' : '---:'))
  return [heads, rule, first, ...lines].map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}
