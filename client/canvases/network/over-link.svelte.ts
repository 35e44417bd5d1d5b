import { pointIn } from '../pointing.ts'
import type { Camera } from './camera.svelte.ts'
import { linkAt } from './line-groups.ts'
import type { Scene } from './scene.svelte.ts'

/** What a pointer over the ground means: lines have no elements of their own to be hit, they would be thousands. */
export class OverLink {
  /** True while a free pointer rests on a line. */
  isLink = $state(false)
  readonly #view: () => HTMLElement
  readonly #camera: Camera
  readonly #scene: Scene
  #asked = 0

  constructor(view: () => HTMLElement, camera: Camera, scene: Scene) {
    this.#view = view
    this.#camera = camera
    this.#scene = scene
  }

  /** The link under a pointer, where nothing stands above it. */
  linkAt(event: PointerEvent): string | null {
    const { x, y } = this.#camera.placeAt(pointIn(this.#view(), event))
    return linkAt(this.#scene.lines, this.#scene.onLayer({ x, y }))
  }

  /** Asked once a frame. */
  readonly moved = (event: PointerEvent): void => {
    cancelAnimationFrame(this.#asked)
    if (event.buttons !== 0) return
    const isGround = !(event.target instanceof Element && event.target.closest('button, .handle'))
    this.#asked = requestAnimationFrame(() => (this.isLink = isGround && this.linkAt(event) !== null))
  }
}
