/**
 * Hands on the list of before, or those of its items that still say the same, where a new list says what the old one
 * said: what is derived from it has nothing to do. Items are plain data.
 */
export function steady<Item>(): (items: readonly Item[]) => readonly Item[] {
  let before: readonly Item[] = []
  return (items) => {
    const kept = items.map((item, index) => {
      const old = before[index]
      return old !== undefined && (old === item || JSON.stringify(old) === JSON.stringify(item)) ? old : item
    })
    const same = kept.length === before.length && kept.every((item, index) => item === before[index])
    if (!same) before = kept
    return before
  }
}
