import { tick } from 'svelte'
import type { Place } from '../../../shared/canvases/parts/lay-out.ts'
import type { Field } from '../../../shared/exercise/exercise.ts'
import { onWheel, pointIn } from '../pointing.ts'
import type { Work } from '../work.ts'
import type { Camera } from './camera.svelte.ts'
import { follow, panWith } from './follow.ts'
import { OverLink } from './over-link.svelte.ts'
import type { Scene } from './scene.svelte.ts'
import { stepOf } from './view.ts'

/** What hands work on. */
interface Ground {
  readonly work: Work
  /** The field that says where a node stands. */
  readonly at: Field
  readonly view: HTMLElement
}

/** What hands may mean beyond moving things: that is for the canvas to carry out. */
interface Meant {
  /** A node or a link was clicked; null for the bare ground. */
  pick(id: string | null): void
  /** A link is to lead from a node, to another where one is named already. */
  link(from: string, to?: string): void
  /** A node was moved by keys: it is to be seen where it stands now. */
  show(id: string): void
}

/** Pointers and keys on a network: they move nodes, the ground and the scale, and say what else was meant. */
export class Hands {
  /** A line that is being drawn from a node's handle, to where the pointer is. */
  drawing = $state.raw<{ readonly from: string; readonly to: Place } | null>(null)
  readonly over: OverLink
  readonly #camera: Camera
  readonly #scene: Scene
  readonly #ground: () => Ground
  readonly #meant: Meant
  /** True from the end of a drag until the click that the browser makes of it. */
  #dragged = false

  constructor(camera: Camera, scene: Scene, ground: () => Ground, meant: Meant) {
    this.#camera = camera
    this.#scene = scene
    this.#ground = ground
    this.#meant = meant
    this.over = new OverLink(() => ground().view, camera, scene)
  }

  mayMove(id: string): boolean {
    const { work, at } = this.#ground()
    return work.may('move', id, at.id)
  }

  click(id: string): void {
    if (this.#dragged) this.#dragged = false
    else this.#meant.pick(id)
  }

  /** A pointer went down on a node, or on its handle. */
  grab(down: PointerEvent, id: string, how: 'move' | 'link'): void {
    down.stopPropagation()
    if (this.#ground().work.readOnly || down.button !== 0) return
    this.#dragged = false
    if (how === 'link') this.#drawFrom(id, down)
    else if (this.mayMove(id)) this.#move(id, down)
  }

  /** A key went down on a node. */
  press(event: KeyboardEvent, id: string): void {
    const { work } = this.#ground()
    const step = stepOf(event)
    if (event.key === 'Escape') work.choose(null)
    if (work.readOnly || event.ctrlKey || event.metaKey || event.altKey) return
    // By its place on the keyboard: Russian and English laptops have it on the same key.
    if (event.code === 'KeyL' || event.key.toLowerCase() === 'l') this.#meant.link(id)
    else if (step && this.mayMove(id)) {
      const place = this.#scene.settled.get(id)!
      this.#put(id, { x: place.x + step.x, y: place.y + step.y })
      if (work.chosen !== id) work.choose(id)
      void tick().then(() => this.#meant.show(id))
    } else return
    event.preventDefault()
  }

  /** A pointer went down on the ground. */
  readonly pan = (down: PointerEvent): void => panWith(down, this.#camera, (end) => this.#meant.pick(this.over.linkAt(end)))

  /** For the view's element: the wheel over it. */
  readonly wheel = (view: HTMLElement): (() => void) =>
    onWheel(
      view,
      (by, around) => this.#camera.zoomOn(by, around),
      () => this.#camera.rest(),
    )

  #move(id: string, down: PointerEvent): void {
    const [camera, scene] = [this.#camera, this.#scene]
    camera.rest()
    const start = scene.settled.get(id)!
    follow(down, {
      move: (by) => scene.hold(id, { x: start.x + by.x / camera.scale, y: start.y + by.y / camera.scale }),
      up: (_, dragged) => {
        if (dragged && scene.heldAt && scene.settled.has(id)) {
          this.#put(id, scene.heldAt)
          this.#dragged = true
        }
        scene.letGo()
      },
    })
  }

  /** A line from a node's handle to the node on which the pointer goes up. */
  #drawFrom(id: string, down: PointerEvent): void {
    follow(down, {
      move: (_, now) => (this.drawing = { from: id, to: this.#camera.placeAt(pointIn(this.#ground().view, now)) }),
      up: (end, dragged) => {
        this.drawing = null
        const under = document.elementFromPoint(end.clientX, end.clientY)?.closest<HTMLElement>('.node, .pile')?.dataset
        const target = under?.['card']
        // Of a pile nobody knows which one is meant.
        if (!dragged || under?.['pile'] !== undefined) this.#meant.link(id)
        else if (target !== undefined && target !== id) this.#meant.link(id, target)
      },
    })
  }

  #put(id: string, place: Place): void {
    const { work, at } = this.#ground()
    work.change(id, at, place)
  }
}
