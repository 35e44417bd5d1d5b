import { tick, untrack } from 'svelte'
import type { Attachment } from 'svelte/attachments'
import { on } from 'svelte/events'

/** How many cards of a tree stand outside its window, and to which side. */
export interface Outside {
  readonly left: number
  readonly right: number
}
const none: Outside = { left: 0, right: 0 }
/** Scrolling rests for so long before cards are counted again: they are hundreds. */
const restMs = 120

interface Span {
  readonly left: number
  readonly right: number
}

/** Cards count as outside when more than a quarter of them is cut: of the others enough is seen. */
export function countOutside(boxes: Iterable<Span>, window: Span): Outside {
  let [left, right] = [0, 0]
  for (const box of boxes) {
    const quarter = (box.right - box.left) / 4
    if (box.left + quarter < window.left) left++
    else if (box.right - quarter > window.right) right++
  }
  return { left, right }
}

/** Tells what of a tree goes on beyond its edges, sideways. Make it while a component begins. */
export class Beyond {
  outside = $state.raw(none)
  #tree: HTMLElement | null = null
  readonly #cards: () => unknown

  /** `cards` is heard: where it says something else, the cards are counted again. */
  constructor(cards: () => unknown) {
    this.#cards = cards
  }

  readonly watch: Attachment<HTMLElement> = (tree) => {
    this.#tree = tree
    let rest = 0
    const later = () => {
      clearTimeout(rest)
      rest = window.setTimeout(() => this.#count(tree), restMs)
    }
    const sizes = new ResizeObserver(later)
    sizes.observe(tree)
    const off = on(tree, 'scroll', later, { passive: true })
    $effect(() => {
      this.#cards()
      untrack(() => void tick().then(later))
    })
    return () => {
      clearTimeout(rest)
      sizes.disconnect()
      off()
      this.#tree = null
    }
  }

  /** Most of a window further, so that something that was seen is still seen. */
  go(side: 'left' | 'right'): void {
    const tree = this.#tree
    if (!tree) return
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
    tree.scrollBy({ left: tree.clientWidth * 0.8 * (side === 'left' ? -1 : 1), behavior })
  }

  #count(tree: HTMLElement): void {
    const fits = tree.scrollWidth <= tree.clientWidth + 1
    const boxes = fits ? [] : Array.from(tree.querySelectorAll('.box'), (box) => box.getBoundingClientRect())
    const now = countOutside(boxes, tree.getBoundingClientRect())
    if (now.left !== this.outside.left || now.right !== this.outside.right) this.outside = now
  }
}
