import type { RefusalCode } from '../../shared/refusals.ts'

/** Asking again does not help: what is said then is to do something else. */
const final: ReadonlySet<RefusalCode> = new Set(['unknown-session', 'client-too-old'])
const soonMs = 1000
/** A person has to do something first, so that asking more often is of no use to anybody. */
const laterMs = 10_000
const longestMs = 30_000

/** When a page that the server has refused asks again: rarely, and less and less often. */
export class ComingBack {
  readonly #again: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #tries = 0

  constructor(again: () => void) {
    this.#again = again
    // Whoever has just signed in in another tab comes back to this one.
    addEventListener('focus', this.#now)
  }

  /** The server ended a connection that it had let in; why, it says when it is asked again. */
  ended(): void {
    this.#waitFrom(soonMs)
  }

  refused(code: RefusalCode): void {
    if (final.has(code)) return this.stop()
    this.#waitFrom(code === 'something-broke' ? soonMs : laterMs)
  }

  letIn(): void {
    this.#tries = 0
    this.#clear()
  }

  stop(): void {
    this.#clear()
    removeEventListener('focus', this.#now)
  }

  #waitFrom(firstMs: number): void {
    this.#clear()
    this.#timer = setTimeout(this.#now, Math.min(firstMs * 2 ** this.#tries++, longestMs))
  }

  #clear(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  readonly #now = (): void => {
    if (this.#timer === undefined) return
    this.#clear()
    this.#again()
  }
}
