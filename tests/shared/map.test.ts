import fc from 'fast-check'
import { stat } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { loadExercise } from '../../server/exercises/load.ts'
import { figureOf, wallOf } from '../../shared/canvases/catalogue.ts'
import { drawMap } from '../../shared/canvases/parts/draw-map.ts'
import { mergedMap } from '../../shared/canvases/parts/merged-map.ts'
import type { CanvasOf, Exercise } from '../../shared/exercise/exercise.ts'
import { readField } from '../../shared/fields/catalogue.ts'
import { editOrder, linesOf, textOfLines } from '../../shared/fields/lines.ts'
import { path } from '../../shared/fields/path.ts'
import { spotIn } from '../../shared/fields/spots.ts'
import type { Card } from '../../shared/fields/values.ts'
import { decode } from '../../shared/maps/base.ts'
import { clipLine, type Box, type Point } from '../../shared/maps/clip.ts'
import { kmBetween, type RegionMap } from '../../shared/maps/region.ts'
import { searchPlaces } from '../../shared/maps/search.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { tell } from '../kit/tell.ts'

const name = 'central-asia-caucasus'
let exercise: Exercise
let map: RegionMap
beforeAll(async () => {
  const loaded = await loadExercise('exercises/routes')
  if ('problems' in loaded) throw new Error(tell(loaded.problems))
  exercise = loaded.exercise
  map = exercise.maps![name]!
})

const ringsOf = (state: string) => map.base.lands.filter((land) => land.state === state).flatMap((land) => land.rings.map(decode))
const holds = (ring: readonly Point[], [x, y]: Point) =>
  ring.reduce((inside, [bx, by], index) => {
    const [ax, ay] = ring.at(index - 1)!
    return ay > y !== by > y && x < ((ax - bx) * (y - by)) / (ay - by) + bx ? !inside : inside
  }, false)
/** By parity: a hole of a State is a ring of it, too. */
const isIn = (state: string, at: Point) => ringsOf(state).filter((ring) => holds(ring, at)).length % 2 === 1
const merged = (of = exercise) =>
  mergeGroups(
    of.sample.map(({ group, cards }) => ({
      group,
      cards: cards.map((card, index): Card => {
        const fields = Object.values(of.kinds[card.kind]!.fields).map((field) => [field.id, readField(card.fields[field.id], field)])
        return { id: card.id ?? `${group}-${index}`, kind: card.kind, order: index, fields: Object.fromEntries(fields) as Card['fields'] }
      }),
    })),
    of,
    [],
  )

