import { beforeAll, describe, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import { wallOf } from '../../shared/canvases/catalogue.ts'
import { hatchIn } from '../../shared/canvases/parts/hatch.ts'
import { narrowingsOf } from '../../shared/canvases/parts/narrow.ts'
import type { Exercise, Step } from '../../shared/exercise/exercise.ts'
import { readField } from '../../shared/fields/catalogue.ts'
import type { Card, Value } from '../../shared/fields/values.ts'
import type { GroupCards } from '../../shared/merge/cluster.ts'
import { clusterTitle } from '../../shared/merge/in-words.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import type { Figure } from '../../shared/report/figures/figure.ts'
import { withManyTables } from '../kit/many-tables.ts'
import { canvasSteps } from '../screens/canvases.ts'

/** What a full room sees: twelve tables with most of the sample's cards each. */
let exercises: readonly Exercise[]
beforeAll(async () => {
  exercises = (await loadExercises('exercises')).exercises.map((exercise) => withManyTables(exercise, 12))
})

const letters = new Map([...'abcdefghijkl'].map((group) => [group, group.toUpperCase()]))
const textsOf = (figure: Figure) => figure.shapes.flatMap((shape) => (shape.is === 'text' ? shape.text : []))

function roomAt(called: string): { exercise: Exercise; step: Step; groups: GroupCards[] } {
  const at = canvasSteps[called]!
  const exercise = exercises.find(({ id }) => id === at.exercise)!
  const groups = exercise.sample.map(({ cards }, table) => ({
    group: [...letters.keys()][table]!,
    cards: cards.map((card, index): Card => {
      const fields = Object.values(exercise.kinds[card.kind]!.fields).map((field): [string, Value] => [field.id, readField(card.fields[field.id], field)]) // prettier-ignore
      return { id: card.id ?? `${table}-${index}`, kind: card.kind, order: index, fields: Object.fromEntries(fields) }
    }),
  }))
  return { exercise, step: exercise.steps.find(({ id }) => id === at.step)!, groups }
}

test.each(['map', 'network', 'matrix', 'tree', 'table', 'list', 'columns', 'grid', 'checklist'])(
  'on the wall of the canvas %s it is told what the room gave to an entry',
  (called) => {
    const { exercise, step, groups } = roomAt(called)
    const merged = mergeGroups(groups, exercise, [])
    const beside = new Map(merged.clusters.map(({ id }) => [id, '32 dots']))
    const told = (given: ReadonlyMap<string, string>) =>
      textsOf(wallOf(merged, step, exercise, 'en', letters, given)[0]!).filter((text) => text.includes('32 dots')).length
    expect(told(beside)).toBeGreaterThan(2)
    expect(told(new Map())).toBe(0)
  },
)

test('the checklist on the wall has every line of its list, and says which nobody answered', () => {
  const { exercise, step, groups } = roomAt('checklist')
  const pages = wallOf(mergeGroups(groups, exercise, []), step, exercise, 'en', letters)
  const texts = pages.flatMap(textsOf)
  for (const { label } of exercise.vocabularies['cross-cutting']!.terms) expect(texts).toContain(label.en)
  expect(texts.filter((text) => text === 'not answered')).toHaveLength(7)
  expect(textsOf(pages[0]!)).toContain('Answered: 4 of 11')
})

describe('the tree on the wall', () => {
  test('has three levels; what lies deeper is counted where it hangs, and stands in the list after it', () => {
    const { exercise, step } = roomAt('tree')
    const problem = (id: string, parent: string | null, level: string): Card => ({
      ...{ id, kind: 'problem', order: 0 },
      fields: { name: { own: `Problem ${id}` }, parent: parent === null ? null : { card: parent }, level: { code: level }, note: '' },
    })
    const cards = [
      problem('root', null, 'core'),
      problem('cause', 'root', 'cause'),
      problem('deep', 'cause', 'cause'),
      problem('deeper', 'deep', 'cause'),
      problem('deepest', 'deeper', 'cause'),
    ]
    const merged = mergeGroups([{ group: 'a', cards }], exercise, [])
    const pages = wallOf(merged, step, exercise, 'en', letters)
    const [picture, list] = pages.map((page) => textsOf(page).join('\n'))
    expect(picture).toContain('Below it: 2')
    expect(picture).not.toContain('deeper')
    expect(list).toContain('Problem deeper')
    expect(list).toContain('Problem deepest')
  })
})

test('the map turns to what fewer tables drew on its further pages, each mark large on one of them', () => {
  const { exercise, step, groups } = roomAt('map')
  const pages = wallOf(mergeGroups(groups, exercise, []), step, exercise, 'ru', letters)
  expect(pages.length).toBeGreaterThan(1)
  const counts = pages.map((page) => page.shapes.flatMap((shape) => (shape.is === 'text' && shape.size === 52 ? Number(shape.text) : [])))
  expect(counts.flat()).toEqual(counts.flat().toSorted((a, b) => b - a))
  expect(textsOf(pages[0]!)).toContain(`и ещё ${counts.flat().length - counts[0]!.length}`)
})

test('the network on the wall is narrowed to one market, says to which, and is whole again where nothing has it', () => {
  const { exercise, step, groups } = roomAt('network')
  const merged = mergeGroups(groups, exercise, [])
  const all = narrowingsOf(merged, step.canvas, exercise, 'en')
  expect(all.length).toBeGreaterThan(2)
  expect(all.map(({ clusters }) => clusters)).toEqual(all.map(({ clusters }) => clusters).toSorted((one, two) => two - one))
  const { kind } = step.canvas
  const own = merged.clusters.filter((cluster) => cluster.kind === kind && !cluster.setAside)
  const one = all.find(({ clusters }) => clusters < own.length)!
  const shown = (only?: string) => wallOf(merged, step, exercise, 'en', letters, new Map(), only).flatMap(textsOf)
  expect(shown(one.key)).toContain(`Only: ${one.label}`)
  const [inside, outside] = [true, false].map((has) =>
    own.filter((cluster) => {
      const field = cluster.fields['markets']
      return (field?.type === 'counts' && field.counts.some(({ code }) => code === one.key)) === has
    }),
  )
  const isNamed = (texts: readonly string[], name: string) => texts.join(' ').includes(name.split(' ').slice(0, 2).join(' '))
  const names = (clusters: typeof own) => clusters.map((cluster) => clusterTitle(cluster, exercise, 'en'))
  const text = shown(one.key)
  expect(names(inside!).filter((name) => !isNamed(text, name))).toEqual([])
  const only = names(outside!).filter((name) => !names(inside!).some((other) => isNamed([other], name)))
  expect(only.length).toBeGreaterThan(0)
  expect(only.filter((name) => isNamed(text, name))).toEqual([])
  expect(shown('nowhere')).toEqual(shown())
  expect(shown().some((words) => words.startsWith('Only:'))).toBe(false)
})

test('a hatch stays inside its area', () => {
  const area = { x: 10, y: 20, width: 90, height: 40 }
  const [shape] = hatchIn(area, 12, '#FFFFFF')
  const numbers = (shape?.is === 'path' ? shape.d : '').match(/-?[\d.]+/g)!.map(Number)
  numbers.forEach((value, index) => {
    const [least, most] = index % 2 === 0 ? [area.x, area.x + area.width] : [area.y, area.y + area.height]
    expect(value).toBeGreaterThanOrEqual(least)
    expect(value).toBeLessThanOrEqual(most)
  })
})
