import { Nearby } from '../nearby.svelte.ts'
import type { Camera } from './camera.svelte.ts'
import type { Scene } from './scene.svelte.ts'
import type { DrawnLink } from './view.ts'

/** The nodes of a network and the words on its lines, as far as they stand near the window. Make it while a component begins. */
export class DrawnNear {
  readonly nodes: Nearby
  readonly words: Nearby
  readonly worded: readonly DrawnLink[] = $derived.by(() => this.words.ids.flatMap((link) => this.#scene.words.get(link) ?? []))
  readonly #scene: Scene

  /** `kept` has what must be there wherever it stands; null while nothing is to be drawn yet. */
  constructor(scene: Scene, camera: Camera, kept: () => readonly (string | null)[] | null) {
    this.#scene = scene
    const window = () => camera
    this.nodes = new Nearby(() => {
      const needed = kept()
      return needed && { all: scene.signs, at: scene.placeOf, kept: [...needed, scene.heldId] }
    }, window)
    this.words = new Nearby(() => {
      const needed = kept()
      const { words } = scene
      return needed && { all: [...words.keys()], at: (link) => words.get(link)?.word ?? undefined, kept: needed }
    }, window)
  }
}
