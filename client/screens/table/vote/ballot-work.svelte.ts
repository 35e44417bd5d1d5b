import type { Exercise, FieldOf, Kind } from '../../../../shared/exercise/exercise.ts'
import type { Localized } from '../../../../shared/i18n/language.ts'
import type { Card } from '../../../../shared/fields/values.ts'
import { clusterTitle } from '../../../../shared/merge/in-words.ts'
import type { VoteView } from '../../../../shared/session/vote.ts'
import { language } from '../../../language.svelte.ts'
import { StillWork } from '../still-work.svelte.ts'
import type { OwnBallot } from './own-ballot.svelte.ts'

const unsaid: Localized = { en: '', ru: '' }

/** What is given to an entry, as the rows of the canvas "vote" know it. */
export const dotsField = ({ dots }: VoteView): FieldOf<'dots'> => ({ id: 'given', label: unsaid, type: 'dots', each: dots })
export const placeField = ({ items }: VoteView): FieldOf<'number'> => ({
  ...{ id: 'given', label: unsaid, type: 'number', decimals: 0 },
  ...{ min: 1, max: items.length },
})

/** A ballot as cards and verbs, so that a vote of the room works by the same rows and keys as a vote of a table. */
export class BallotWork extends StillWork {
  readonly #vote: () => VoteView
  readonly #ballot: OwnBallot
  readonly #exercise: () => Exercise
  readonly #people: () => number

  constructor(vote: () => VoteView, ballot: OwnBallot, exercise: () => Exercise, people: () => number) {
    super()
    this.#vote = vote
    this.#ballot = ballot
    this.#exercise = exercise
    this.#people = people
  }

  readonly cards = $derived.by((): readonly Card[] => {
    const nothing = this.#vote().way === 'dots' ? 0 : null
    return this.#vote().items.map(({ cluster, kind }, order) => {
      return { id: cluster, kind, order, fields: { given: this.#ballot.valueOf(cluster) ?? nothing } }
    })
  })

  get board(): readonly Card[] {
    return this.cards
  }

  /** Entries have no fields here: what tables wrote about them stands on the plenary. */
  get exercise(): Exercise {
    const exercise = this.#exercise()
    const bare = (kind: Kind): Kind => ({ ...kind, fields: {} })
    return { ...exercise, kinds: Object.fromEntries(Object.entries(exercise.kinds).map(([id, kind]) => [id, bare(kind)])) }
  }

  get step() {
    return this.#exercise().steps[0]!
  }

  get readOnly(): boolean {
    return this.#vote().closed !== null
  }

  get people(): number {
    return this.#people()
  }

  titleOf(card: Card): string {
    const item = this.#vote().items.find(({ cluster }) => cluster === card.id)
    return item ? clusterTitle(item, this.#exercise(), language.current) : ''
  }

  override change(card: string, _field: unknown, value: unknown): void {
    this.#ballot.give(card, typeof value === 'number' ? value : null)
  }
}
