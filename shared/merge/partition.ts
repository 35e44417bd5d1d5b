/** Which contributions stand together: a union-find over keys whose result does not depend on the order of joins. */
export class Partition {
  readonly #parent = new Map<string, string>()
  /** Who stands with whom, by root; made when somebody is first taken out, and kept from then on. */
  #sets: Map<string, string[]> | null = null

  constructor(keys: Iterable<string>) {
    for (const key of keys) this.#parent.set(key, key)
  }

  has(key: string): boolean {
    return this.#parent.has(key)
  }

  /** The smallest key of the set in which `key` stands. */
  root(key: string): string {
    let at = key
    for (let up = this.#parent.get(at); up !== undefined && up !== at; up = this.#parent.get(at)) {
      // Each look shortens the way for the next one.
      const above = this.#parent.get(up)!
      this.#parent.set(at, above)
      at = above
    }
    return at
  }

  join(left: string, right: string): void {
    const [a, b] = [this.root(left), this.root(right)]
    if (a === b) return
    const [root, other] = a < b ? [a, b] : [b, a]
    this.#parent.set(other, root)
    this.#sets?.get(root)!.push(...this.#sets.get(other)!)
    this.#sets?.delete(other)
  }

  /** Takes the keys out of their sets; they stand together in a set of their own. Those that stay behind stay together. */
  separate(keys: ReadonlySet<string>): void {
    this.#sets ??= Map.groupBy(this.#parent.keys(), (key) => this.root(key))
    const touched = new Set([...keys].filter((key) => this.#parent.has(key)).map((key) => this.root(key)))
    const out: string[] = []
    for (const root of touched) {
      const members = this.#sets.get(root)!
      out.push(...members.filter((key) => keys.has(key)))
      this.#sets.delete(root)
      this.#stand(members.filter((key) => !keys.has(key)))
    }
    this.#stand(out)
  }

  #stand(members: string[]): void {
    if (members.length === 0) return
    const first = members.reduce((least, key) => (key < least ? key : least))
    for (const member of members) this.#parent.set(member, first)
    this.#sets!.set(first, members)
  }
}
