import { untrack } from 'svelte'

/**
 * What `read` says, told only when it says something else. A `$derived` would do that too, but with every edit it makes
 * each of its readers ask whether it has changed: with five hundred cards that alone is longer than a frame. For
 * what every card on a canvas reads; call it while a component begins.
 */
export function quiet<Value>(read: () => Value, isSame: (one: Value, two: Value) => boolean = Object.is): { readonly now: Value } {
  let now = $state.raw(untrack(read))
  // To the readers of this value, which must not hear of what it is made of.
  $effect.pre(() => {
    const next = read()
    if (
      !isSame(
        untrack(() => now),
        next,
      )
    )
      now = next
  })
  return {
    get now() {
      return now
    },
  }
}

/** The same items in the same order. */
export const sameItems = <Item>(one: readonly Item[], two: readonly Item[]): boolean =>
  one.length === two.length && one.every((item, index) => item === two[index])

/** Plain data that says the same, item by item. */
export const sameWords = <Item>(one: readonly Item[], two: readonly Item[]): boolean =>
  one.length === two.length && one.every((item, index) => item === two[index] || JSON.stringify(item) === JSON.stringify(two[index]))

/** The same keys with the same values, in any order. */
export const sameEntries = <Key, Value>(one: ReadonlyMap<Key, Value>, two: ReadonlyMap<Key, Value>): boolean =>
  one.size === two.size && [...one].every(([key, value]) => two.has(key) && two.get(key) === value)
