import type { Box, Point } from '../../../shared/maps/clip.ts'

/** Px of a degree of longitude at most: the Fergana valley fills a screen. */
const mostScale = 260

/** The part of a map's plane that is seen: all of the map at least, and nothing beyond it once it fills the view. */
export class MapCamera {
  scale = $state(1)
  /** How much larger all of it is shown than it is drawn, while a wheel or two fingers zoom; drawn anew when they rest. Otherwise 1. */
  stretch = $state(1)
  /** What lies left of and above the view, in px. */
  left = $state(0)
  top = $state(0)
  width = $state(0)
  height = $state(0)
  /** False while all is seen that was asked for: such a view may be fitted again when its size changes. */
  moved = false
  readonly #box: () => Box

  /** `box` is the map's box on its plane. */
  constructor(box: () => Box) {
    this.#box = box
  }

  /** Px of a degree on the screen. */
  get shownScale(): number {
    return this.scale * this.stretch
  }

  pointAt([x, y]: Point): Point {
    return [(x + this.left) / this.shownScale, (y + this.top) / this.shownScale]
  }

  /** Moves what is seen by so many px. */
  pan(x: number, y: number): void {
    if (x !== 0 || y !== 0) this.moved = true
    this.#put(this.left + x, this.top + y)
  }

  /** Larger or smaller; what is under the point (the middle, unless another is given) stays there. */
  zoom(factor: number, around: Point = [this.width / 2, this.height / 2]): void {
    this.zoomOn(factor, around)
    this.rest()
  }

  /** As `zoom`, by hands that go on: `rest` ends it. */
  zoomOn(factor: number, around: Point): void {
    if (factor !== 1) this.moved = true
    const [x, y] = this.pointAt(around)
    const scale = Math.min(mostScale, Math.max(this.#least(), this.shownScale * factor))
    this.stretch = scale / this.scale
    this.#put(x * scale - around[0], y * scale - around[1])
  }

  rest(): void {
    if (this.stretch === 1) return
    this.scale = this.shownScale
    this.stretch = 1
  }

  /** All of the window, in the middle of what the margins (in px) leave. */
  fit([left, top, right, bottom]: Box, { sides, above, below } = { sides: 0, above: 0, below: 0 }): void {
    if (this.width === 0 || this.height === 0) return
    this.stretch = 1
    // On a phone the map itself needs the room.
    const beside = Math.min(sides, this.width / 16)
    const [across, down] = [this.width - beside * 2, Math.max(40, this.height - above - below)]
    const wanted = Math.min(across / Math.max(2, right - left), down / Math.max(2, bottom - top))
    this.scale = Math.min(mostScale, Math.max(this.#least(), wanted))
    this.moved = false
    this.#put(((left + right) / 2) * this.scale - this.width / 2, ((top + bottom) / 2) * this.scale - above - down / 2)
  }

  /** Pans no further than is needed to have a point in view; with `closer`, at least at that scale. */
  show([x, y]: Point, closer = 0): void {
    this.rest()
    if (this.scale < closer) {
      this.scale = closer
      this.#put(x * closer - this.width / 2, y * closer - this.height / 2)
    }
    const beyond = (at: number, room: number) => (at < 60 ? at - 60 : at > room - 60 ? at - room + 60 : 0)
    this.pan(beyond(x * this.scale - this.left, this.width), beyond(y * this.scale - this.top, this.height))
  }

  #least(): number {
    const [left, top, right, bottom] = this.#box()
    return Math.min(this.width / (right - left), this.height / (bottom - top))
  }

  #put(left: number, top: number): void {
    const [west, north, east, south] = this.#box()
    // A map smaller than the view stands in its middle.
    const within = (at: number, least: number, most: number) => (most < least ? (least + most) / 2 : Math.min(Math.max(at, least), most))
    const scale = this.shownScale
    this.left = within(left, west * scale, east * scale - this.width)
    this.top = within(top, north * scale, south * scale - this.height)
  }
}
