import type { Exercise, Field } from './exercise.ts'
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
        const says = field ? wrongWith(value, field, exercise) : 'is not a field of this kind. Correct the name or remove it.'
        return says === null ? [] : [{ path: [...path, 'fields', name], says: `"${name}" ${says}` }]
      })
    }),
  )
}

function wrongWith(value: unknown, field: Field, exercise: Exercise): string | null {
  switch (field.type) {
    case 'line':
    case 'text':
      return typeof value === 'string' && value.length <= field.max ? null : `must be a text of at most ${field.max} characters.`
    case 'rating':
      return value === 'unknown' || (Number.isInteger(value) && Number(value) >= 1 && Number(value) <= field.of)
        ? null
        : `must be a whole number from 1 to ${field.of}, or unknown.`
    case 'choice':
      return isChoice(value, field.from, field.own, exercise)
        ? null
        : `must be a code of "${field.from}"${field.own ? ', or own words' : ''}.`
  }
}

function isChoice(value: unknown, from: string, own: boolean, exercise: Exercise): boolean {
  if (typeof value === 'string') return exercise.vocabularies[from]?.terms.some((term) => term.code === value) ?? false
  return own && typeof value === 'object' && value !== null && 'own' in value && typeof value.own === 'string' && value.own !== ''
}
