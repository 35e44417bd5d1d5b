/**
 * What this laptop holds and the server may not have yet, by name. It outlives the part of the screen that shows it: people
 * who look at their board in the middle of a ballot, or are called to a vote in the middle of a sheet, find it as they left it.
 */
export class Kept<Held> {
  readonly #held = new Map<string, Held>()

  get all(): readonly Held[] {
    return [...this.#held.values()]
  }

  /** What is held under that name; made when there is nothing yet. */
  of(name: string, make: () => Held): Held {
    const known = this.#held.get(name)
    if (known !== undefined) return known
    const made = make()
    this.#held.set(name, made)
    return made
  }
}
