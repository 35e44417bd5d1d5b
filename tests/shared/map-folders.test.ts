import fc from 'fast-check'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadExercise } from '../../server/exercises/load.ts'
import { figureOf } from '../../shared/canvases/catalogue.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { problem, type Mistake } from '../../shared/exercise/problem.ts'
import { initialOf, readField } from '../../shared/fields/catalogue.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { Language } from '../../shared/i18n/language.ts'
import { encode } from '../../shared/maps/base.ts'
import { mostLines, readBoundaries } from '../../shared/maps/boundaries.ts'
import { planeOf } from '../../shared/maps/plane.ts'
import { searchPlaces } from '../../shared/maps/search.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import type { Shape } from '../../shared/report/figures/figure.ts'
import { tell } from '../kit/tell.ts'

/** Another region: one square State and its neighbour, two towns. Nothing outside its folder knows of it. */
const region = `
title: { en: The Isles, ru: Острова }
box: [-10, -5, 10, 5]
view: [-8, -4, 8, 4]
disclaimer: { en: Names imply no opinion of the organiser., ru: Названия не выражают мнения организатора. }
states:
  - { id: WES, m49: '001', own: true, at: [-4, 0], name: { en: Westland, ru: Западный край } }
  - { id: EAS, m49: '002', own: true, at: [4, 0], name: { en: Eastland, ru: Восточный край } }
`
const places = `
places:
  - { id: port-west, kind: port, states: [WES], at: [-6, 1], en: Port West, ru: Западный порт }
  - { id: port-east, kind: port, states: [EAS], at: [6, -1], en: Port East, ru: Восточный порт }
`
const ring = (west: number, east: number) => encode([[west, -3], [west, 3], [east, 3], [east, -3], [west, -3]]) // prettier-ignore
const base = {
  source: 'Drawn for a test',
  lands: [{ state: 'WES', rings: [ring(-8, 0)] }, { state: 'EAS', rings: [ring(0, 8)] }],
  lines: { settled: [encode([[0, -3], [0, 3]])], unsettled: [] },
} // prettier-ignore
const crooked = { type: 'Feature', properties: { dashed: true }, geometry: { type: 'LineString', coordinates: [[0, -3], [1, 0], [0, 3]] } } // prettier-ignore

let dir: string
const file = (...names: string[]) => join(dir, 'maps', 'isles', ...names)
const load = () => loadExercise(join(dir, 'routes'))
async function loaded(): Promise<Exercise> {
  const found = await load()
  if ('problems' in found) throw new Error(tell(found.problems))
  return found.exercise
}
/** What is wrong with the exercise, as people read it. */
async function told(language: Language = 'en'): Promise<string> {
  const found = await load()
  return 'problems' in found ? tell(found.problems, language) : ''
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'roundtable-maps-'))
  for (const name of ['routes', 'vocabularies']) await cp(join('exercises', name), join(dir, name), { recursive: true })
  const definition = await readFile(join(dir, 'routes', 'exercise.yaml'), 'utf8')
  await writeFile(join(dir, 'routes', 'exercise.yaml'), definition.replaceAll('central-asia-caucasus', 'isles'))
  await writeFile(
    join(dir, 'routes', 'sample.yaml'),
    `boards:
  - group: A
    cards:
      - { id: m, kind: market, fields: { name: HE } }
      - { kind: route, fields: { path: [port-west, port-east], market: m } }
      - { kind: zone, fields: { area: { states: [EAS] }, sort: sale, market: m } }\n`,
  )
  await mkdir(file(), { recursive: true })
  await writeFile(file('region.yaml'), region)
  await writeFile(file('places.yaml'), places)
  await writeFile(file('base.json'), JSON.stringify(base))
})
afterAll(() => rm(dir, { recursive: true }))

function draw(exercise: Exercise): readonly Shape[] {
  const cards = exercise.sample[0]!.cards.map((card, order): Card => {
    const fields = Object.values(exercise.kinds[card.kind]!.fields)
    return {
      id: card.id ?? `c${order}`,
      kind: card.kind,
      order,
      fields: Object.fromEntries(
        fields.map((field) => [field.id, field.id in card.fields ? readField(card.fields[field.id], field) : initialOf(field)]),
      ),
    }
  })
  return figureOf(mergeGroups([{ group: 'A', cards }], exercise, []), exercise.steps[1]!.canvas, exercise, 'ru', 'light')!.shapes
}
const wordsOf = (shapes: readonly Shape[]) => shapes.flatMap((shape) => (shape.is === 'text' ? shape.text : [])).join(' ')

