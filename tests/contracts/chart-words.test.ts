import { expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import { grid } from '../../shared/canvases/grid.ts'
import { widthOf } from '../../shared/canvases/parts/fit-text.ts'
import { languages } from '../../shared/i18n/language.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import type { Shape } from '../../shared/report/figures/figure.ts'

const { exercises } = await loadExercises('exercises')
const charts = exercises.flatMap((exercise) =>
  exercise.steps.flatMap(({ id, canvas }) => (canvas.type === 'grid' ? [{ exercise, id, setting: canvas }] : [])),
)
type Words = Extract<Shape, { is: 'text' }>
const leftOf = ({ x, anchor, text, size }: Words) => x - widthOf(text, size) * { start: 0, middle: 0.5, end: 1 }[anchor]

test('there are charts of two ratings', () => expect(charts.length).toBeGreaterThan(1))

test.for(
  charts.flatMap((chart) => languages.map((language) => ({ ...chart, language, name: `${chart.exercise.id}/${chart.id} ${language}` }))),
)('the words of a chart stand within it and beside each other: $name', ({ exercise, setting, language }) => {
  const figure = grid.figure(mergeGroups([], exercise, []), setting, exercise, language, 'light')!
  const words = figure.shapes.filter((shape) => shape.is === 'text')
  for (const one of words) {
    expect(leftOf(one), one.text).toBeGreaterThanOrEqual(0)
    expect(leftOf(one) + widthOf(one.text, one.size), one.text).toBeLessThanOrEqual(figure.width)
    expect(one.y, one.text).toBeLessThan(figure.height)
  }
  const inOneLine = Object.values(Object.groupBy(words, ({ y }) => y)).map((line) => line!.toSorted((a, b) => leftOf(a) - leftOf(b)))
  for (const line of inOneLine)
    line.forEach((one, at) => {
      const next = line[at + 1]
      if (next) expect(leftOf(one) + widthOf(one.text, one.size), one.text).toBeLessThanOrEqual(leftOf(next))
    })
})
