/** What somebody may ask for: so often at once, and again with time. */
export class Budget {
  readonly #atOnce: number
  readonly #aSecond: number
  readonly #now: () => number
  #left: number
  #counted: number

  constructor({ atOnce, aSecond }: { readonly atOnce: number; readonly aSecond: number }, now: () => number) {
    this.#atOnce = atOnce
    this.#aSecond = aSecond
    this.#now = now
    this.#left = atOnce
    this.#counted = now()
  }

  /** False when nothing is left. */
  take(): boolean {
    const now = this.#now()
    // A clock that was put back gives nothing and takes nothing.
    const seconds = Math.max(0, now - this.#counted) / 1000
    this.#counted = now
    this.#left = Math.min(this.#atOnce, this.#left + seconds * this.#aSecond)
    if (this.#left < 1) return false
    this.#left--
    return true
  }
}
