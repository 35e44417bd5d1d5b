import { differences, type Differences } from '../../../shared/board/compare.ts'
import type { Card } from '../../../shared/fields/values.ts'
import { isRefusal, type Refusal } from '../../../shared/refusals.ts'
import type { KeptVersion } from '../../../shared/session/versions.ts'
import { ask } from '../../connection/api.ts'

/** The earlier versions of one table's board, and the one that is looked at. */
export class Versions {
  /** The latest first; null while they are on their way. */
  list = $state.raw<readonly KeptVersion[] | null>(null)
  chosen = $state.raw<KeptVersion | null>(null)
  /** The cards of the chosen one; null while they are on their way. */
  cards = $state.raw<readonly Card[] | null>(null)
  now = $state.raw<readonly Card[]>([])
  refused = $state.raw<Refusal | null>(null)
  readonly differences = $derived<Differences | null>(this.cards && differences(this.now, this.cards))
  readonly #path: string

  constructor(session: string, exercise: string, group: string) {
    this.#path = `/rt/facilitator/versions/${session}/${exercise}/${group}`
  }

  /** True when putting the board back to the chosen one would change something. */
  get isDifferent(): boolean {
    const { comeBack, change, goAway } = this.differences ?? {}
    return [comeBack, change, goAway].some((ids) => (ids?.size ?? 0) > 0)
  }

  async load(): Promise<void> {
    const answer = await ask<{ versions: readonly KeptVersion[]; cards: readonly Card[] }>('GET', this.#path)
    this.refused = isRefusal(answer) ? answer : null
    if (isRefusal(answer)) return
    this.now = answer.cards
    this.list = answer.versions
    const [latest] = answer.versions
    if (latest) await this.look(latest)
  }

  async look(version: KeptVersion): Promise<void> {
    this.chosen = version
    this.cards = null
    const answer = await ask<{ cards: readonly Card[] }>('GET', `${this.#path}/${version.id}`)
    // Somebody who goes through the list with the arrow keys is further by now.
    if (this.chosen !== version) return
    this.refused = isRefusal(answer) ? answer : null
    if (!isRefusal(answer)) this.cards = answer.cards
  }
}