describe('the map of Central Asia and the Caucasus', () => {
  test.each([
    ['Crimea is Ukraine', 'UKR', [34.2, 45.2]],
    ['Sevastopol is Ukraine', 'UKR', [33.6, 44.62]],
    ['Baikonur is Kazakhstan', 'KAZ', [63.3, 45.96]],
    ['the exclave Sokh is Uzbekistan', 'UZB', [71.1, 39.96]],
    ['the exclave Vorukh is Tajikistan', 'TJK', [70.58, 39.85]],
    ['Nakhchivan is Azerbaijan', 'AZE', [45.41, 39.21]],
    ['Khankendi is Azerbaijan', 'AZE', [46.75, 39.82]],
    ['Sukhumi is Georgia', 'GEO', [41.02, 43.01]],
    ['Tskhinvali is Georgia', 'GEO', [43.97, 42.23]],
    ['Tiraspol is Moldova', 'MDA', [29.6, 46.84]],
    ['Pristina is drawn with Serbia', 'SRB', [21.16, 42.66]],
  ] as const)('%s, and no other listed State', (_name, state, at) => {
    expect(map.states.map((one) => one.id).filter((id) => isIn(id, at))).toEqual([state])
  })

  test('no place lies far from a State that it names', () => {
    const far = map.places.flatMap((place) =>
      place.states.flatMap((state) => {
        if (isIn(state, place.at)) return []
        const km = Math.min(...ringsOf(state).flatMap((ring) => ring.map((point) => kmBetween(point, place.at))))
        return km > 25 ? [`${place.id}: ${Math.round(km)} km from ${state}`] : []
      }),
    )
    expect(far).toEqual([])
  })

  test('no line within Jammu and Kashmir is settled', () => {
    const box: Box = [75.5, 34, 80.5, 36.5]
    expect(map.base.lines.settled.flatMap((line) => clipLine(decode(line), box))).toEqual([])
    expect(map.base.lines.unsettled.flatMap((line) => clipLine(decode(line), box)).length).toBeGreaterThan(0)
  })

  test('no boundary ends on land: every line meets another, the sea or the edge of the map', () => {
    const [west, south, east, north] = map.box
    const lines = [...map.base.lines.settled, ...map.base.lines.unsettled].map(decode)
    const ends = lines.flatMap((line) => [line[0]!, line.at(-1)!])
    const near = ([ax, ay]: Point, [bx, by]: Point) => Math.hypot(ax - bx, ay - by) < 0.002
    const all = map.base.lands.flatMap((land) => land.rings.map(decode))
    const around = Array.from({ length: 32 }, (_, index) => (index * Math.PI) / 16)
    const loose = ends.filter((end) => {
      const [x, y] = end
      if (Math.min(x - west, east - x, y - south, north - y) < 0.01 || ends.filter((other) => near(end, other)).length > 1) return false
      return around.every((turn) => all.some((ring) => holds(ring, [x + 0.15 * Math.cos(turn), y + 0.15 * Math.sin(turn)])))
    })
    expect(loose).toEqual([])
  })

  test.each([
    ['the Aral Sea', [58.6, 45.2]],
    ['Balkhash', [76.0, 46.65]],
    ['Issyk-Kul', [77.3, 42.4]],
    ['Sevan', [45.35, 40.3]],
  ] as const)('%s is water', (_name, at) => {
    expect(map.base.waters.lakes.map(decode).some((ring) => holds(ring, at))).toBe(true)
  })

  test('the Amu Darya and the Syr Darya run where their towns lie', () => {
    const rivers = map.base.waters.rivers.flatMap(decode)
    for (const town of [[67.28, 37.2], [69.63, 40.28]] as const)
      expect(Math.min(...rivers.map((point) => kmBetween(point, town)))).toBeLessThan(30)
  }) // prettier-ignore

  test('is small enough to travel with the exercise', async () => {
    const { size } = await stat(`exercises/maps/${name}/base.json`)
    expect(size).toBeLessThan(250_000)
  })

  test('finds a place by its name in any language, whatever the case and the marks on letters', () => {
    for (const place of map.places)
      for (const words of [place.name.en, place.name.ru, ...(place.local === undefined ? [] : [place.local])])
        expect(searchPlaces(map, words.toUpperCase()), words).toContain(place)
    expect(searchPlaces(map, 'constanta')[0]?.id).toBe('constanta')
    expect(searchPlaces(map, 'хайратон')[0]?.id).toBe('termez-hairaton')
    expect(searchPlaces(map, 'nowhere at all')).toEqual([])
  })

  test('keeps homonyms apart by their State', () => {
    const alat = searchPlaces(map, 'alat')
    expect(alat.map((place) => place.id)).toEqual(expect.arrayContaining(['alat-port', 'farap']))
    const [one, two] = ['one', 'two'].map((id, index) => ({ ...map.places[0]!, id, states: [index === 0 ? 'AZE' : 'UZB'] }))
    const twins = { ...map, places: [one!, two!] }
    expect(spotIn({ place: 'one' }, twins, 'en')).toBe('Yerevan (Azerbaijan)')
    expect(spotIn({ place: 'two' }, twins, 'ru')).toBe('Ереван (Узбекистан)')
  })
})

describe('a route', () => {
  const stops = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 })

  test('says what was last wished for, whatever stood there', () => {
    fc.assert(
      fc.property(stops, stops, fc.boolean(), (before, wanted, ended) => {
        const text = new Y.Doc().getText('route')
        text.insert(0, ended ? textOfLines(before) : textOfLines(before).replace(/\n$/, ''))
        editOrder(text, wanted)
        expect(linesOf(text)).toEqual(wanted)
      }),
    )
  })

  test('keeps the stops of two people who add at once', () => {
    const [one, two] = [new Y.Doc(), new Y.Doc()]
    editOrder(one.getText('route'), ['kabul', 'osh', 'almaty'])
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
    editOrder(one.getText('route'), ['kabul', 'dushanbe', 'osh', 'almaty'])
    editOrder(two.getText('route'), ['kabul', 'osh', 'bishkek', 'almaty'])
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two))
    expect(linesOf(one.getText('route'))).toEqual(['kabul', 'dushanbe', 'osh', 'bishkek', 'almaty'])
    expect(linesOf(two.getText('route'))).toEqual(linesOf(one.getText('route')))
  })

  test('is the same by its ends, whatever lies between; there and back are two', () => {
    const of = (...places: string[]) => path.keyOf(places.map((place) => ({ place })))
    expect(of('kabul', 'dushanbe', 'osh')).toBe(of('kabul', 'khorog', 'osh'))
    expect(of('kabul', 'osh')).not.toBe(of('osh', 'kabul'))
    expect(of('kabul')).toBeNull()
    expect(path.keyOf([{ lon: 70, lat: 40 }, { place: 'osh' }])).toBeNull()
  })

  test('of two tables is one cluster with both ways, named in each language', () => {
    const kabul = merged().clusters.find(({ title }) => title.by === 'group' && title.text.startsWith('Kabul'))!
    expect(kabul.groups).toEqual(['A', 'B'])
    expect(kabul.fields['path']).toMatchObject({
      type: 'paths',
      paths: expect.arrayContaining([expect.objectContaining({ groups: ['A'] }), expect.objectContaining({ groups: ['B'] })]) as unknown,
    })
    expect(kabul.title).toMatchObject({ in: { ru: expect.stringMatching(/^Кабул → .* → Ош$/) as string } })
  })
})

