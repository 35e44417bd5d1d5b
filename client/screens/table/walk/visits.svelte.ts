import type { Visit } from '../../../../shared/protocol/control.ts'
import { isRefusal, type Refusal } from '../../../../shared/refusals.ts'
import { ask } from '../../../connection/api.ts'

/** The board that this laptop looks at on the walk, as it was found last; another board takes its place. */
export class Visits {
  visit = $state.raw<Visit | null>(null)
  refused = $state.raw<Refusal | null>(null)
  #path = ''

  /** Goes there, or looks again. While there is no connection what was there stays. */
  async look(session: string, exercise: string, group: string): Promise<void> {
    const path = `/rt/seat/walk/${session}/${exercise}/${group}`
    if (path !== this.#path) this.visit = null
    this.#path = path
    const answer = await ask<Visit>('GET', path)
    if (path !== this.#path) return
    if (!isRefusal(answer)) this.visit = answer
    this.refused = isRefusal(answer) && answer.refused !== 'not-connected' ? answer : null
  }
}
