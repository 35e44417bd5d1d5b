/**
 * Work that must not meet: one after the other, in the order of the calls. What fails is told to whoever asked for it, and the
 * next one has its turn all the same.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  /** Begins when all that was asked before is over, and never within this call. */
  take<Done>(work: () => Promise<Done> | Done): Promise<Done> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => undefined)
    return done
  }

  /** Resolves when nothing is under way and nothing waits, nor anything that was asked meanwhile. */
  async idle(): Promise<void> {
    let last: unknown
    while (last !== this.#last) {
      last = this.#last
      await last
    }
  }
}
