import { isAnswered, readField } from '../fields/catalogue.ts'
import { mapOf, positionOf, readSpot } from '../fields/spots.ts'
import type { AreaValue, Spot } from '../fields/values.ts'
import { stateOf } from '../maps/region.ts'
import type { Exercise, Field, SampleBoard } from './exercise.ts'
import type { Mistake } from './schema.ts'

/** Values stand as a document stores them: a code, `own: words`, a number. What is wrong with the sample boards: every kind, field and value must be one that a table could have made. */
export function checkSample(exercise: Exercise): Mistake[] {
  return exercise.sample.flatMap((board, at) =>
    board.cards.flatMap((card, index) => {
      const path = ['boards', at, 'cards', index]
      const kind = exercise.kinds[card.kind]
      if (!kind)
        return [
          {
            path,
            says: `the card has the kind "${card.kind}", which does not exist. Use one of: ${Object.keys(exercise.kinds).join(', ')}.`,
          },
        ]
      return Object.entries(card.fields).flatMap(([name, value]): Mistake[] => {
        const field = kind.fields[name]
        const says = field ? wrongWith(value, field, exercise, board) : 'is not a field of this kind. Correct the name or remove it.'
        return says === null ? [] : [{ path: [...path, 'fields', name], says: `"${name}" ${says}` }]
      })
    }),
  )
}

function wrongWith(value: unknown, field: Field, exercise: Exercise, board: SampleBoard): string | null {
  const isCard = (id: unknown, kind: string) => typeof id === 'string' && board.cards.some((card) => card.id === id && card.kind === kind)
  switch (field.type) {
    case 'line':
    case 'text':
      return typeof value === 'string' && value.length <= field.max ? null : `must be a text of at most ${field.max} characters.`
    case 'rating':
      return value === 'unknown' || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= field.of)
        ? null
        : `must be a whole number from 1 to ${field.of}, or unknown.`
    case 'choices':
      return Array.isArray(value) && value.length <= field.max && value.every((one) => isChoice(one, field.from, field.own, exercise))
        ? null
        : `must be a list of at most ${field.max} codes of "${field.from}"${field.own ? ', or own words' : ''}.`
    case 'number':
      return typeof value === 'number' && readField(value, field) === value
        ? null
        : `must be a number from ${field.min ?? 'anything'} to ${field.max ?? 'anything'} with at most ${field.decimals} decimals.`
    case 'dots':
      return Number.isInteger(value) && readField(value, field) === value ? null : 'must be a whole number of dots.'
    case 'flag':
      return typeof value === 'boolean' ? null : 'must be true or false.'
    case 'period':
      return readField(value, field) !== null ? null : 'must have a start and an end, each a month such as 2027-03.'
    case 'position':
      return readField(value, field) !== null ? null : 'must have an x and a y, such as { x: 2000, y: 1500 }.'
    case 'place': {
      const spot = readSpot(value)
      return spot && isKnown(spot, field.map, exercise) ? null : wrongSpot(field.map)
    }
    case 'path': {
      const spots = Array.isArray(value) ? value.map(readSpot) : [null]
      return spots.every((spot) => spot && isKnown(spot, field.map, exercise))
        ? null
        : `must be a list; each of its stops ${wrongSpot(field.map)}`
    }
    case 'area':
      return isAnswered(readField(value, field), field) && isKnownArea(readField(value, field) as AreaValue, field.map, exercise)
        ? null
        : `must have states of the map "${field.map}", corners or a name, such as { states: [UZB] } or { corners: [osh, { lon: 72, lat: 40 }, { lon: 73, lat: 41 }], name: words }.`
    case 'link':
      return isCard(value, field.to) ? null : `must be the id of a card of the kind "${field.to}" on the same board.`
    case 'links':
      return Array.isArray(value) && value.length <= field.max && value.every((one) => isCard(one, field.to))
        ? null
        : `must be a list of at most ${field.max} ids of cards of the kind "${field.to}" on the same board.`
    case 'choice':
      return isChoice(value, field.from, field.own, exercise)
        ? null
        : `must be a code of "${field.from}"${field.own ? ', or own words' : ''}.`
  }
}

const isKnown = (spot: Spot, map: string, exercise: Exercise) => positionOf(spot, mapOf(exercise, map)) !== null
const isKnownArea = ({ states, corners }: AreaValue, map: string, exercise: Exercise) =>
  states.every((id) => stateOf(mapOf(exercise, map), id) !== undefined) && corners.every((corner) => isKnown(corner, map, exercise))
const wrongSpot = (map: string) =>
  `must be the id of a place of the map "${map}", or a point such as { lon: 72.8, lat: 40.5, name: words }.`

function isChoice(value: unknown, from: string, own: boolean, exercise: Exercise): boolean {
  if (typeof value === 'string') return exercise.vocabularies[from]?.terms.some((term) => term.code === value) ?? false
  return own && typeof value === 'object' && value !== null && 'own' in value && typeof value.own === 'string' && value.own !== ''
}
