import { translator } from '../../i18n/messages.ts'
import type { Figure, Shape } from '../../report/figures/figure.ts'
import type { Scene } from '../canvas.ts'
import { answersOf, wholeList, type Answer, type Line } from './checklist-lines.ts'
import { linesIn, widthOf } from './fit-text.ts'
import { boxAt, linesAt, textAt } from './paint.ts'
import { countDisc, dark, footLine, ownOf, pageOf, ruleAt, wall } from './wall.ts'

type Checklist = Scene<'checklist'>

const [head, foot, label, disc] = [76, 48, 900, 76]
/** More lines than these go on on further pages, as many on each. */
const most = 7
const fills = [
  { fill: '#7CC9D6', ink: '#14181D' },
  { fill: '#3C7480', ink: '#F4F0E7' },
  { fill: '#DFC9A5', ink: '#14181D' },
  { fill: '#565F69', ink: '#F4F0E7' },
  { fill: '#F4F0E7', ink: '#14181D' },
] as const

/** Every line of the list with how many groups answered it and how; what nobody answered is told as open. */
export function checklistPages(scene: Checklist): Figure[] {
  const { merged, setting, exercise, language } = scene
  const mark = exercise.kinds[setting.kind]?.fields[setting.mark]
  const own = ownOf(scene)
  if (!mark || own.length === 0) return []
  const t = translator(language)
  const lines = wholeList(own, setting, exercise, language)
  const pages = Math.ceil(lines.length / most)
  const each = Math.ceil(lines.length / pages)
  const row = Math.min(120, Math.floor((wall.height - head - foot) / each))
  const answers = answersOf(mark, exercise, language)
  const answered = lines.filter(({ counts }) => counts.size > 0).length
  return Array.from({ length: pages }, (_, page) => {
    const here = lines.slice(page * each, (page + 1) * each)
    const more = lines.length - page * each - here.length
    const notes = [...(more > 0 ? [t('plenary.more', { count: more })] : []), t('onWall.numberAnswered', { groups: merged.groups.length })]
    return pageOf([
      ...linesAt(0, head / 2 - 4, [t('onWall.answered', { n: answered, m: lines.length })], { size: wall.read + 4, fill: dark.ink, weight: 700 }),
      ...legendShapes(answers),
      ...here.flatMap((line, index) => lineShapes(line, answers, head + index * row, row, scene)),
      ...footLine(notes.join(' · ')),
    ])
  })
} // prettier-ignore

function legendShapes(answers: readonly Answer[]): Shape[] {
  const widths = answers.map((answer) => 46 + widthOf(answer.label, wall.name) + 32)
  const size = label + widths.reduce((sum, width) => sum + width, 0) <= wall.width ? wall.name : wall.text
  let x = label
  return answers.flatMap((answer, index) => {
    const at = x
    x += 46 + widthOf(answer.label, size) + 32
    return [
      boxAt(at, 16, 34, 34, { fill: fills[index % fills.length]!.fill }, 6),
      textAt(at + 46, 45, answer.label, { size, fill: dark.ink2 }),
    ]
  })
}

function lineShapes(line: Line, answers: readonly Answer[], y: number, row: number, { merged, language, beside }: Checklist): Shape[] {
  const groups = Math.max(1, merged.groups.length)
  const count = [...line.counts.values()].reduce((sum, one) => sum + one, 0)
  const given = linesIn(beside?.get(line.cluster ?? '') ?? '', label - disc - 24, wall.text, 1)
  const room = label - disc - 24
  const size = widthOf(line.label, wall.read) <= room || row > 100 ? wall.read : wall.name
  const words = linesIn(line.label, room, size, given.length > 0 || row < 80 ? 1 : 2)
  const middle = y + row / 2 - given.length * 16
  const bar = { y: y + 12, height: row - 24, width: wall.width - label }
  let x = label
  return [
    ruleAt(0, y, wall.width),
    ...countDisc(30, y + row / 2, count, 28),
    ...linesAt(disc, middle, words, { size, fill: count > 0 ? dark.ink : dark.ink2, weight: count > 0 ? 600 : 400 }),
    ...given.map((one) => textAt(disc, middle + size * 0.61 + 26, one, { size: wall.text, fill: dark.accent })),
    boxAt(label, bar.y, bar.width, bar.height, { fill: dark.card }, 8),
    ...(count === 0 ? linesAt(label + 20, y + row / 2, [translator(language)('onChecklist.notAnswered')], { size: wall.name, fill: dark.warn, weight: 600 }) : []),
    ...answers.flatMap(({ code }, index) => {
      const given = line.counts.get(code) ?? 0
      if (given === 0) return []
      const { fill, ink } = fills[index % fills.length]!
      const [at, width] = [x, (bar.width / groups) * given]
      x += width
      return [
        boxAt(at, bar.y, width - 4, bar.height, { fill }, 8),
        ...linesAt(at + (width - 4) / 2, y + row / 2, [String(given)], { size: wall.read, fill: ink, weight: 700, anchor: 'middle' }),
      ]
    }),
  ]
} // prettier-ignore
