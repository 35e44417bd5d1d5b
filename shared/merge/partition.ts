/** Which contributions stand together: a union-find over keys whose result does not depend on the order of joins. */
export class Partition {
  readonly #parent = new Map<string, string>()

  constructor(keys: Iterable<string>) {
    for (const key of keys) this.#parent.set(key, key)
  }

  has(key: string): boolean {
    return this.#parent.has(key)
  }

  /** The smallest key of the set in which `key` stands. */
  root(key: string): string {
    let at = key
    for (let up = this.#parent.get(at); up !== undefined && up !== at; up = this.#parent.get(at)) at = up
    return at
  }

  join(left: string, right: string): void {
    const [a, b] = [this.root(left), this.root(right)]
    if (a === b) return
    if (a < b) this.#parent.set(b, a)
    else this.#parent.set(a, b)
  }

  /** Takes the keys out of their sets; they stand together in a set of their own. Those that stay behind stay together. */
  separate(keys: ReadonlySet<string>): void {
    const sets = new Map<string, string[]>()
    for (const key of this.#parent.keys()) {
      const name = keys.has(key) ? 'apart' : `stay:${this.root(key)}`
      sets.set(name, [...(sets.get(name) ?? []), key])
    }
    for (const members of sets.values()) {
      const [first = ''] = members.sort()
      for (const member of members) this.#parent.set(member, first)
    }
  }
}
