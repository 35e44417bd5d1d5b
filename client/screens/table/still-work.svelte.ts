import type { Exercise, Step } from '../../../shared/exercise/exercise.ts'
import type { Card } from '../../../shared/fields/values.ts'
import type { Given } from '../../../shared/session/given.ts'
import type { Work } from '../../canvases/work.ts'
import { language } from '../../language.svelte.ts'

/** Cards that nobody makes, moves or takes away here: a canvas shows them all the same. */
export abstract class StillWork implements Work {
  chosen = $state<string | null>(null)
  readonly givens: ReadonlyMap<string, Given> = new Map()
  abstract readonly people: number
  abstract readonly exercise: Exercise
  abstract readonly step: Step
  abstract readonly cards: readonly Card[]
  abstract readonly board: readonly Card[]
  abstract readonly readOnly: boolean
  abstract titleOf(card: Card): string

  titleById = (id: string): string | null => {
    const card = this.board.find((one) => one.id === id)
    return card ? this.titleOf(card) : null
  }
  choose(card: string | null): void {
    this.chosen = card
  }
  may = (): boolean => !this.readOnly
  isFixed = (): boolean => false
  exerciseTitle = (): string => this.exercise.title[language.current]
  namesAt = (): readonly string[] => []
  draft = (): string => ''
  add = (): string => ''
  keepDraft = (): void => undefined
  change(_card: string, _field: unknown, _value: unknown): void {
    // Nothing to write on.
  }
  changeAll = (): void => undefined
  move = (): void => undefined
  remove = (): void => undefined
}
