import { isRefusal, refuse, type Refusal } from '../../../shared/refusals.ts'
import { ask } from '../../connection/api.ts'

/** The report in a frame. What the server refuses no browser shows in a frame: it is asked before, and told here. */
export class Preview {
  /** The frame may be there. */
  open = $state(false)
  /** The report is in the frame. */
  here = $state(false)
  refused = $state.raw<Refusal | null>(null)
  #asked = 0

  async begin(session: string): Promise<void> {
    this.open = this.here = false
    this.refused = null
    const answer = await this.#ask(session)
    if (answer === null) return
    if (isRefusal(answer)) this.refused = answer
    else this.open = true
  }

  /** The frame has come to an end: with a page, or with what the browser shows in place of one that it may not show. */
  async came(session: string, page: Document | null): Promise<void> {
    this.here = page !== null
    if (this.here) return
    const answer = await this.#ask(session)
    if (answer === null) return
    this.open = false
    this.refused = isRefusal(answer) ? answer : refuse('something-broke')
  }

  /** The same door as the report's, without writing one; null where it was asked anew meanwhile. */
  async #ask(session: string): Promise<unknown> {
    const number = ++this.#asked
    const answer = await ask<object>('GET', `/rt/facilitator/template/${session}`)
    return number === this.#asked ? answer : null
  }
}
