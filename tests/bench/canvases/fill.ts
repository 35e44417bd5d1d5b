import type * as Y from 'yjs'
import { addCard } from '../../../shared/board/board.ts'
import type { Exercise, Field } from '../../../shared/exercise/exercise.ts'
import { plane } from '../../../shared/fields/position.ts'
import type { Spot, Value } from '../../../shared/fields/values.ts'
import { chance, oneOf, type Chance } from '../../kit/chance.ts'

const words = 'cash couriers move money across the border in small sums with help of traders who ask no questions'.split(' ')
/** Cards of one frame: the server takes 256 kB at once. */
const perFrame = 100

/** Puts cards onto a board as a laptop does. The same seed makes the same board. */
export function fillBoard(doc: Y.Doc, exercise: Exercise, kinds: readonly (readonly [kind: string, count: number])[], seed: number): void {
  const random = chance(seed)
  const made = new Map<string, string[]>()
  const plan = kinds.flatMap(([kind, count]) => Array.from({ length: count }, (_, index) => ({ kind, index })))
  for (let from = 0; from < plan.length; from += perFrame)
    doc.transact(() => {
      for (const { kind: kindId, index } of plan.slice(from, from + perFrame)) {
        const kind = exercise.kinds[kindId]!
        const before = made.get(kindId) ?? []
        const values = Object.values(kind.fields).map((field) => [field.id, valueFor(field, exercise, { index, made, random })] as const)
        const id = `${kindId}-${index}`
        addCard(doc, id, kind, Object.fromEntries(values), null)
        made.set(kindId, [...before, id])
      }
    })
}

interface Place {
  readonly index: number
  readonly made: ReadonlyMap<string, readonly string[]>
  readonly random: Chance
}

function valueFor(field: Field, exercise: Exercise, place: Place): Value {
  const { index, made, random } = place
  const some = (count: number) => Array.from({ length: count }, () => oneOf(words, random)!).join(' ')
  const spot = (map: string): Spot => ({ place: oneOf(exercise.maps?.[map]?.places ?? [], random)!.id })
  switch (field.type) {
    case 'line':
      return `${some(4)} ${index + 1}`
    case 'text':
      return `${some(12)}.`
    case 'choice':
      return field.own && field.id === 'name' ? { own: `${some(3)} ${index + 1}` } : termOf(field.from, exercise, random)
    case 'choices':
      return [termOf(field.from, exercise, random)]
    case 'rating':
      return 1 + Math.floor(random() * field.of)
    case 'number':
      // The first few cards of a rank have a place, the others wait for one.
      return field.max !== undefined && index >= field.max ? null : (field.min ?? 0) + (index % ((field.max ?? 100) + 1 - (field.min ?? 0)))
    case 'flag':
      return random() < 0.5
    case 'period':
      return { start: '2027-01', end: '2027-06' }
    case 'dots':
      return index < 3 ? 1 : 0
    case 'position':
      return { x: random() * plane.width, y: random() * plane.height }
    case 'place':
      return spot(field.map)
    case 'path':
      return [spot(field.map), spot(field.map), spot(field.map)]
    case 'area':
      return { states: [], corners: [spot(field.map), spot(field.map), spot(field.map)], name: some(2) }
    case 'link':
      return field.id === 'parent' ? parentOf(field.to, index) : linkTo(made.get(field.to) ?? [], random)
    case 'links':
      return [linkTo(made.get(field.to) ?? [], random)].filter((one) => one !== null)
  }
}

const termOf = (from: string, exercise: Exercise, random: Chance) => ({
  code: oneOf(exercise.vocabularies[from]?.terms ?? [], random)!.code,
})
const linkTo = (cards: readonly string[], random: Chance) => {
  const card = oneOf(cards, random)
  return card === undefined ? null : { card }
}
/** Four branches from each card. */
const parentOf = (kind: string, index: number) => (index === 0 ? null : { card: `${kind}-${Math.floor((index - 1) / 4)}` })
