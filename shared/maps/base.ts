import type { Point } from './clip.ts'

/** The drawn part of a map as its file holds it. `state` is the id of a State, or empty for land without a name. */
export interface BaseMap {
  readonly source: string
  readonly lands: readonly { readonly state: string; readonly rings: readonly (readonly number[])[] }[]
  readonly waters: { readonly lakes: readonly (readonly number[])[]; readonly rivers: readonly (readonly number[])[] }
  readonly lines: { readonly settled: readonly (readonly number[])[]; readonly unsettled: readonly (readonly number[])[] }
}

const unit = 1000

/** A line as whole thousandths of a degree, each point by its distance from the one before: a third of the size. */
export function encode(line: readonly Point[]): number[] {
  let [x, y] = [0, 0]
  const numbers: number[] = []
  for (const [lon, lat] of line) {
    const next: Point = [Math.round(lon * unit), Math.round(lat * unit)]
    if (numbers.length > 0 && next[0] === x && next[1] === y) continue
    numbers.push(next[0] - x, next[1] - y)
    ;[x, y] = next
  }
  return numbers
}

export function decode(numbers: readonly number[]): Point[] {
  let [x, y] = [0, 0]
  const line: Point[] = []
  for (let at = 0; at + 1 < numbers.length; at += 2) line.push([(x += numbers[at]!) / unit, (y += numbers[at + 1]!) / unit])
  return line
}
