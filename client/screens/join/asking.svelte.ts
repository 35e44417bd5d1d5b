import { isRefusal, type Refusal } from '../../../shared/refusals.ts'
import { askAgain } from '../../connection/api.ts'

/** What this page asks the server: one thing at a time, until it is answered or people want something else. */
export class Asking {
  busy = $state(false)
  /** The server is out of reach, and the page goes on asking. */
  waiting = $state(false)
  refusal = $state.raw<Refusal | null>(null)
  #giveUp = new AbortController()

  /** Null where it was refused, and where nobody waits for the answer any more. */
  async ask<T>(path: string, body: object): Promise<T | null> {
    this.stop()
    this.busy = true
    const { signal } = this.#giveUp
    const answer = await askAgain<T>(() => (this.waiting = true), 'POST', path, body, { signal })
    if (signal.aborted) return null
    this.busy = this.waiting = false
    this.refusal = isRefusal(answer) ? answer : null
    return isRefusal(answer) ? null : answer
  }

  /** What was asked for is not what people want: it is not asked again, and its answer changes nothing. */
  stop(): void {
    this.#giveUp.abort()
    this.#giveUp = new AbortController()
    this.busy = this.waiting = false
  }
}
