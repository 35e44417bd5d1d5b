import type { Place } from '../../../shared/canvases/parts/lay-out.ts'

const scales = { least: 0.06, most: 1.6 } as const

/** The part of the plane that is seen. It draws places together and apart; words keep their size at every scale. */
export class Camera {
  scale = $state(1)
  /**
   * How much larger all of it is shown than it is drawn, while the wheel turns: then the picture is stretched as it is,
   * and drawn anew when the wheel rests. Otherwise 1.
   */
  stretch = $state(1)
  /** What lies left of and above the view, in px of the screen. */
  left = $state(0)
  top = $state(0)
  width = $state(0)
  height = $state(0)

  /** The place on the plane under a point of the view. */
  placeAt(point: Place): Place {
    const scale = this.scale * this.stretch
    return { x: (point.x + this.left) / scale, y: (point.y + this.top) / scale }
  }

  pan(by: Place): void {
    this.left -= by.x
    this.top -= by.y
  }

  /** Larger or smaller; what is under the point (the middle, unless another is given) stays there. */
  zoom(factor: number, around: Place = { x: this.width / 2, y: this.height / 2 }): void {
    this.zoomOn(factor, around)
    this.rest()
  }

  /** As `zoom`, by a wheel that goes on turning: `rest` ends it. */
  zoomOn(factor: number, around: Place): void {
    const still = this.placeAt(around)
    const scale = within(this.scale * this.stretch * factor, scales)
    this.stretch = scale / this.scale
    this.left = still.x * scale - around.x
    this.top = still.y * scale - around.y
  }

  rest(): void {
    if (this.stretch === 1) return
    this.scale *= this.stretch
    this.stretch = 1
  }

  /** All of the places, with room for a node of this size around each; never larger than they are, and their middle where `least` leaves no room for all. */
  fit(places: readonly Place[], node: { width: number; height: number }, least: number = scales.least): void {
    if (places.length === 0 || this.width === 0) return
    this.stretch = 1
    const [xs, ys] = [places.map((place) => place.x), places.map((place) => place.y)]
    const [low, high] = [
      { x: Math.min(...xs), y: Math.min(...ys) },
      { x: Math.max(...xs), y: Math.max(...ys) },
    ]
    const share = (room: number, span: number) => (span === 0 ? 1 : Math.max(0, room) / span)
    const most = Math.min(share(this.width - node.width - 24, high.x - low.x), share(this.height - node.height - 24, high.y - low.y), 1)
    this.scale = within(most, { ...scales, least })
    this.left = ((low.x + high.x) / 2) * this.scale - this.width / 2
    this.top = ((low.y + high.y) / 2) * this.scale - this.height / 2
  }

  /** Pans no further than is needed to have a node in view. */
  show(place: Place, node: { width: number; height: number }): void {
    this.rest()
    const [x, y] = [place.x * this.scale - this.left, place.y * this.scale - this.top]
    this.left += beyond(x, node.width / 2 + 8, this.width)
    this.top += beyond(y, node.height / 2 + 8, this.height)
  }
}

const within = (value: number, { least, most }: { least: number; most: number }) => Math.min(most, Math.max(least, value))
/** How far a point stands outside a room with margins; 0 inside, or where the room is too small for both. */
const beyond = (at: number, margin: number, room: number) =>
  room < margin * 2 ? at - room / 2 : at < margin ? at - margin : at > room - margin ? at - room + margin : 0
