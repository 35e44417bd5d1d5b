import fc from 'fast-check'
import { readdir } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise, Field, FieldSetting } from '../../shared/exercise/exercise.ts'
import { fieldTypes } from '../../shared/fields/catalogue.ts'
import type { FieldType } from '../../shared/fields/field-type.ts'
import type { Value } from '../../shared/fields/values.ts'

/** Files of the folder that are not field types. */
const others = new Set([
  'catalogue',
  'counts',
  'field-type',
  'lines',
  'link-names',
  'spots',
  'stretch',
  'targets',
  'titles',
  'values',
  'wordings',
])
const names = (await readdir('shared/fields')).map((name) => name.replace(/\.ts$/, '')).filter((name) => !others.has(name))
const editors = (await readdir('client/fields')).map((name) => name.replace(/\.svelte$/, '').toLowerCase())

type Loose = FieldType<FieldSetting['type'], Value>
const label = { en: 'Field', ru: 'Поле' }
/** A field as wide as its type allows. A new type says here what its setting is, or the suite does not compile. */
const settings: { readonly [Type in FieldSetting['type']]: Extract<FieldSetting, { type: Type }> } = {
  line: { type: 'line', max: 200 },
  text: { type: 'text', max: 2000 },
  choice: { type: 'choice', from: 'markets', own: true },
  choices: { type: 'choices', from: 'markets', own: true, max: 20 },
  rating: { type: 'rating', of: 5, scale: [label, label, label, label, label] },
  number: { type: 'number', decimals: 1, min: 0, unit: label },
  flag: { type: 'flag' },
  period: { type: 'period', by: 'month' },
  link: { type: 'link', to: 'market' },
  dots: { type: 'dots', each: 5 },
  links: { type: 'links', to: 'market', max: 20 },
  position: { type: 'position' },
  place: { type: 'place', map: 'central-asia-caucasus' },
  path: { type: 'path', map: 'central-asia-caucasus' },
  area: { type: 'area', map: 'central-asia-caucasus' },
}
const titleOf = (card: string) => `the card ${card}`
const seed = Math.floor(Math.random() * 1e9)
const law = <Input>(property: fc.IProperty<Input>) => fc.assert(property, { seed, numRuns: 300 })

/** What may stand in a document: JSON, or a shared text in its place. */
function store(value: unknown): unknown {
  const map = new Y.Doc().getMap('card')
  map.set('field', value)
  return map.get('field')
}

let exercise: Exercise
beforeAll(async () => {
  exercise = (await loadExercises('exercises')).exercises.find((one) => one.id === 'crime-mapping')!
})

test('the catalogue and the folder say the same', () => {
  expect(Object.keys(fieldTypes).sort()).toEqual([...names].sort())
  for (const [name, type] of Object.entries(fieldTypes)) expect(type.type).toBe(name)
})

describe.each(names)(`the field type %s (seed ${seed})`, (name) => {
  const type = fieldTypes[name as FieldSetting['type']] as unknown as Loose
  const field = { id: 'field', label, ...settings[name as FieldSetting['type']] } as Field & { type: FieldSetting['type'] }
  const answers = fc.array(fc.record({ group: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.constantFrom(...type.sample) }), {
    maxLength: 12,
  })

  test('has an editor, or shares that of text', () => {
    expect(editors.includes(name) || name === 'line').toBe(true)
  })

  test('reads a value from whatever stands in a document, and reads it again as the same', () => {
    law(
      fc.property(fc.jsonValue(), (stored) => {
        const value = type.read(store(stored), field)
        expect(type.read(store(type.write(value, field)), field)).toEqual(value)
        expect(typeof type.format(value, field, 'en', exercise, titleOf)).toBe('string')
        expect(typeof type.isAnswered(value)).toBe('boolean')
      }),
    )
  })

  test('gives back every sample as it was written, and starts unanswered', () => {
    for (const value of type.sample) expect(type.read(store(type.write(value, field)), field)).toEqual(value)
    expect(type.isAnswered(type.initial)).toBe(false)
    expect(type.sample.some((value) => type.isAnswered(value))).toBe(true)
  })

  test('is worded in both languages', () => {
    for (const value of type.sample.filter((one) => type.isAnswered(one)))
      for (const language of ['en', 'ru'] as const) expect(type.format(value, field, language, exercise, titleOf)).not.toBe('')
  })

  test('has one key for one meaning, and none for nothing', () => {
    expect(type.keyOf(type.initial)).toBeNull()
    const keys = type.sample.map((value) => type.keyOf(value)).filter((key) => key !== null)
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('merges without regard to the order of groups, and leaves no group out that said something', () => {
    law(
      fc.property(answers, fc.infiniteStream(fc.nat()), (given, order) => {
        const merged = type.merge(given, field)
        const shuffled = given.map((one) => ({ one, at: order.next().value as number })).sort((a, b) => a.at - b.at)
        const again = type.merge(
          shuffled.map(({ one }) => one),
          field,
        )
        expect(sorted(again)).toEqual(sorted(merged))
        const told = JSON.stringify(merged)
        for (const { group, value } of given) if (type.isAnswered(value)) expect(told).toContain(`"${group}"`)
      }),
    )
  })

  test('control: a merge that forgets the first answer is found out', () => {
    const forgetful = (given: Parameters<typeof type.merge>[0]) => type.merge(given.slice(1), field)
    const answered = type.sample.find((value) => type.isAnswered(value))!
    expect(JSON.stringify(forgetful([{ group: 'only', value: answered }]))).not.toContain('"only"')
  })
})

/** The same whatever the order inside: display may keep the order of groups. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]))
}
