import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { loadExercise } from '../../server/exercises/load.ts'
import { figureOf, progressOf } from '../../shared/canvases/catalogue.ts'
import { fitInto, hardnessOf, layOut, layOutIn, type Box, type Place } from '../../shared/canvases/parts/lay-out.ts'
import { lineBetween, spotsOf, styleOf } from '../../shared/canvases/parts/link-line.ts'
import { mergedNetwork } from '../../shared/canvases/parts/merged-network.ts'
import { settle } from '../../shared/canvases/parts/settle.ts'
import { linesOf, widthOf } from '../../shared/canvases/parts/text-lines.ts'
import type { CanvasOf, Exercise } from '../../shared/exercise/exercise.ts'
import { plane, position } from '../../shared/fields/position.ts'
import type { Card } from '../../shared/fields/values.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { tell } from '../kit/tell.ts'

let exercise: Exercise
let setting: CanvasOf<'network'>
beforeAll(async () => {
  const loaded = await loadExercise('exercises/actors-network')
  if ('problems' in loaded) throw new Error(tell(loaded.problems))
  exercise = loaded.exercise
  setting = exercise.steps.find((step) => step.canvas.type === 'network')!.canvas as CanvasOf<'network'>
})

const actor = (id: string, role: string): Card => ({
  id,
  kind: 'actor',
  order: 0,
  fields: { name: `${id} words`, type: { code: 'network' }, role: { code: role }, markets: [{ code: 'HE' }], at: null },
})
const relation = (id: string, from: string, to: string, sort: string): Card => ({
  id,
  kind: 'relation',
  order: 0,
  fields: { from: { card: from }, to: { card: to }, sort: { code: sort }, note: '' },
})
const table = (group: string, ...links: readonly (readonly [from: string, to: string, sort: string])[]) => ({
  group,
  cards: [
    actor(`${group}1`, 'core'),
    actor(`${group}2`, 'transporter'),
    actor(`${group}3`, 'lawyer'),
    ...links.map(([from, to, sort], index) => relation(`${group}r${index}`, `${group}${from}`, `${group}${to}`, sort)),
  ],
})

const nodes = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 8 }), at: fc.option(fc.record({ x: fc.nat(plane.width), y: fc.nat(plane.height) })) }), { selector: ({ id }) => id, maxLength: 40 }) // prettier-ignore

test('whoever has a place keeps it, and a newcomer moves nobody', () => {
  fc.assert(
    fc.property(nodes, fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 30 }), (given, ends) => {
      const links = ends.flatMap(([a, b]) => (given[a] && given[b] ? [[given[a].id, given[b].id] as const] : []))
      const places = settle(given, links)
      for (const { id, at } of given) {
        const place = places.get(id)!
        if (at) expect(place).toEqual(at)
        expect(place.x >= 0 && place.x <= plane.width && place.y >= 0 && place.y <= plane.height).toBe(true)
      }
      const more = settle([...given, { id: 'the newcomer', at: null }], links)
      for (const { id } of given) expect(more.get(id)).toEqual(places.get(id))
      expect(settle(given, links)).toEqual(places)
    }),
  )
})

test('five hundred cards without a place do not lie on each other', () => {
  const places = [
    ...settle(
      Array.from({ length: 500 }, (_, index) => ({ id: `n${index}`, at: null })),
      [],
    ).values(),
  ]
  for (const [index, one] of places.entries())
    for (const other of places.slice(index + 1)) expect(Math.abs(one.x - other.x) >= 200 || Math.abs(one.y - other.y) >= 60).toBe(true)
})

test('a card without a place stands near what it is linked to', () => {
  const places = settle([{ id: 'a', at: { x: 700, y: 600 } }, { id: 'b', at: null }, { id: 'c', at: null }], [['a', 'b']]) // prettier-ignore
  const away = (id: string) => Math.hypot(places.get(id)!.x - 700, places.get(id)!.y - 600)
  expect(away('b')).toBeLessThan(400)
  expect(away('c')).toBeGreaterThan(1000)
})

const boxes = fc.array(fc.record({ width: fc.integer({ min: 60, max: 220 }), height: fc.integer({ min: 40, max: 90 }) }), { minLength: 1, maxLength: 12 }) // prettier-ignore
const meet = (a: Place, b: Place, first: Box, second: Box) =>
  Math.abs(a.x - b.x) < (first.width + second.width) / 2 - 1 && Math.abs(a.y - b.y) < (first.height + second.height) / 2 - 1

test('a layout has no overlap, is finite, and is the same every time', () => {
  fc.assert(
    fc.property(boxes, fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 14 }), (given, ends) => {
      const links = ends.filter(([a, b]) => a !== b && a < given.length && b < given.length)
      const places = layOut(given, links, { squeeze: 1.8, gap: 80 })
      expect(layOut(given, links, { squeeze: 1.8, gap: 80 })).toEqual(places)
      places.forEach((place, index) => {
        expect(Number.isFinite(place.x) && Number.isFinite(place.y)).toBe(true)
        for (let other = index + 1; other < places.length; other++)
          expect(meet(place, places[other]!, given[index]!, given[other]!)).toBe(false)
      })
      const frame = { width: 1824, height: 700 }
      for (const [index, { x, y }] of fitInto(places, given, frame, 20).entries()) {
        const { width, height } = given[index]!
        expect(x >= width / 2 - 1 && x <= frame.width - width / 2 + 1 && y >= height / 2 - 1 && y <= frame.height - height / 2 + 1).toBe(
          true,
        )
      }
    }),
    { numRuns: 40 },
  )
})

