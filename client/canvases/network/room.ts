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

  /** Takes the room if nothing lies there; what stands in the same place, given as the same object, may grow. */
  take(place: Place, box: Box): boolean {
    const bins = this.#bins(place, box)
    for (const bin of bins)
      for (const other of this.#taken.get(bin) ?? []) if (other.place !== place && meets(other, place, box)) return false
    this.#put(bins, { place, box })
    return true
  }

  /** Of all that lies on a box, the place that is nearest to its middle; null where the room is free. */
  nearest(place: Place, box: Box): Place | null {
    let found: Place | null = null
    for (const bin of this.#bins(place, box))
      for (const other of this.#taken.get(bin) ?? [])
        if (meets(other, place, box) && (!found || far(other.place, place) < far(found, place))) found = other.place
    return found
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

const far = (one: Place, other: Place) => Math.hypot(one.x - other.x, one.y - other.y)

const first = (middle: number, size: number, step: number) => Math.floor((middle - size / 2 - 4) / step)
const last = (middle: number, size: number, step: number) => Math.floor((middle + size / 2 + 4) / step)
