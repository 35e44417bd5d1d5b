import type { RefusalCode } from '../../shared/refusals.ts'

/** Asking again does not help: what is said then is to do something else. */
const final: ReadonlySet<RefusalCode> = new Set(['unknown-session', 'client-too-old'])
const soonMs = 1000
const longestMs = 30_000
/** A person has to do something first, so that asking more often is of no use to anybody. */
const personMs = 10_000

/** When a page that the server has refused asks again. */
export class ComingBack {
  readonly #again: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #breaks = 0

  constructor(again: () => void) {
    this.#again = again
    // Whoever has just signed in in another tab comes back to this one.
    addEventListener('focus', this.#now)
  }

  /** The server ended a connection that it had let in; why, it says when it is asked again. */
  ended(): void {
    this.#wait(Math.min(soonMs * 2 ** this.#breaks++, longestMs))
  }

  refused(code: RefusalCode): void {
    if (final.has(code)) this.stop()
    else if (code === 'something-broke') this.ended()
    else this.#wait(personMs)
  }

  letIn(): void {
    this.#breaks = 0
    this.#clear()
  }

  stop(): void {
    this.#clear()
    removeEventListener('focus', this.#now)
  }

  #wait(ms: number): void {
    this.#clear()
    this.#timer = setTimeout(this.#now, ms)
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
