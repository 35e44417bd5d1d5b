import { readField } from '../fields/catalogue.ts'
import { retarget } from '../fields/targets.ts'
import type { Value } from '../fields/values.ts'
import type { Language } from '../i18n/language.ts'
import { startId } from '../ids.ts'
import type { Exercise, Kind, StartCard } from './exercise.ts'
import { wrong, type Mistake } from './problem.ts'
import { wrongWith } from './sample.ts'
import type { Definition, Texts } from './schema.ts'

/** What a card of the start says on a board whose table works in that language; a field that the exercise leaves open is not in it. */
export function startValues(card: StartCard, kind: Kind, language: Language): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.values(kind.fields).flatMap((field): [string, Value][] => {
      const words = card.words[field.id]?.[language]
      if (words !== undefined) return [[field.id, field.type === 'choice' ? { own: words } : words]]
      if (!Object.hasOwn(card.fields, field.id)) return []
      const value = readField(card.fields[field.id], field)
      return [[field.id, field.type === 'link' || field.type === 'links' ? retarget(value, field, startId) : value]]
    }),
  )
}

/** Kinds that are not there, ids that stand twice, and words where the definition should have none or the texts lack them. */
export function wrongStart(
  definition: Definition,
  tell: (path: (string | number)[], noun: string, name: string, known: readonly string[]) => void,
): Mistake[] {
  const { start = [], kinds } = definition
  return start.flatMap(({ id, kind, fields }, index): Mistake[] => {
    if (!Object.hasOwn(kinds, kind)) tell(['start', index, 'kind'], 'kind', kind, Object.keys(kinds))
    const twice = start.findIndex((other) => other.id === id) !== index
    const spoken = Object.entries(fields).filter(([name, value]) => isWords(kinds[kind]?.fields[name], value))
    return [
      ...(twice ? [{ path: ['start', index, 'id'], says: wrong('startTwice', { card: id }) }] : []),
      ...spoken.map(([name]) => ({ path: ['start', index, 'fields', name], says: wrong('startWords', { where: `start.${id}.${name}` }) })),
    ]
  })
}

/** Words for cards and fields that have none, and words that another language has. */
export function wrongStartWords({ start = [], kinds }: Definition, texts: Texts, all: readonly Texts[]): Mistake[] {
  const said = new Set(
    all.flatMap((one) => Object.entries(one.start ?? {}).flatMap(([id, fields]) => Object.keys(fields).map((name) => `${id} ${name}`))),
  )
  return [...said].flatMap((place): Mistake[] => {
    const [id = '', name = ''] = place.split(' ')
    const card = start.find((one) => one.id === id)
    const path = ['start', id, name]
    const isThere = texts.start?.[id]?.[name] !== undefined
    if (card && isSpoken(kinds[card.kind]?.fields[name]))
      return isThere ? [] : [{ path: ['start', id], says: wrong('noWords', { where: path.join('.') }) }]
    return isThere ? [{ path, says: wrong('startNoField', { where: path.join('.') }) }] : []
  })
}

/** Values that no table could have written. */
export function wrongStartValues(exercise: Exercise): Mistake[] {
  const cards = exercise.start ?? []
  return cards.flatMap(({ kind, fields }, index) =>
    Object.entries(fields).flatMap(([name, value]): Mistake[] => {
      const field = exercise.kinds[kind]?.fields[name]
      const says = field ? wrongWith(value, field, exercise, { group: 'start', cards }) : wrong('sampleField')
      return says === null ? [] : [{ path: ['start', index, 'fields', name], says: { ...says, args: { ...says.args, field: name } } }]
    }),
  )
}

/** The cards of the start with their words; none where the exercise has none. */
export function startOf({ start }: Definition, texts: Readonly<Record<Language, Texts>>): { readonly start?: readonly StartCard[] } {
  if (start === undefined) return {}
  const wordsOf = (id: string) =>
    Object.fromEntries(
      Object.keys(texts.en.start?.[id] ?? {}).map((name) => [
        name,
        { en: texts.en.start?.[id]?.[name] ?? '', ru: texts.ru.start?.[id]?.[name] ?? '' },
      ]),
    )
  return { start: start.map((card) => ({ ...card, words: wordsOf(card.id) })) }
}

type Setting = Definition['kinds'][string]['fields'][string]

const isSpoken = (field: Setting | undefined): boolean =>
  field?.type === 'line' || field?.type === 'text' || (field?.type === 'choice' && field.own)
/** A code of a vocabulary is in no language. */
const isWords = (field: Setting | undefined, value: unknown): boolean =>
  isSpoken(field) && !(field?.type === 'choice' && typeof value === 'string')
