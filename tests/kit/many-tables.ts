import type { Exercise, SampleBoard } from '../../shared/exercise/exercise.ts'
import { chance } from './chance.ts'

/** Of the sample's cards a table of the crowd has so many. */
const kept = 0.72

/**
 * The exercise with a sample for so many tables: each starts from one of the sample's boards and has most of its cards, so that some
 * are named by nearly all tables and some by a few. What a kept card links to is kept with it. The same seed makes the same tables.
 */
export function withManyTables(exercise: Exercise, tables: number, seed = 1): Exercise {
  const random = chance(seed)
  const boards = exercise.sample.length
  const sample = Array.from({ length: tables }, (_, table): SampleBoard => {
    const board = exercise.sample[table % boards]!
    const drawn = new Set(board.cards.filter(() => table < boards || random() < kept))
    const byId = new Map(board.cards.flatMap((card) => (card.id === undefined ? [] : [[card.id, card] as const])))
    for (const card of drawn) for (const id of linkedIn(card.fields)) if (byId.has(id)) drawn.add(byId.get(id)!)
    return { ...board, cards: board.cards.filter((card) => drawn.has(card)) }
  })
  return { ...exercise, sample }
}

function linkedIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  if ('card' in value && typeof value.card === 'string') return [value.card]
  return Object.values(value).flatMap(linkedIn)
}
