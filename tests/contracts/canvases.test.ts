import { readdir } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import { canvases, figureOf, needsOf, progressOf } from '../../shared/canvases/catalogue.ts'
import type { CanvasSetting, Exercise, Step } from '../../shared/exercise/exercise.ts'
import { readField } from '../../shared/fields/catalogue.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { GroupCards } from '../../shared/merge/cluster.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { toSvg } from '../../shared/report/figures/to-svg.ts'

const others = new Set(['canvas', 'catalogue'])
const names = (await readdir('shared/canvases'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replace(/\.ts$/, ''))
  .filter((name) => !others.has(name))
const views = (await readdir('client/canvases')).filter((name) => name.endsWith('.svelte')).map((name) => name.slice(0, -7).toLowerCase())

let steps: { readonly exercise: Exercise; readonly step: Step }[]
beforeAll(async () => {
  const { exercises } = await loadExercises('exercises')
  steps = exercises.flatMap((exercise) => exercise.steps.map((step) => ({ exercise, step })))
  // The twin of every canvas shows the same cards, whether or not an exercise names it.
  const twins = steps.map(({ exercise, step }) => ({
    exercise,
    step: { ...step, canvas: { type: 'list', kind: step.canvas.kind } satisfies CanvasSetting },
  }))
  steps.push(...twins)
})

/** The sample of an exercise as its groups' cards. */
function sampleOf(exercise: Exercise): GroupCards[] {
  return exercise.sample.map(({ group, cards }) => ({
    group,
    cards: cards.map((card, index): Card => {
      const fields = Object.values(exercise.kinds[card.kind]!.fields).map((field) => [field.id, readField(card.fields[field.id], field)])
      return { id: card.id ?? `${group}-${index}`, kind: card.kind, order: index, fields: Object.fromEntries(fields) as Card['fields'] }
    }),
  }))
}

test('the catalogue, the core and the client say the same', () => {
  expect(Object.keys(canvases).sort()).toEqual([...names].sort())
  for (const name of names) expect(views).toContain(name)
})

describe.each(names)('the canvas %s', (name) => {
  const mine = () => steps.filter(({ step }) => step.canvas.type === name)

  test('is used by a step of an exercise with a sample', () => {
    expect(mine().length).toBeGreaterThan(0)
    for (const { exercise } of mine()) expect(exercise.sample.length).toBeGreaterThan(0)
  })

  test('needs only fields that its kind has, of the types that it names', () => {
    for (const { exercise, step } of mine())
      for (const { kind, field, types } of needsOf(step.canvas)) expect(types).toContain(exercise.kinds[kind]?.fields[field]?.type)
  })

  test('counts every card of its kind once, and finished ones among them', () => {
    for (const { exercise, step } of mine())
      for (const { cards } of sampleOf(exercise)) {
        const { finished, of } = progressOf(cards, step.canvas)
        expect(of).toBe(cards.filter((card) => card.kind === step.canvas.kind).length)
        expect(finished).toBeLessThanOrEqual(of)
        expect(progressOf([], step.canvas)).toEqual({ finished: 0, of: 0 })
        const untouched = cards.map((card) => ({ ...card, fields: Object.fromEntries(Object.keys(card.fields).map((id) => [id, null])) }))
        if (needsOf(step.canvas).length > 0) expect(progressOf(untouched, step.canvas).finished).toBe(0)
      }
  })

  test('draws the merged sample in both languages and looks without a number that is none, and an empty board as well', () => {
    for (const { exercise, step } of mine())
      for (const groups of [sampleOf(exercise), []]) {
        const merged = mergeGroups(groups, exercise, [])
        for (const language of ['en', 'ru'] as const)
          for (const look of ['light', 'dark'] as const) {
            const figure = figureOf(merged, step.canvas, exercise, language, look)
            if (figure === null) continue
            const svg = toSvg(figure, 'Figure')
            expect(svg).not.toMatch(/NaN|undefined|Infinity/)
            expect(svg).toMatch(/^<svg[\s\S]*<\/svg>\s*$/)
          }
      }
  })

  test('draws another picture when the boards say something else', () => {
    for (const { exercise, step } of mine()) {
      const groups = sampleOf(exercise)
      const first = figureOf(mergeGroups(groups, exercise, []), step.canvas, exercise, 'en', 'light')
      if (first === null) continue
      const changed = groups.slice(0, 1)
      expect(figureOf(mergeGroups(changed, exercise, []), step.canvas, exercise, 'en', 'light')).not.toEqual(first)
    }
  })
})
