import type * as Y from 'yjs'
import { addCard, cardsRoot, changeCard, readBoard } from '../../shared/board/board.ts'
import type { Exercise, Field, FieldOf, Kind, Step } from '../../shared/exercise/exercise.ts'
import type { Card, Value } from '../../shared/fields/values.ts'
import { hasRated } from '../../shared/session/blind.ts'
import type { Command } from '../../shared/session/commands.ts'
import type { Seat } from '../../shared/session/session.ts'
import type { BlindRound } from '../../shared/session/blind-shapes.ts'
import type { BoardLine } from './board-line.ts'
import { oneOf, type Chance } from './chance.ts'
import type { Written } from './written.ts'

/** Most cards of a table in a step without a limit. */
const fewCards = 7
/** So much of a text is left free for what others at the table write in the same moment. */
const spare = 200

/** What one person does on boards, by chance with a seed, and the list of what they put down. */
export class Hands {
  /** By exercise. */
  readonly written = new Map<string, Written[]>()
  readonly #name: string
  readonly #random: Chance
  readonly #mostCards: number | null
  #counter = 0

  constructor(name: string, random: Chance, mostCards: number | null) {
    this.#name = name
    this.#random = random
    this.#mostCards = mostCards
  }

  /** Makes one edit as the step asks for: a new card, or a field of one that is there. */
  work(line: BoardLine, exercise: Exercise, step: Step): void {
    const kind = exercise.kinds[step.canvas.kind]
    if (!kind) return
    const all = line.doc.getMap<Y.Map<unknown>>(cardsRoot)
    const cards = [...all.keys()].filter((card) => all.get(card)?.get('kind') === kind.id)
    const most = this.#mostCards ?? step.limit ?? fewCards
    const adds = step.fill.includes(kind.titleField) && cards.length < most && this.#random() < 0.5
    const card = oneOf(cards, this.#random)
    if (adds || card === undefined) this.add(line, exercise, kind)
    else this.#change(line, card, exercise, kind, step)
  }

  /**
   * What somebody does next who rates alone: another card on the own sheet, the whole of which is sent each time; then
   * that they are through; then, when all are, that the table may look. Null while the others still rate.
   */
  rateAlone(
    cards: readonly Card[],
    fields: readonly FieldOf<'rating'>[],
    round: BlindRound | undefined,
    at: { readonly step: string; readonly seat: string; readonly seats: readonly Seat[] },
  ): Command | null {
    const { step, seat, seats } = at
    if (hasRated(round, seat)) return seats.every(({ id }) => hasRated(round, id)) ? { do: 'reveal', step } : null
    const known = round?.sheets.find((sheet) => sheet.seat === seat)?.answers ?? []
    const card = cards.find(({ id }) => !known.some((answer) => answer.card === id))
    const fresh = (card ? fields : []).map((field) => ({
      card: card!.id,
      field: field.id,
      value: this.#random() < 0.1 ? ('unknown' as const) : 1 + Math.floor(this.#random() * field.of),
    }))
    return { do: 'rate', step, round: round?.round ?? 1, rated: card === undefined, answers: [...known, ...fresh] }
  }

  /** Puts down a card with a title; returns its id. */
  add(line: BoardLine, exercise: Exercise, kind: Kind): string {
    const card = `p${this.#name.replace(/\W/g, '')}-${this.#counter++}`.slice(-40)
    const title = kind.fields[kind.titleField]
    const value = title ? this.#valueFor(title, exercise) : undefined
    addCard(line.doc, card, kind, title && value !== undefined ? { [title.id]: value } : {}, this)
    this.#note(line, exercise, { sort: 'card', card })
    if (title && value !== undefined) this.#note(line, exercise, { sort: 'value', card, field: title.id, value })
    return card
  }

  #change(line: BoardLine, card: string, exercise: Exercise, kind: Kind, step: Step): void {
    const fields = step.fill.filter((name) => name !== kind.titleField).flatMap((name) => kind.fields[name] ?? [])
    const field = oneOf(fields, this.#random)
    if (field?.type === 'text') return this.#write(line, card, exercise, field)
    const value = field && this.#valueFor(field, exercise)
    if (!field || value === undefined) return
    changeCard(line.doc, card, field, value, this)
    this.#note(line, exercise, { sort: 'value', card, field: field.id, value })
  }

  /** Adds words at the end of a text, as somebody who goes on with what others wrote. */
  #write(line: BoardLine, card: string, exercise: Exercise, field: Field & { type: 'text' }): void {
    const before = readBoard(line.doc, exercise).find((one) => one.id === card)?.fields[field.id]
    const words = `${this.#name}, no. ${this.#counter++}.`
    const text = `${typeof before === 'string' ? before : ''} ${words}`
    if (text.length > field.max - spare) return
    changeCard(line.doc, card, field, text, this)
    this.#note(line, exercise, { sort: 'words', card, field: field.id, words })
  }

  #valueFor(field: Field, exercise: Exercise): Value | undefined {
    if (field.type === 'rating') return this.#random() < 0.1 ? 'unknown' : 1 + Math.floor(this.#random() * field.of)
    if (field.type === 'line') return `${this.#name} ${this.#counter++}`
    if (field.type !== 'choice') return undefined
    if (field.own && this.#random() < 0.1) return { own: `${this.#name} ${this.#counter++}` }
    const term = oneOf(exercise.vocabularies[field.from]?.terms ?? [], this.#random)
    return term && { code: term.code }
  }

  #note(line: BoardLine, exercise: Exercise, what: Distributed<Written>): void {
    const list = this.written.get(exercise.id) ?? []
    this.written.set(exercise.id, list)
    list.push({ ...what, by: this.#name, edit: line.edits })
  }
}

/** `Omit` for each member of a union. */
type Distributed<Union> = Union extends Written ? Omit<Union, 'by' | 'edit'> : never
