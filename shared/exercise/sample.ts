import { isAnswered, readField } from '../fields/catalogue.ts'
import { mapOf, positionOf, readSpot } from '../fields/spots.ts'
import type { AreaValue, Spot } from '../fields/values.ts'
import { stateOf } from '../maps/region.ts'
import type { Exercise, Field, SampleBoard } from './exercise.ts'
import { wrong, type Mistake, type Wrong } from './problem.ts'

/** Values stand as a document stores them: a code, `own: words`, a number. What is wrong with the sample boards: every kind, field and value must be one that a table could have made. */
export function checkSample(exercise: Exercise): Mistake[] {
  return exercise.sample.flatMap((board, at) =>
    board.cards.flatMap((card, index) => {
      const path = ['boards', at, 'cards', index]
      const kind = exercise.kinds[card.kind]
      if (!kind) return [{ path, says: wrong('sampleKind', { kind: card.kind, known: Object.keys(exercise.kinds).join(', ') }) }]
      return Object.entries(card.fields).flatMap(([name, value]): Mistake[] => {
        const field = kind.fields[name]
        const says = field ? wrongWith(value, field, exercise, board) : wrong('sampleField')
        return says === null ? [] : [{ path: [...path, 'fields', name], says: { ...says, args: { ...says.args, field: name } } }]
      })
    }),
  )
}

/** What is wrong with a value; the name of its field is filled in by the caller. */
export function wrongWith(value: unknown, field: Field, exercise: Exercise, board: SampleBoard): Wrong | null {
  const isCard = (id: unknown, kind: string) => typeof id === 'string' && board.cards.some((card) => card.id === id && card.kind === kind)
  const unless = (holds: boolean, ...[name, args]: Parameters<typeof wrong>) => (holds ? null : wrong(name, args))
  const yes = (own: boolean) => (own ? 'yes' : 'no')
  switch (field.type) {
    case 'line':
    case 'text':
      return unless(typeof value === 'string' && value.length <= field.max, 'sampleText', { max: field.max })
    case 'rating': {
      const holds = value === 'unknown' || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= field.of)
      return unless(holds, 'sampleRating', { of: field.of })
    }
    case 'choices': {
      const { max, from, own } = field
      const holds = Array.isArray(value) && value.length <= max && value.every((one) => isChoice(one, from, own, exercise))
      return unless(holds, 'sampleChoices', { max, from, own: yes(own) })
    }
    case 'number': {
      const { min = 'none', max = 'none', decimals } = field
      return unless(typeof value === 'number' && readField(value, field) === value, 'sampleNumber', { least: min, most: max, decimals })
    }
    case 'dots':
      return unless(Number.isInteger(value) && readField(value, field) === value, 'sampleDots')
    case 'flag':
      return unless(typeof value === 'boolean', 'sampleFlag')
    case 'period':
      return unless(readField(value, field) !== null, 'samplePeriod')
    case 'position':
      return unless(readField(value, field) !== null, 'samplePosition')
    case 'place':
      return unless(isKnown(readSpot(value), field.map, exercise), 'samplePlace', { map: field.map })
    case 'path': {
      const holds = Array.isArray(value) && value.every((one) => isKnown(readSpot(one), field.map, exercise))
      return unless(holds, 'samplePath', { map: field.map })
    }
    case 'area': {
      const area = readField(value, field) as AreaValue
      return unless(isAnswered(area, field) && isKnownArea(area, field.map, exercise), 'sampleArea', { map: field.map })
    }
    case 'link':
      return unless(isCard(value, field.to), 'sampleLink', { kind: field.to })
    case 'links': {
      const holds = Array.isArray(value) && value.length <= field.max && value.every((one) => isCard(one, field.to))
      return unless(holds, 'sampleLinks', { max: field.max, kind: field.to })
    }
    case 'choice':
      return unless(isChoice(value, field.from, field.own, exercise), 'sampleChoice', { from: field.from, own: yes(field.own) })
  }
}

const isKnown = (spot: Spot | null, map: string, exercise: Exercise) => spot !== null && positionOf(spot, mapOf(exercise, map)) !== null
const isKnownArea = ({ states, corners }: AreaValue, map: string, exercise: Exercise) =>
  states.every((id) => stateOf(mapOf(exercise, map), id) !== undefined) && corners.every((corner) => isKnown(corner, map, exercise))

function isChoice(value: unknown, from: string, own: boolean, exercise: Exercise): boolean {
  if (typeof value === 'string') return exercise.vocabularies[from]?.terms.some((term) => term.code === value) ?? false
  return own && typeof value === 'object' && value !== null && 'own' in value && typeof value.own === 'string' && value.own !== ''
}
