import type { Exercise, Step } from '../../../../shared/exercise/exercise.ts'
import { isWithin } from '../../../../shared/exercise/within.ts'
import { titleOfCard } from '../../../../shared/fields/titles.ts'
import type { Card } from '../../../../shared/fields/values.ts'
import { language } from '../../../language.svelte.ts'
import { StillWork } from '../still-work.svelte.ts'

/** Another table's board: its canvas shows it, and a card can be chosen to say something about it. */
export class VisitWork extends StillWork {
  readonly readOnly = true
  readonly people = 0
  readonly #cards: () => readonly Card[]
  readonly #exercise: () => Exercise
  readonly #step: () => Step

  constructor(cards: () => readonly Card[], exercise: () => Exercise, step: () => Step) {
    super()
    this.#cards = cards
    this.#exercise = exercise
    this.#step = step
  }

  get exercise(): Exercise {
    return this.#exercise()
  }

  get step(): Step {
    return this.#step()
  }

  get board(): readonly Card[] {
    return this.#cards()
  }

  readonly cards = $derived.by(() => this.#cards().filter((card) => isWithin(card, this.#step())))

  titleOf(card: Card): string {
    return titleOfCard(card, this.#exercise(), language.current, (id) => this.board.find((one) => one.id === id))
  }
}
