import type { Choice } from './choice.svelte.ts'
import type { Verbs } from './verbs.ts'

interface OnKeys {
  readonly choice: Choice
  readonly verbs: () => Verbs
  readonly title: () => void
}

/**
 * Keys on a cluster: arrows go to the next one (with Shift they choose on the way, with Alt they move it), J joins, T titles,
 * V marks for the vote, Delete sets aside, Escape lets go. Letters are taken by their place: a Cyrillic keyboard has them too.
 */
export function listenToKeys(list: HTMLElement, { choice, verbs, title }: OnKeys): () => void {
  const hear = (event: KeyboardEvent) => {
    const pick = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-cluster]') : null
    if (!pick || event.ctrlKey || event.metaKey) return
    const id = pick.dataset['cluster'] ?? ''
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const act = step !== 0 ? () => go(step, id, event) : actOf(event, id)
    if (!act) return
    event.preventDefault()
    act()
  }

  function go(step: 1 | -1, id: string, { altKey, shiftKey }: KeyboardEvent): void {
    if (altKey) {
      choice.only(id)
      return void verbs()[step === 1 ? 'down' : 'up']?.()
    }
    const all = [...list.querySelectorAll<HTMLElement>('[data-cluster]')]
    const next = all[all.findIndex((one) => one.dataset['cluster'] === id) + step]
    next?.focus()
    if (shiftKey) for (const one of [id, next?.dataset['cluster']]) if (one !== undefined) choice.clusters.add(one)
  }

  function actOf({ code, altKey, shiftKey }: KeyboardEvent, id: string): (() => unknown) | undefined {
    if (altKey || shiftKey) return undefined
    if (code === 'Escape') return () => choice.clear()
    if (code === 'KeyJ') return () => verbs().join?.()
    const one = { KeyV: 'mark', Delete: 'setAside' } as const
    if (code !== 'KeyT' && !Object.hasOwn(one, code)) return undefined
    return () => {
      if (code === 'KeyT' || !choice.clusters.has(id)) choice.only(id)
      if (code === 'KeyT') title()
      else void verbs()[one[code as keyof typeof one]]?.()
    }
  }

  list.addEventListener('keydown', hear)
  return () => list.removeEventListener('keydown', hear)
}
