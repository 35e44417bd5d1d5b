import type { Shape } from '../../report/figures/figure.ts'

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Slanting lines inside an area, from edge to edge: what is marked by colour is marked by a pattern too. */
export function hatchIn({ x, y, width, height }: Area, apart: number, stroke: string): Shape[] {
  let d = ''
  for (let from = apart; from < width + height; from += apart) {
    const [start, end] = [Math.max(0, from - height), Math.min(width, from)]
    d += `M${x + start} ${y + from - start}L${x + end} ${y + from - end}`
  }
  return [{ is: 'path', d, look: { fill: 'none', stroke, width: 2, opacity: 0.34 } }]
}
