import type { Box, Place } from '../../../shared/canvases/parts/lay-out.ts'

interface Taken {
  readonly place: Place
  readonly box: Box
}

/** Bins lie in rows of so many; on a screen there are never more. */
const binsInRow = 1 << 16

/** What is taken on the screen, in bins, so that asking costs the same with five nodes and with five hundred. */
export class Room {
  readonly #bin: Box
  readonly #taken = new Map<number, Taken[]>()

  constructor(bin: Box) {
    this.#bin = bin
  }

  /** Takes the room if nothing lies there. */
  take(place: Place, box: Box): boolean {
    const bins = this.#bins(place, box)
    for (const bin of bins) for (const other of this.#taken.get(bin) ?? []) if (meets(other, place, box)) return false
    this.#put(bins, { place, box })
    return true
  }

  fill(place: Place, box: Box): void {
    this.#put(this.#bins(place, box), { place, box })
  }

  #put(bins: readonly number[], one: Taken): void {
    for (const bin of bins) {
      const taken = this.#taken.get(bin)
      if (taken) taken.push(one)
      else this.#taken.set(bin, [one])
    }
  }

  #bins(place: Place, box: Box): number[] {
    const bins: number[] = []
    const [left, right] = [first(place.x, box.width, this.#bin.width), last(place.x, box.width, this.#bin.width)]
    const [top, bottom] = [first(place.y, box.height, this.#bin.height), last(place.y, box.height, this.#bin.height)]
    for (let x = left; x <= right; x++) for (let y = top; y <= bottom; y++) bins.push(x * binsInRow + y)
    return bins
  }
}

const meets = (other: Taken, place: Place, box: Box) =>
  Math.abs(other.place.x - place.x) < (other.box.width + box.width) / 2 + 4 &&
  Math.abs(other.place.y - place.y) < (other.box.height + box.height) / 2 + 2

const first = (middle: number, size: number, step: number) => Math.floor((middle - size / 2 - 4) / step)
const last = (middle: number, size: number, step: number) => Math.floor((middle + size / 2 + 4) / step)
