import { untrack } from 'svelte'
import { whenIdle } from './when-idle.ts'
import type { Box } from '../../shared/maps/clip.ts'
import { comeAndGo, type Crowd } from './come-and-go.ts'
import { quiet, sameItems } from './quiet.svelte.ts'

/** So many are always drawn. */
const few = 200
/**
 * So many come or go at once, the rest when the page has nothing else to do, or after so long: whoever types or drags goes first.
 * Until all of them have been there once, nobody works on them yet, and more come at once.
 */
const [atOnce, atFirst, patienceMs] = [8, 48, 120]
/** Px beyond the window in which things are drawn already, and the steps in which the window is followed. */
const [margin, step] = [160, 80]

/** What a drawn canvas shows of its plane: where the window stands on the layer, which a turning wheel stretches. */
export interface Window {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly stretch: number
}

interface Plane extends Pick<Crowd, 'all' | 'at'> {
  /** What has to be there wherever it stands: what is chosen, or held by a pointer. */
  readonly kept: readonly (string | null)[]
}

/**
 * Which things of a crowded plane are drawn: those in the window or near it, the nearest first and a few at once.
 * What has the focus is kept with its neighbours in the order of the keys, so Tab goes through all of them: whoever
 * reaches one brings it into view. Make it while a component begins.
 */
export class Nearby {
  #shown = $state.raw<readonly string[]>([])
  #isThrough = false
  #focused = $state<string | null>(null)
  #stop = (): void => undefined

  /** `of` is null while nothing is to be drawn yet. It is heard with whatever it reads, so the window is asked for by itself. */
  constructor(of: () => Plane | null, window: () => Window) {
    let last = boxOf(untrack(window))
    // While a wheel turns, the picture is stretched as it is.
    const near = quiet(() => (last = window().stretch === 1 ? boxOf(window()) : last), sameBox)
    $effect.pre(() => {
      const [plane, box] = [of(), near.now]
      const kept = plane ? this.#keptOf(plane) : new Set<string>()
      // To the page: what is drawn follows the plane and the window, and nothing that is asked for on the way.
      untrack(() => this.#draw(plane, box, kept))
    })
    $effect(() => () => this.#stop())
  }

  get ids(): readonly string[] {
    return this.#shown
  }

  /** To be told by whatever gets the focus. */
  focused(id: string): void {
    this.#focused = id
  }

  #keptOf({ all, kept }: Plane): Set<string> {
    const at = this.#focused === null ? -1 : all.indexOf(this.#focused)
    return new Set([...kept, ...(at < 0 ? [] : [all[at - 1], all[at], all[at + 1]])].filter((id) => id !== null && id !== undefined))
  }

  #draw(plane: Plane | null, box: Box, kept: ReadonlySet<string>): void {
    this.#stop()
    if (plane === null || plane.all.length <= few) {
      if (plane !== null) this.#show(plane.all)
      return
    }
    const shown = new Set(this.#shown)
    const { ids, isDone } = comeAndGo(shown, { ...plane, kept }, box, shown.size === 0 ? few : this.#isThrough ? atOnce : atFirst)
    this.#show(ids)
    this.#isThrough ||= isDone
    if (!isDone) this.#stop = whenIdle(() => this.#draw(plane, box, kept), patienceMs)
  }

  #show(ids: readonly string[]): void {
    if (!sameItems(this.#shown, ids)) this.#shown = ids
  }
}

function boxOf({ left, top, width, height }: Window): Box {
  const low = (px: number) => Math.floor((px - margin) / step) * step
  const high = (px: number) => Math.ceil((px + margin) / step) * step
  return [low(left), low(top), high(left + width), high(top + height)]
}

const sameBox = (one: Box, two: Box): boolean => one.every((px, index) => px === two[index])
