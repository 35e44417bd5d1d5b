interface Watched {
  readonly isGood: () => Promise<boolean>
  readonly gone: () => void
}

/** Asks again and again whether something still holds, and says once when it does not. Has a timer only while it watches. */
export class Watch {
  readonly #everyMs: number
  readonly #failed: (error: unknown) => void
  readonly #watched = new Set<Watched>()
  #timer: NodeJS.Timeout | undefined

  /** `failed` hears of a look that told nothing: the next one decides. */
  constructor(everyMs: number, failed: (error: unknown) => void) {
    this.#everyMs = everyMs
    this.#failed = failed
  }

  /** Returns the way to stop watching. */
  add(isGood: Watched['isGood'], gone: Watched['gone']): () => void {
    const one = { isGood, gone }
    this.#watched.add(one)
    this.#timer ??= setInterval(() => this.#look(), this.#everyMs).unref()
    return () => this.#forget(one)
  }

  #look(): void {
    for (const one of this.#watched)
      one.isGood().then((isGood) => {
        if (isGood || !this.#watched.has(one)) return
        this.#forget(one)
        one.gone()
      }, this.#failed)
  }

  #forget(one: Watched): void {
    this.#watched.delete(one)
    if (this.#watched.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
