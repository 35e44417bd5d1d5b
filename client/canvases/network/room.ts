import type { Box, Place } from '../../../shared/canvases/parts/lay-out.ts'

/** What is taken on the screen, in bins, so that asking costs the same with five nodes and with five hundred. */
export class Room {
  readonly #bin: Box
  readonly #taken = new Map<string, { place: Place; box: Box }[]>()

  constructor(bin: Box) {
    this.#bin = bin
  }

  /** Takes the room if nothing lies there. */
  take(place: Place, box: Box): boolean {
    const meets = (other: { place: Place; box: Box }) =>
      Math.abs(other.place.x - place.x) < (other.box.width + box.width) / 2 + 4 &&
      Math.abs(other.place.y - place.y) < (other.box.height + box.height) / 2 + 2
    if (this.#bins(place, box).some((bin) => (this.#taken.get(bin) ?? []).some(meets))) return false
    this.fill(place, box)
    return true
  }

  fill(place: Place, box: Box): void {
    for (const bin of this.#bins(place, box)) {
      const taken = this.#taken.get(bin)
      if (taken) taken.push({ place, box })
      else this.#taken.set(bin, [{ place, box }])
    }
  }

  #bins(place: Place, box: Box): string[] {
    const bins: string[] = []
    const across = span(place.x, box.width, this.#bin.width)
    const down = span(place.y, box.height, this.#bin.height)
    for (let x = across.from; x <= across.to; x++) for (let y = down.from; y <= down.to; y++) bins.push(`${x} ${y}`)
    return bins
  }
}

const span = (middle: number, size: number, step: number) => ({
  from: Math.floor((middle - size / 2 - 4) / step),
  to: Math.floor((middle + size / 2 + 4) / step),
})
