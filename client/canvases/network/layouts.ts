import type { Place } from '../../../shared/canvases/parts/lay-out.ts'
import type { Scene } from './scene.svelte.ts'
import { unhurried } from './unhurried.ts'
import { arranging } from './view.ts'

/** New places for all nodes of a network, worked out one layout at a time while the page stays alive. */
export class Layouts {
  busy = false
  readonly #scene: Scene

  constructor(scene: Scene) {
    this.#scene = scene
  }

  async next(): Promise<{ readonly id: string; readonly place: Place }[]> {
    this.busy = true
    const { ids, links } = this.#scene
    const places = await unhurried(arranging(ids, links))
    this.busy = false
    return ids.map((id, order) => ({ id, place: places[order]! }))
  }
}
