import { untrack } from 'svelte'
import type { Work } from '../work.ts'
import type { Camera } from './camera.svelte.ts'
import { DrawnNear } from './drawn-near.svelte.ts'
import type { Scene } from './scene.svelte.ts'
import type { DrawnLink } from './view.ts'

interface Wanted {
  readonly work: () => Work
  /** The node from which a link is being made: it is drawn wherever it stands, like what is chosen. */
  readonly linking: () => string | null
}

/** What of a network is seen, as far as no hand moves it: how it begins, and what is brought into view. Make it while a component begins. */
export class IntoView {
  readonly drawn: DrawnNear
  #begun = $state(false)
  readonly #scene: Scene
  readonly #camera: Camera

  constructor(scene: Scene, camera: Camera, { work, linking }: Wanted) {
    this.#scene = scene
    this.#camera = camera
    this.drawn = new DrawnNear(scene, camera, () => (this.#begun ? [work().chosen, linking()] : null))

    // Once, when the board and the size of the view are there: later the view is the reader's own.
    $effect(() => {
      if (this.#begun || scene.settled.size === 0 || camera.width === 0 || camera.height === 0) return
      this.#begun = true
      // On a phone, and where there are many, all of it would be dots: there it begins with its middle, in words.
      untrack(() => this.fit(scene.settled.size > 30 || camera.width < 560 ? 0.55 : 0.2))
    })
    // What is chosen in the list may stand outside the view.
    $effect(() => {
      const { chosen } = work()
      untrack(() => chosen !== null && scene.heldAt === null && this.show(chosen))
    })
  }

  /** All of it, as far as `least` leaves room. */
  fit(least?: number): void {
    this.#camera.fit([...this.#scene.settled.values()], this.#scene.box, least)
  }

  show(id: string): void {
    const place = this.#scene.settled.get(id)
    if (place) this.drawn.nodes.focused(id)
    if (place && this.#begun) this.#camera.show(place, this.#scene.box)
  }

  showWord({ link, word }: DrawnLink): void {
    this.drawn.words.focused(link.id)
    if (word) this.#camera.show({ x: word.x / this.#camera.scale, y: word.y / this.#camera.scale }, { width: word.width, height: 40 })
  }
}
