import { beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { loadExercise } from '../../server/exercises/load.ts'
import { figureOf } from '../../shared/canvases/catalogue.ts'
import { ringsOfArea } from '../../shared/canvases/parts/map-areas.ts'
import type { Exercise, FieldOf } from '../../shared/exercise/exercise.ts'
import { area } from '../../shared/fields/area.ts'
import { initialOf } from '../../shared/fields/catalogue.ts'
import type { AreaValue, Card } from '../../shared/fields/values.ts'
import type { RegionMap } from '../../shared/maps/region.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { tell } from '../kit/tell.ts'

let exercise: Exercise
let map: RegionMap
const field = { id: 'area', type: 'area', map: 'central-asia-caucasus', label: { en: 'Area', ru: 'Район' } } as FieldOf<'area'>
const some = (value: Partial<AreaValue>): AreaValue => ({ ...area.initial, ...value })
const outline = some({ corners: [{ lon: 70, lat: 40 }, { place: 'osh' }, { lon: 73, lat: 41 }], name: 'Долина' }) // prettier-ignore

beforeAll(async () => {
  const loaded = await loadExercise('exercises/routes')
  if ('problems' in loaded) throw new Error(tell(loaded.problems))
  exercise = loaded.exercise
  map = exercise.maps!['central-asia-caucasus']!
})

const cardOf = (id: string, value: AreaValue): Card => {
  const fields = Object.values(exercise.kinds['zone']!.fields).map((one) => [one.id, initialOf(one)])
  return { id, kind: 'zone', order: 0, fields: { ...Object.fromEntries(fields), area: value, sort: { code: 'transit' } } as Card['fields'] }
}
const mergedOf = (...values: AreaValue[]) =>
  mergeGroups(values.map((value, index) => ({ group: 'ABC'[index]!, cards: [cardOf(`z${index}`, value)] })), exercise, []) // prettier-ignore

describe('an area', () => {
  test('keeps what two people of a table add at once: a corner, a State and a name', () => {
    const [one, two] = [new Y.Doc(), new Y.Doc()]
    area.edit!(one.getText('area'), outline, field)
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
    area.edit!(one.getText('area'), { ...outline, states: ['TJK'] }, field)
    area.edit!(two.getText('area'), { ...outline, corners: [...outline.corners, { place: 'batken' }] }, field)
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two))
    expect(area.read(one.getText('area'), field)).toEqual({
      ...outline,
      states: ['TJK'],
      corners: [...outline.corners, { place: 'batken' }],
    })
    expect(area.read(two.getText('area'), field)).toEqual(area.read(one.getText('area'), field))
  })

  test('of the same whole States is one, in whatever order and language; what is drawn by hand is only itself', () => {
    const [same] = mergedOf(some({ states: ['UZB', 'KGZ'] }), some({ states: ['KGZ', 'UZB'], name: 'Юг' })).clusters
    expect(same?.groups).toEqual(['A', 'B'])
    expect(mergedOf(outline, outline).clusters).toHaveLength(2)
  })

  test('is named by its own name, by its States, or by what lies near, in the language of the reader', () => {
    const said = (value: AreaValue, language: 'en' | 'ru') => area.format(value, field, language, exercise)
    expect(said(outline, 'en')).toBe('Долина')
    expect(said(some({ states: ['UZB', 'KGZ'] }), 'ru')).toBe('Узбекистан, Кыргызстан')
    expect(said(some({ states: ['UZB'], name: 'The south' }), 'en')).toBe('The south (Uzbekistan)')
    expect(said({ ...outline, name: '' }, 'en')).toMatch(/^area near \w+/)
    expect(said({ ...outline, name: '' }, 'ru')).toMatch(/^район рядом: [А-Я]/)
    expect(said(some({}), 'en')).toBe('not on the map yet')
  })

  test('fills a State only where boundaries are drawn by the practice of the United Nations and all of its own are settled', () => {
    const rings = (value: AreaValue, of: RegionMap = map) => ringsOfArea(value, of).length
    expect(rings(some({ states: ['UZB'] }))).toBeGreaterThan(0)
    for (const state of ['IND', 'PAK', 'CHN', 'SRB']) expect(rings(some({ states: [state] })), state).toBe(0)
    for (const profile of ['none', 'own'] as const) {
      expect(rings(some({ states: ['UZB'] }), { ...map, profile })).toBe(0)
      expect(rings(outline, { ...map, profile })).toBe(1)
    }
  })

  test('stands in the figure with its sign and its name, filled; one that is not finished does not', () => {
    const shapesOf = (value: AreaValue) => figureOf(mergedOf(value), exercise.steps[1]!.canvas, exercise, 'ru', 'light')?.shapes ?? []
    const words = shapesOf(outline).flatMap((shape) => (shape.is === 'text' ? shape.text : []))
    expect(words).toContain('I')
    expect(words.join(' ')).toContain('Долина · транзит')
    expect(shapesOf(outline).some((shape) => shape.look.opacity === 0.18)).toBe(true)
    expect(shapesOf({ ...outline, corners: outline.corners.slice(1) })).toEqual([])
  })
})
