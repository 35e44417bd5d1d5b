import type { Place } from '../../../shared/canvases/parts/lay-out.ts'
import type { Field } from '../../../shared/exercise/exercise.ts'
import type { Work } from '../work.ts'
import type { Camera } from './camera.svelte.ts'
import type { Scene } from './scene.svelte.ts'
import { unhurried } from './unhurried.ts'
import { arranging } from './view.ts'

/** New places for all nodes of a network, worked out one layout at a time while the page stays alive. */
export class Layouts {
  busy = false
  readonly #scene: Scene
  readonly #camera: Camera
  /** `at` is the field that says where a node stands; null once the canvas is gone. */
  readonly #given: () => { readonly work: Work; readonly at: Field } | null

  constructor(scene: Scene, camera: Camera, given: () => { readonly work: Work; readonly at: Field } | null) {
    this.#scene = scene
    this.#camera = camera
    this.#given = given
  }

  /** Every node gets a new place; all of it is one step of undo. What comes or goes meanwhile is left alone. False where none may be moved by then. */
  async arrange(): Promise<boolean> {
    const found = await this.#next()
    const given = this.#given()
    if (!given || given.work.readOnly) return false
    const there = found.filter(({ id }) => this.#scene.settled.has(id))
    given.work.changeAll(there.map(({ id, place }) => ({ card: id, field: given.at, value: place })))
    // In the same frame: the nodes are drawn once, in their new places at the new scale.
    this.#camera.fit(
      found.map(({ place }) => place),
      this.#scene.box,
    )
    return true
  }

  async #next(): Promise<{ readonly id: string; readonly place: Place }[]> {
    this.busy = true
    const { ids, links } = this.#scene
    const places = await unhurried(arranging(ids, links))
    this.busy = false
    return ids.map((id, order) => ({ id, place: places[order]! }))
  }
}
