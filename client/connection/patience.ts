/** How long an answer is waited for, and by whom. */
export interface Patience {
  /** The whole answer has to be here by then, where it is given. */
  readonly withinMs?: number | undefined
  /** Otherwise it may take its time, but not be silent for so long: a network can swallow what goes through it and never say so. */
  readonly silentMs?: number | undefined
  /** Nobody waits any more. */
  readonly signal?: AbortSignal | undefined
}

/** Ends a request that takes longer than somebody is patient. */
export class Deadline {
  readonly #giveUp = new AbortController()
  readonly #patience: Patience
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #now = () => this.#giveUp.abort()

  constructor(patience: Patience) {
    this.#patience = patience
    patience.signal?.addEventListener('abort', this.#now)
    if (patience.signal?.aborted) this.#now()
    this.#begin(patience.withinMs ?? patience.silentMs)
  }

  get signal(): AbortSignal {
    return this.#giveUp.signal
  }

  /** A piece of the answer is here. */
  heard(): void {
    if (this.#patience.withinMs === undefined) this.#begin(this.#patience.silentMs)
  }

  /** There is nothing more to wait for. */
  over(): void {
    clearTimeout(this.#timer)
    this.#patience.signal?.removeEventListener('abort', this.#now)
  }

  #begin(ms: number | undefined): void {
    clearTimeout(this.#timer)
    if (ms !== undefined) this.#timer = setTimeout(this.#now, ms)
  }
}
