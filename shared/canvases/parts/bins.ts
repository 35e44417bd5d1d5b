import type { Box, Point } from '../../maps/clip.ts'

/** Bins lie in rows of so many; no picture is that wide. */
const binsInRow = 1 << 16
const binOf = (column: number, row: number) => column * binsInRow + row

/** Points, so that asking for the nearest costs the same among five and among five hundred. */
export class Crowd {
  readonly #reach: number
  readonly #bins = new Map<number, Point[]>()

  /** No answer looks further than `reach`. */
  constructor(reach: number, points: Iterable<Point> = []) {
    this.#reach = reach
    for (const at of points) this.add(at)
  }

  add(at: Point): void {
    const bin = binOf(Math.floor(at[0] / this.#reach), Math.floor(at[1] / this.#reach))
    const there = this.#bins.get(bin)
    if (!there) this.#bins.set(bin, [at])
    // Many cards stand on one place.
    else if (!there.some(([x, y]) => x === at[0] && y === at[1])) there.push(at)
  }

  /** How far the nearest point is; `reach` at most. */
  nearest([x, y]: Point): number {
    const [column, row] = [Math.floor(x / this.#reach), Math.floor(y / this.#reach)]
    let least = this.#reach ** 2
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const other of this.#bins.get(binOf(column + dx, row + dy)) ?? [])
          least = Math.min(least, (other[0] - x) ** 2 + (other[1] - y) ** 2)
    return Math.sqrt(least)
  }
}

interface Put {
  readonly box: Box
  readonly order: number
}

/** Boxes, so that asking what lies on one costs the same among five and among five hundred. */
export class Ground {
  readonly #size: number
  readonly #bins = new Map<number, Put[]>()
  #count = 0

  /** `size` is about the size of the boxes. */
  constructor(size: number, boxes: Iterable<Box> = []) {
    this.#size = size
    for (const box of boxes) this.put(box)
  }

  put(box: Box): void {
    const one = { box, order: this.#count++ }
    for (const bin of this.#binsOf(box)) {
      const there = this.#bins.get(bin)
      if (there) there.push(one)
      else this.#bins.set(bin, [one])
    }
  }

  isFree(box: Box): boolean {
    return this.#binsOf(box).every((bin) => !this.#bins.get(bin)?.some((one) => meets(one.box, box)))
  }

  /** What lies on a box, in the order in which it was put. */
  on(box: Box): Box[] {
    const found = new Set(this.#binsOf(box).flatMap((bin) => this.#bins.get(bin)?.filter((one) => meets(one.box, box)) ?? []))
    return [...found].sort((a, b) => a.order - b.order).map((one) => one.box)
  }

  #binsOf([left, top, right, bottom]: Box): number[] {
    const bins: number[] = []
    const at = (px: number) => Math.floor(px / this.#size)
    for (let column = at(left); column <= at(right); column++)
      for (let row = at(top); row <= at(bottom); row++) bins.push(binOf(column, row))
    return bins
  }
}

/** Two boxes that only touch leave each other free. */
const meets = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
