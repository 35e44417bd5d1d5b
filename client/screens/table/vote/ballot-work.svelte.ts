import type { Exercise, FieldOf, Kind } from '../../../../shared/exercise/exercise.ts'
import type { Localized } from '../../../../shared/i18n/language.ts'
import type { Card } from '../../../../shared/fields/values.ts'
import { clusterTitle } from '../../../../shared/merge/in-words.ts'
import type { VoteView } from '../../../../shared/session/vote.ts'
import type { Work } from '../../../canvases/work.ts'
import { language } from '../../../language.svelte.ts'
import type { OwnBallot } from './own-ballot.svelte.ts'

const unsaid: Localized = { en: '', ru: '' }

/** What is given to an entry, as the rows of the canvas "vote" know it. */
export const dotsField = ({ dots }: VoteView): FieldOf<'dots'> => ({ id: 'given', label: unsaid, type: 'dots', each: dots })
export const placeField = ({ items }: VoteView): FieldOf<'number'> => ({
  id: 'given',
  label: unsaid,
  type: 'number',
  decimals: 0,
  min: 1,
  max: items.length,
})

/** A ballot as cards and verbs, so that a vote of the room works by the same rows and keys as a vote of a table. */
export class BallotWork implements Work {
  chosen = $state<string | null>(null)
  readonly givens = new Map()
  readonly #vote: () => VoteView
  readonly #ballot: OwnBallot
  readonly #exercise: () => Exercise
  readonly #people: () => number

  constructor(vote: () => VoteView, ballot: OwnBallot, exercise: () => Exercise, people: () => number) {
    this.#vote = vote
    this.#ballot = ballot
    this.#exercise = exercise
    this.#people = people
  }

  readonly cards = $derived.by((): readonly Card[] =>
    this.#vote().items.map(({ cluster, kind }, order) => ({
      id: cluster,
      kind,
      order,
      fields: { given: this.#ballot.valueOf(cluster) ?? this.#nothing },
    })),
  )

  get board(): readonly Card[] {
    return this.cards
  }

  get #nothing(): number | null {
    return this.#vote().way === 'dots' ? 0 : null
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

  titleById = (id: string): string | null => {
    const card = this.cards.find((one) => one.id === id)
    return card ? this.titleOf(card) : null
  }

  change(card: string, _field: unknown, value: unknown): void {
    this.#ballot.give(card, typeof value === 'number' ? value : null)
  }

  choose(card: string | null): void {
    this.chosen = card
  }

  exerciseTitle = (): string => this.#exercise().title[language.current]
  namesAt = (): readonly string[] => []
  draft = (): string => ''
  // Entries of a vote are neither made, moved nor taken away at a table.
  add = (): string => ''
  keepDraft = (): void => undefined
  changeAll = (): void => undefined
  move = (): void => undefined
  remove = (): void => undefined
}
