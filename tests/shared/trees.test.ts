import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import { cellRowsOf } from '../../shared/canvases/parts/cells.ts'
import { linesIn, widthOf } from '../../shared/canvases/parts/fit-text.ts'
import { forestOf, walk, type Branch } from '../../shared/canvases/parts/forest.ts'
import { levelUnder, sideOf } from '../../shared/canvases/parts/levels.ts'
import { layTree } from '../../shared/canvases/parts/tree-layout.ts'
import type { CanvasOf, Exercise } from '../../shared/exercise/exercise.ts'
import type { Card, Value } from '../../shared/fields/values.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'

interface Item {
  readonly id: string
  readonly parent: string | null
}
/** Any parents at all: chains, circles, a card under itself, parents that are not there. */
const items = fc
  .array(fc.option(fc.integer({ min: 0, max: 25 }), { nil: null }), { maxLength: 20 })
  .map((parents) => parents.map((parent, index): Item => ({ id: `c${index}`, parent: parent === null ? null : `c${parent}` })))
const forest = (given: readonly Item[]) => forestOf(given, (item) => item.parent)
const parentsIn = (roots: readonly Branch<Item>[]) =>
  new Map(walk(roots).flatMap(({ item, below }) => below.map((child) => [child.item.id, item.id] as const)))

/** Whether an item's parents lead back to it. */
function isInCircle(item: Item, given: readonly Item[]): boolean {
  let at = item.parent
  for (let steps = 0; at !== null && steps <= given.length; steps++) {
    if (at === item.id) return true
    at = given.find(({ id }) => id === at)?.parent ?? null
  }
  return false
}

describe('a forest', () => {
  test('holds every card exactly once, whatever the parents say', () => {
    fc.assert(
      fc.property(items, (given) => {
        const ids = walk(forest(given)).map(({ item }) => item.id)
        expect(ids.toSorted()).toEqual(given.map(({ id }) => id).toSorted())
      }),
    )
  })

  test('keeps every parent but one in each circle, where the first card becomes a root', () => {
    fc.assert(
      fc.property(items, (given) => {
        const parents = parentsIn(forest(given))
        for (const item of given) {
          const known = given.some(({ id }) => id === item.parent)
          const kept = parents.get(item.id) ?? null
          if (kept !== (known ? item.parent : null)) {
            expect(kept).toBeNull()
            expect(isInCircle(item, given)).toBe(true)
          }
        }
      }),
    )
    const two: Item[] = [
      { id: 'tail', parent: 'b' },
      { id: 'a', parent: 'b' },
      { id: 'b', parent: 'a' },
    ]
    expect(forest(two).map(({ item }) => item.id)).toEqual(['a'])
  })

  test('keeps the order of siblings', () => {
    fc.assert(
      fc.property(items, (given) => {
        const place = (branch: Branch<Item>) => given.indexOf(branch.item)
        const roots = forest(given)
        for (const siblings of [roots, ...walk(roots).map(({ below }) => below)])
          expect(siblings.map(place)).toEqual(siblings.map(place).toSorted((a, b) => a - b))
      }),
    )
  })

  test('is laid out with no two cards on one spot, children one column further and parents among them', () => {
    fc.assert(
      fc.property(items, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (given, coins) => {
        const { spots, rows } = layTree(forest(given), (_root, item) => (coins[given.indexOf(item)] ? 'after' : 'before'))
        expect(new Set(spots.map(({ column, at }) => `${column} ${at}`)).size).toBe(given.length)
        for (const spot of spots) {
          expect(spot.at).toBeGreaterThanOrEqual(0)
          expect(spot.at).toBeLessThanOrEqual(Math.max(0, rows - 1))
          if (spot.from) expect(Math.abs(spot.column)).toBe(Math.abs(spot.from.column) + 1)
        }
      }),
    )
  })
})

describe('levels', () => {
  const codes = ['effect', 'core', 'cause']
  test('a new card gets the next term, or on the other side the one before; the last goes on', () => {
    expect(levelUnder(codes, 'core', 'after')).toBe('cause')
    expect(levelUnder(codes, 'cause', 'after')).toBe('cause')
    expect(levelUnder(codes, 'core', 'before')).toBe('effect')
    expect(levelUnder(codes, 'effect', 'before')).toBe('effect')
    expect(levelUnder(codes, null, 'after')).toBeNull()
    expect(levelUnder(codes, 'unheard-of', 'after')).toBeNull()
  })
  test('what comes before its root stands before it', () => {
    expect(sideOf(codes, 'core', 'effect')).toBe('before')
    expect(sideOf(codes, 'core', 'cause')).toBe('after')
    expect(sideOf(codes, null, 'effect')).toBe('after')
  })
})

test('lines fit their width and their number, and lose nothing that had room', () => {
  const words = fc.array(fc.stringMatching(/^[a-zа-я]{1,14}$/u), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(words, fc.integer({ min: 80, max: 900 }), fc.integer({ min: 1, max: 3 }), (given, width, most) => {
      const lines = linesIn(given.join(' '), width, 24, most)
      expect(lines.length).toBeLessThanOrEqual(most)
      for (const line of lines) expect(widthOf(line, 24)).toBeLessThanOrEqual(width + 0.001)
      if (!lines.some((line) => line.endsWith('…'))) expect(lines.join(' ')).toBe(given.join(' '))
    }),
  )
})

describe('the cells of a merged matrix', () => {
  let exercise: Exercise
  beforeAll(async () => {
    exercise = (await loadExercises('exercises')).exercises.find(({ id }) => id === 'response-mapping')!
  })
  const setting: CanvasOf<'matrix'> = { type: 'matrix', kind: 'response', rows: 'threat', columns: 'pillar', value: 'strength' }
  const card = (id: string, kind: string, fields: Record<string, Value>): Card => ({ id, kind, order: 0, fields })
  const response = (id: string, threat: string, strength: Value) =>
    card(id, 'response', { name: id, threat: { card: threat }, pillar: { code: 'pursue' }, strength })
  const threat = (id: string) => card(id, 'threat', { name: { code: 'HE' } })
  const pursue = (groups: readonly { group: string; cards: readonly Card[] }[]) =>
    cellRowsOf(mergeGroups(groups, exercise, []), setting, exercise)[0]!.cells[1]!

  test('count groups and not cards, and take one value from each', () => {
    const cell = pursue([
      { group: 'A', cards: [threat('t'), response('a', 't', 1), response('b', 't', 1), response('c', 't', 1)] },
      { group: 'B', cards: [threat('u'), response('d', 'u', 5)] },
      { group: 'C', cards: [threat('v'), response('e', 'v', 'unknown')] },
    ])
    expect(cell).toEqual({ groups: ['A', 'B', 'C'], asked: 3, median: 3, gap: false })
  })

  test('are a gap where nothing is or where it is weak, and no gap where nobody could say', () => {
    expect(pursue([{ group: 'A', cards: [threat('t')] }]).gap).toBe(true)
    expect(pursue([{ group: 'A', cards: [threat('t'), response('a', 't', 2)] }]).gap).toBe(true)
    expect(pursue([{ group: 'A', cards: [threat('t'), response('a', 't', 3)] }]).gap).toBe(false)
    expect(pursue([{ group: 'A', cards: [threat('t'), response('a', 't', 'unknown')] }]).gap).toBe(false)
  })
})
