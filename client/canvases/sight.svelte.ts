import { flushSync, tick, untrack } from 'svelte'
import type { Attachment } from 'svelte/attachments'
import { on } from 'svelte/events'
import { SvelteMap } from 'svelte/reactivity'
import { quiet } from './quiet.svelte.ts'

/** So many rows are always drawn in full, unless another number is named. */
const usuallyFew = 60
/** Faster than this, in px a ms, nobody reads more than names: the rest is drawn when the scrolling has slowed down, or stopped for so long. */
const [fast, restMs] = [1, 100]
/** So many rows are drawn anew in one frame, so that the page can be scrolled meanwhile. */
const atOnce = 2
/** A row is near within the first distance from the window, and far again beyond the second; in heights of the window. */
const [comes, goes] = [0.75, 1.5]

/**
 * Which rows of a crowded canvas are in sight or near it. Only these are drawn with all that can be done in them; the
 * others are there with their names, as high as they were when they were last near: the page can be scrolled, searched
 * and read out, and an edit somewhere has little to draw. A row has the attribute `data-row`, a chunk of rows `data-chunk`. Make it while a component begins.
 */
export class Sight {
  readonly #near = new SvelteMap<string, boolean>()
  readonly #heights = new Map<string, number>()
  readonly #rows: () => readonly string[]
  /** How a row is marked, in the markup and in a data set. */
  readonly #mark: 'row' | 'chunk'
  readonly #selector: string
  readonly #crowded: { readonly now: boolean }
  /** What the first rows that were near are high: as high the others are thought to be. */
  #usual = $state<number>()
  #printing = $state(false)

  /** The rows' names in any order; heard only when they are others than before. Rows that hold rows are marked as chunks. */
  constructor(rows: () => readonly string[], mark: 'row' | 'chunk' = 'row', few: number = usuallyFew) {
    this.#rows = rows
    this.#mark = mark
    this.#selector = `[data-${mark}]`
    this.#crowded = quiet(() => rows().length > few)
    // To the readers of each row: a name that is known can be heard by itself.
    $effect.pre(() => {
      const named = new Set(rows())
      untrack(() => {
        for (const row of named) if (!this.#near.has(row)) this.#near.set(row, false)
        for (const row of [...this.#near.keys()]) if (!named.has(row)) this.#forget(row)
      })
    })
  }

  /** There are so many rows that most of them are drawn plainly. */
  get isCrowded(): boolean {
    return this.#crowded.now && !this.#printing
  }

  isNear(row: string): boolean {
    return !this.isCrowded || this.#near.get(row) === true
  }

  /** As a style. */
  heightOf(row: string): string | undefined {
    const height = this.#heights.get(row) ?? this.#usual
    return height === undefined ? undefined : `${String(height)}px`
  }

  /** Watches the rows inside an element, whatever it is that scrolls. */
  readonly watch: Attachment<HTMLElement> = (canvas) => {
    let due = 0
    const look = () => {
      cancelAnimationFrame(due)
      const isThrough = untrack(() => !this.#crowded.now || this.#look(canvas))
      if (!isThrough) due = requestAnimationFrame(look)
    }
    let rest = 0
    let was = { top: 0, at: 0 }
    const scrolled = () => {
      const now = { top: canvas.querySelector(this.#selector)?.getBoundingClientRect().top ?? 0, at: performance.now() }
      const speed = Math.abs(now.top - was.top) / (now.at - was.at)
      was = now
      clearTimeout(rest)
      if (!(speed > fast)) return look()
      cancelAnimationFrame(due)
      rest = window.setTimeout(look, restMs)
    }
    const sizes = new ResizeObserver(look)
    sizes.observe(canvas)
    const offs = [
      on(document, 'scroll', scrolled, { capture: true, passive: true }),
      on(window, 'beforeprint', () => flushSync(() => (this.#printing = true))),
      on(window, 'afterprint', () => (this.#printing = false)),
    ]
    // To the page: where rows came or went, others are in sight.
    $effect(() => {
      this.#rows()
      look()
    })
    return () => {
      clearTimeout(rest)
      cancelAnimationFrame(due)
      sizes.disconnect()
      offs.forEach((off) => off())
    }
  }

  /** False where it has to look again, because there was more to draw than fits into a frame. */
  #look(canvas: HTMLElement): boolean {
    const rows = canvas.querySelectorAll<HTMLElement>(this.#selector)
    const focused = document.activeElement?.closest<HTMLElement>(this.#selector)?.dataset[this.#mark]
    const leaving = new Set([...this.#near].flatMap(([row, isNear]) => (isNear && row !== focused ? row : [])))
    const coming: { readonly row: string; readonly far: number }[] = []
    for (let at = firstWithin(rows, -goes * innerHeight); at < rows.length; at++) {
      const row = rows[at]!.dataset[this.#mark]!
      const { top, bottom, height } = rows[at]!.getBoundingClientRect()
      const far = Math.max(-bottom, top - innerHeight) / innerHeight
      if (far > goes) break
      leaving.delete(row)
      if (this.#near.get(row) === true) this.#heights.set(row, height)
      else if (far <= comes) coming.push({ row, far })
    }
    coming.sort((one, two) => one.far - two.far)
    // What is seen at first is drawn at once.
    const isFirst = this.#usual === undefined
    const drawn = isFirst ? coming.filter(({ far }) => far <= 0) : coming.slice(0, atOnce)
    const left = [...leaving].slice(0, atOnce)
    for (const { row } of drawn) this.#near.set(row, true)
    for (const row of left) this.#near.set(row, false)
    if (isFirst) void tick().then(() => this.#measure(rows))
    return drawn.length === coming.length && left.length === leaving.size
  }

  #measure(rows: ArrayLike<HTMLElement>): void {
    const near = Array.from(rows).filter((row) => this.#near.get(row.dataset[this.#mark]!) === true)
    if (near.length > 0) this.#usual = near.reduce((sum, row) => sum + row.offsetHeight, 0) / near.length
  }

  #forget(row: string): void {
    this.#near.delete(row)
    this.#heights.delete(row)
  }
}

/** Rows stand one below the other, so the first that ends below `edge` is found by halves. */
function firstWithin(rows: ArrayLike<Element>, edge: number): number {
  let [from, to] = [0, rows.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (rows[middle]!.getBoundingClientRect().bottom < edge) from = middle + 1
    else to = middle
  }
  return from
}
