import { beforeAll, describe, expect, test } from 'vitest'
import { loadExercise } from '../../server/exercises/load.ts'
import { figureOf } from '../../shared/canvases/catalogue.ts'
import type { CanvasSetting, Exercise, Field } from '../../shared/exercise/exercise.ts'
import { initialOf, readField } from '../../shared/fields/catalogue.ts'
import type { Card } from '../../shared/fields/values.ts'
import { translator } from '../../shared/i18n/messages.ts'
import type { Merged } from '../../shared/merge/cluster.ts'
import { offersFor } from '../../shared/merge/givens.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { clusterTitle } from '../../shared/merge/in-words.ts'
import { titleIn } from '../../shared/report/wording.ts'

/** An exercise whose every canvas names its cards by a place, and two groups that both named Osh. */
let exercise: Exercise
let merged: Merged
const label = { en: 'Field', ru: 'Поле' }
const extra: readonly Field[] = [
  { id: 'parent', label, type: 'link', to: 'hotspot' },
  { id: 'dots', label, type: 'dots', each: 5 },
  { id: 'at', label, type: 'position' },
  { id: 'pillar', label, type: 'choice', from: 'pillars', own: false },
  { id: 'row', label, type: 'link', to: 'hotspot' },
  { id: 'scale', label, type: 'rating', of: 5, scale: [label, label, label, label, label] },
]

beforeAll(async () => {
  const [routes, responses] = await Promise.all(['routes', 'response-mapping'].map((name) => loadExercise(`exercises/${name}`)))
  if (!routes || !responses || 'problems' in routes || 'problems' in responses) throw new Error('An exercise has problems.')
  const kind = routes.exercise.kinds['hotspot']!
  exercise = {
    ...routes.exercise,
    vocabularies: { ...routes.exercise.vocabularies, ...responses.exercise.vocabularies },
    kinds: {
      ...routes.exercise.kinds,
      hotspot: { ...kind, sameWhen: ['place'], fields: { ...kind.fields, ...Object.fromEntries(extra.map((field) => [field.id, field])) } },
    },
    gives: { spots: { kind: 'hotspot', most: 5 } },
    given: { hotspot: 'spots' },
  }
  const said: Readonly<Record<string, unknown>> = { place: 'osh', sort: 'storage', dots: '+++', pillar: 'prevent', row: 'osh', scale: 4 }
  const fields = Object.values(exercise.kinds['hotspot']!.fields)
  const card: Card = {
    id: 'osh',
    kind: 'hotspot',
    order: 0,
    fields: Object.fromEntries(
      fields.map((field) => [field.id, field.id === 'dots' ? 3 : field.id in said ? readField(said[field.id], field) : initialOf(field)]),
    ),
  }
  merged = mergeGroups([{ group: 'A', cards: [card] }, { group: 'B', cards: [card] }], exercise, []) // prettier-ignore
})

const kind = 'hotspot'
const canvases: readonly CanvasSetting[] = [
  { type: 'statement', kind, text: 'place' },
  { type: 'checklist', kind, mark: 'sort' },
  { type: 'tree', kind, parent: 'parent' },
  { type: 'matrix', kind, rows: 'row', columns: 'pillar' },
  { type: 'network', kind, links: 'route', from: 'market', to: 'market', at: 'at' },
  { type: 'map', kind, also: [], map: 'central-asia-caucasus' },
  { type: 'vote', kind, way: 'dots', by: 'dots' },
]

describe('a card that is named by its place', () => {
  test.each(canvases)('is called in the language of the picture on the canvas $type', (canvas) => {
    for (const [language, name, other] of [['en', 'Osh', 'Ош'], ['ru', 'Ош', 'Osh']] as const) {
      const figure = figureOf(merged, canvas, exercise, language, 'dark') ?? figureOf(merged, canvas, exercise, language, 'light')
      const words = figure?.shapes.flatMap((shape) => (shape.is === 'text' ? shape.text : [])).join(' ')
      expect(words).toContain(name)
      expect(words).not.toContain(other)
    }
  }) // prettier-ignore

  test('is called so in the plenary, at the merge desk, in the report and when it is handed on', () => {
    const [cluster] = merged.clusters
    for (const [language, name] of [['en', 'Osh'], ['ru', 'Ош']] as const) {
      expect(clusterTitle(cluster!, exercise, language)).toBe(name)
      expect(titleIn(cluster!, exercise, { t: translator(language), language })).toBe(name)
      expect(offersFor(exercise, [{ exercise, merged }], language)[0]?.words).toBe(name)
    }
  }) // prettier-ignore
})