describe('the merged map', () => {
  const draw = (of: Exercise, look: 'light' | 'dark') => figureOf(merged(of), of.steps[1]!.canvas, of, 'en', look)!
  const wordsOf = (of: Exercise, look: 'light' | 'dark') => draw(of, look).shapes.flatMap((shape) => (shape.is === 'text' ? [shape] : []))

  test('carries the disclaimer in both languages, and no text under 28 px on the wall', () => {
    for (const look of ['light', 'dark'] as const) {
      const words = wordsOf(exercise, look).map((shape) => shape.text).join(' ') // prettier-ignore
      for (const said of Object.values(map.disclaimer)) expect(words).toContain(said)
    }
    expect(Math.min(...wordsOf(exercise, 'dark').map((shape) => shape.size))).toBeGreaterThanOrEqual(28)
  })

  test('draws lines that are not settled only with the note about them', () => {
    const dotted = (look: 'light' | 'dark') => draw(exercise, look).shapes.some((shape) => shape.look.dash === '2 5')
    const noted = (look: 'light' | 'dark') => wordsOf(exercise, look).some((shape) => shape.text.startsWith('Dotted line'))
    for (const look of ['light', 'dark'] as const) expect(noted(look)).toBe(dotted(look))
    expect(dotted('light')).toBe(true)
  })

  test('without boundaries has one land and no name of a State', () => {
    const plain: Exercise = { ...exercise, maps: { [name]: { ...map, profile: 'none' } } }
    const fills = draw(plain, 'light').shapes.slice(1, 3).map((shape) => shape.look.fill) // prettier-ignore
    expect(new Set(fills).size).toBe(1)
    expect(wordsOf(exercise, 'light').some((shape) => shape.text === 'Kazakhstan')).toBe(true)
    expect(wordsOf(plain, 'light').some((shape) => shape.text === 'Kazakhstan')).toBe(false)
    expect(draw(plain, 'light').shapes.some((shape) => shape.look.stroke === '#857D6F')).toBe(false)
  })

  const without = (): Exercise => ({
    ...exercise,
    sample: exercise.sample.map((board, index) =>
      index > 0
        ? board
        : {
            ...board,
            cards: [
              ...board.cards,
              { kind: 'hotspot', id: 'lost-1', fields: { note: 'Somewhere by the sea' } },
              { kind: 'zone', id: 'lost-2', fields: {} },
            ],
          },
    ),
  })

  test('names what nobody placed, on the wall and on paper, in both languages', () => {
    const words = (of: Exercise, language: 'en' | 'ru', look: 'light' | 'dark') =>
      figureOf(merged(of), of.steps[1]!.canvas, of, language, look)!.shapes.flatMap((shape) => (shape.is === 'text' ? shape.text : []))
    for (const look of ['light', 'dark'] as const) {
      expect(words(exercise, 'en', look).join(' ')).not.toContain('Without a place')
      expect(words(without(), 'en', look).join(' ')).toContain('Without a place on the map (2): hotspot: Somewhere by the sea; area.')
      expect(words(without(), 'ru', look).join(' ')).toMatch(/Без места на карте \(2\): .*Somewhere by the sea; /)
    }
  })

  test('where there is no room for every name says how many more there are', () => {
    const all = mergedMap(merged(), exercise.steps[1]!.canvas as CanvasOf<'map'>, exercise, map, 'en')
    const unplaced = Array.from({ length: 40 }, (_, index) => `A place that nobody found, number ${index}`)
    for (const look of ['light', 'dark'] as const) {
      const figure = drawMap({ ...all, unplaced }, map, 'en', look)!
      const said = figure.shapes.flatMap((shape) => (shape.is === 'text' ? shape.text : [])).join(' ')
      const shown = unplaced.filter((name) => said.includes(name)).length
      expect(shown).toBeGreaterThan(0)
      expect(said).toContain(`and ${40 - shown} more`)
    }
  })

  test('of which nothing is placed is told on the wall as lists of all its kinds', () => {
    const nowhere: Exercise = {
      ...exercise,
      sample: [{ group: 'A', cards: [{ kind: 'route', id: 'r', fields: {} }, { kind: 'hotspot', id: 'h', fields: {} }] }],
    } // prettier-ignore
    const pages = wallOf(merged(nowhere), exercise.steps[1]!, nowhere, 'en', new Map([['A', 'A']]))
    const said = pages.flatMap((page) => page.shapes.flatMap((shape) => (shape.is === 'text' ? shape.text : [])))
    for (const id of ['route', 'hotspot']) {
      const plural = exercise.kinds[id]!.plural.en
      expect(said).toContain(plural.slice(0, 1).toUpperCase() + plural.slice(1))
    }
  })
})