describe('another map folder', () => {
  test('is a map of another region without a line of code', async () => {
    const exercise = await loaded()
    expect(searchPlaces(exercise.maps!['isles']!, 'западный')[0]?.id).toBe('port-west')
    const words = wordsOf(draw(exercise))
    for (const said of ['Западный порт', 'Восточный порт', 'Восточный край', 'Названия не выражают мнения организатора.'])
      expect(words).toContain(said)
  })

  test('draws the boundaries of the organiser where its profile is own, in one tint and with dashes where they are not settled', async () => {
    await writeFile(file('region.yaml'), `profile: own\n${region}`)
    expect(await told()).toMatch(/^\S+region\.yaml, line 1: the profile "own" needs the file boundaries\.geojson.+\.$/)
    expect(await told('ru')).toMatch(/^\S+region\.yaml, строка 1: .+ нужен файл boundaries\.geojson\. Добавьте его.+\.$/)
    await writeFile(file('boundaries.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [crooked] }))
    const exercise = await loaded()
    expect(planeOf(exercise.maps!['isles']!)).toMatchObject({ settled: [], unsettled: [expect.arrayContaining([[1, expect.closeTo(0)]])] })
    const shapes = draw(exercise)
    expect(new Set(shapes.slice(1, 3).map((shape) => shape.look.fill)).size).toBe(1)
    expect(shapes.some((shape) => shape.look.dash === '2 5')).toBe(true)
    // A fill would draw the boundary of our own data.
    expect(shapes.some((shape) => shape.look.opacity === 0.18)).toBe(false)
    await writeFile(file('region.yaml'), region)
    expect(draw(await loaded()).some((shape) => shape.look.opacity === 0.18)).toBe(true)
  })

  test('is refused for boundaries that are no lines on the earth, with file and remedy', async () => {
    await writeFile(file('boundaries.geojson'), JSON.stringify({ type: 'Point', coordinates: [0, 0] }))
    expect(await told()).toMatch(/^\S+boundaries\.geojson: "features\.0" is no line and no polygon\. Leave only/)
    expect(await told('ru')).toMatch(/^\S+boundaries\.geojson: «features\.0» — не линия и не многоугольник\. Оставьте в файле только/)
    await writeFile(file('boundaries.geojson'), '<kml/>')
    expect(await told()).toMatch(/boundaries\.geojson: this is not JSON\. Export it anew as GeoJSON\.$/)
    await rm(file('boundaries.geojson'))
  })

  test.each([
    ['sample.yaml', 'states: [EAS]', 'states: [NOR]', /line \d+: "area" must have states .+"isles"/, /строка \d+: «area»: нужны states .+«isles»/],
    ['exercise.yaml', 'type: area, map: isles', 'type: area, map: islets', /the map "islets", which does not exist\. Use one of: isles/, /имя карты «islets», но такого нет\. Возможны: isles/],
  ])('names in %s what its exercise cannot find, with file, line and remedy', async (name, from, to, said, saidInRussian) => {
    const path = join(dir, 'routes', name)
    const text = await readFile(path, 'utf8')
    expect(text).toContain(from)
    await writeFile(path, text.replace(from, to))
    const both = [await told(), await told('ru')]
    await writeFile(path, text)
    expect(both).toEqual([expect.stringMatching(said), expect.stringMatching(saidInRussian)])
  }) // prettier-ignore
})

describe('boundaries of an organiser', () => {
  const box = [-10, -5, 10, 5] as const
  const said = ({ says }: Mistake) => tell([problem('boundaries.geojson', says)])
  const lineOf = (...coordinates: unknown[]) => ({ type: 'LineString', coordinates })

  test('are read or refused, whatever stands in the file', () => {
    const feature = fc.record({ type: fc.constantFrom('LineString', 'Polygon', 'MultiPolygon', 'Point', 'Feature'), coordinates: fc.jsonValue(), geometry: fc.jsonValue() }) // prettier-ignore
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), feature, fc.record({ type: fc.constant('FeatureCollection'), features: fc.array(feature) })), (value) => {
        const read = readBoundaries(value, box)
        if ('boundaries' in read) for (const line of [...read.boundaries.settled, ...read.boundaries.unsettled]) expect(line.every(Number.isInteger)).toBe(true)
        else expect(said(read.mistake)).toMatch(/\.$/)
      }),
    )
  }) // prettier-ignore

  test('may be polygons, and are cut to the map', () => {
    const square = { type: 'Polygon', coordinates: [[[-20, -2], [-20, 2], [3, 2], [3, -2], [-20, -2]]] } // prettier-ignore
    expect(readBoundaries(square, box)).toEqual({
      boundaries: { settled: [encode([[-10, 2], [3, 2], [3, -2], [-10, -2]])], unsettled: [] },
    })
  }) // prettier-ignore

  test.each([
    ['a projection in metres', lineOf([500_000, 4_000_000], [500_100, 4_000_000]), /WGS 84/],
    ['a coordinate that is no number', lineOf([null, 1], [2, 3]), /WGS 84/],
    ['too many lines', { type: 'MultiLineString', coordinates: Array.from({ length: mostLines + 1 }, () => [[0, 0], [1, 1]]) }, /too large/], // prettier-ignore
    ['another part of the world', lineOf([100, 50], [110, 50]), /no line within the box/],
  ])('are refused for %s', (_name, value, says) => {
    const read = readBoundaries(value, box)
    expect('mistake' in read && said(read.mistake)).toMatch(says)
  })
})