test('several tries read better than the first one', () => {
  const ring = Array.from({ length: 10 }, () => ({ width: 200, height: 110, anchor: -30, radius: 26 }))
  const links = [...ring.keys()].flatMap((index) => [[index, (index + 3) % 10], [index, (index + 1) % 10]] as [number, number][]) // prettier-ignore
  const frame = { width: 1824, height: 700 }
  const hardness = (tries: number) => hardnessOf(layOutIn(frame, ring, links, 60, tries), ring, links, frame)
  expect(hardness(12)).toBeLessThanOrEqual(hardness(1))
  expect(hardnessOf([...ring.keys()].map(() => ({ x: 900, y: 300 })), ring, links, frame)).toBeGreaterThan(hardness(12)) // prettier-ignore
})

test('a link ends outside its boxes, and its word covers neither end', () => {
  const box = { width: 188, height: 60 }
  const line = lineBetween({ x: 0, y: 0 }, { x: 600, y: 0 }, [box, box], 0, 14)
  expect(line.at(0).x).toBeGreaterThanOrEqual(94)
  expect(line.head[0].x).toBeLessThanOrEqual(506)
  expect(spotsOf(line, { width: 100, height: 28 })[0]!.y).toBe(0)
  const short = lineBetween({ x: 0, y: 0 }, { x: 260, y: 0 }, [box, box], 0, 14)
  expect(Math.abs(spotsOf(short, { width: 100, height: 28 })[0]!.y)).toBeGreaterThan(14)
  expect(styleOf(2, true)).toEqual(styleOf(0, true))
  for (let index = 0; index < 6; index++) expect(styleOf(index, false)).not.toEqual(styleOf(index, true))
})

test('groups that draw the same link in the same way are counted on one line; another way is another line', () => {
  const groups = [table('A', ['1', '2', 'supplies'], ['1', '3', 'corrupts']), table('B', ['1', '2', 'supplies']), table('C', ['1', '2', 'protects'])] // prettier-ignore
  const { nodes: found, links } = mergedNetwork(mergeGroups(groups, exercise, []), setting, exercise, 'en')
  expect(found.map((node) => node.groups)).toEqual([3, 3, 3])
  expect(links.map(({ sort, groups: count }) => [sort?.code, count]).sort()).toEqual([['corrupts', 1], ['protects', 1], ['supplies', 2]]) // prettier-ignore
})

test('a link whose ends were joined into one is left out, and so is one whose end was set aside', () => {
  const groups = [table('A', ['1', '2', 'supplies'], ['2', '3', 'protects'])]
  const by = { at: 0, by: 'x', undone: false }
  const joined = mergeGroups(groups, exercise, [{ ...by, id: 'd1', act: 'join', keys: ['A:A1', 'A:A2'] }])
  expect(mergedNetwork(joined, setting, exercise, 'en').links.map((link) => link.sort?.code)).toEqual(['protects'])
  const aside = mergeGroups(groups, exercise, [{ ...by, id: 'd1', act: 'set-aside', key: 'A:A3' }])
  expect(mergedNetwork(aside, setting, exercise, 'en').links.map((link) => link.sort?.code)).toEqual(['supplies'])
})

test('the wall shows eight nodes at most, says how many more there are, and dashes what is missing; paper has room for fourteen', () => {
  const many = Array.from({ length: 20 }, (_, index) => ({ ...actor(`n${index}`, 'core'), fields: { ...actor(`n${index}`, 'core').fields, markets: [] } })) // prettier-ignore
  const merged = mergeGroups([{ group: 'A', cards: [...many, relation('r', 'n0', 'n1', 'supplies')] }], exercise, [])
  const draw = (canvas: CanvasOf<'network'>) => figureOf(merged, canvas, exercise, 'en', 'dark')!
  const { shapes } = draw(setting)
  const circles = (all: typeof shapes) => all.filter((shape) => shape.is === 'circle')
  expect(circles(shapes)).toHaveLength(8)
  expect(shapes.some((shape) => shape.is === 'text' && shape.text === 'and 12 more')).toBe(true)
  expect(circles(figureOf(merged, setting, exercise, 'en', 'light')!.shapes)).toHaveLength(14)
  expect(shapes.flatMap((shape) => (shape.is === 'text' ? shape.size : [])).every((size) => size >= 28)).toBe(true)
  const dashed = (one: ReturnType<typeof draw>) => one.shapes.some((shape) => shape.is === 'path' && shape.look.dash !== undefined)
  expect([dashed({ ...draw(setting) }), dashed(draw({ ...setting, missing: 'supplies' }))]).toEqual([false, true])
})

test('a node is finished when a whole link leads from it or to it', () => {
  const { cards } = table('A', ['1', '2', 'supplies'])
  const half = { ...relation('h', 'A3', 'A1', 'supplies'), fields: { from: { card: 'A3' }, to: null, sort: null, note: '' } }
  expect(progressOf([...cards, half, relation('loop', 'A3', 'A3', 'supplies')], setting)).toEqual({ finished: 2, of: 3 })
})

test('a place off the plane is brought back to its edge; what is no place reads as none', () => {
  const field = { id: 'at', label: { en: 'at', ru: 'at' }, type: 'position' } as const
  expect(position.read({ x: -5, y: 9e9 }, field)).toEqual({ x: 0, y: plane.height })
  for (const junk of [{ x: 1 }, { x: NaN, y: 0 }, '1,2', [1, 2], null]) expect(position.read(junk, field)).toBeNull()
})

test('a long title is broken between words and ends in an ellipsis', () => {
  const lines = linesOf('Officials who warn of checks at the crossing points of the northern border', 28, 300, 2)
  expect(lines).toHaveLength(2)
  expect(lines[1]).toMatch(/…$/)
  for (const line of lines) expect(widthOf(line, 28)).toBeLessThanOrEqual(300)
  expect(linesOf('Short', 28, 300, 2)).toEqual(['Short'])
})
