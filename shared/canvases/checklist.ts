import type { Figure, Shape } from '../report/figures/figure.ts'
import type { Canvas } from './canvas.ts'
import { answersOf, linesOf, type Answer, type Line } from './parts/checklist-lines.ts'
import { isSaid } from './parts/said.ts'
import { unlettered } from './parts/wall.ts'
import { checklistPages } from './parts/wall-checklist.ts'
import { shorten, widthOf } from './parts/words.ts'

/** A line for each term that names the kind's cards, with an answer. A card is finished when its line is answered. */
export const checklist: Canvas<'checklist'> = {
  type: 'checklist',
  needs: (setting) => [
    { kind: setting.kind, field: setting.mark, types: ['choice', 'flag'] },
    ...(setting.note === undefined ? [] : [{ kind: setting.kind, field: setting.note, types: ['line', 'text'] }]),
  ],
  otherKinds: () => [],
  progress(cards, setting) {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.filter((card) => isSaid(card.fields[setting.mark])).length, of: own.length }
  },
  figure(merged, setting, exercise, language, look) {
    const kind = exercise.kinds[setting.kind]
    const mark = kind?.fields[setting.mark]
    const kept = merged.clusters.filter((cluster) => !cluster.setAside && cluster.kind === setting.kind)
    if (look === 'dark') return checklistPages({ merged, setting, exercise, language, ...unlettered })[0] ?? null
    if (!kind || !mark || kept.length === 0) return null
    return draw(linesOf(kept, setting, exercise, language), answersOf(mark, exercise, language), merged.groups.length)
  },
  /** Every line of the list, and how many groups answered it; lines that find no room go on on further pages. */
  wall: checklistPages,
}

/** On paper; the wall is drawn by `wall-checklist`. */
const look = {
  ...{ width: 1200, label: 520, row: 48, bar: 34, size: 24, legend: 56, empty: '#F1ECE2', ink: '#20242A', ink2: '#474C54' },
  fills: [
    { fill: '#0E5568', ink: '#FFFFFF' },
    { fill: '#9CC3CB', ink: '#20242A' },
    { fill: '#DFC9A5', ink: '#20242A' },
    { fill: '#B9B3A7', ink: '#20242A' },
    { fill: '#62666D', ink: '#FFFFFF' },
  ],
} as const

function draw(lines: readonly Line[], answers: readonly Answer[], groups: number): Figure {
  const shapes = lines.flatMap((line, at) => lineShapes(line, answers, groups, look.legend + at * look.row))
  return { width: look.width, height: look.legend + lines.length * look.row + 8, shapes: [...legendShapes(answers), ...shapes] }
}

function legendShapes(answers: readonly Answer[]): Shape[] {
  const shapes: Shape[] = []
  let x = look.label
  for (const [index, { label }] of answers.entries()) {
    const { fill } = look.fills[index % look.fills.length]!
    shapes.push({ is: 'rect', x, y: 8, width: look.size, height: look.size, radius: 4, look: { fill } })
    shapes.push(text(label, x + look.size + 10, 8 + look.size * 0.86, look.size, 'start', look.ink2, 400))
    x += look.size + 10 + widthOf(label, look.size) + 28
  }
  return shapes
}

function lineShapes(line: Line, answers: readonly Answer[], groups: number, y: number): Shape[] {
  const { label, width, size, row } = look
  const bar = Math.min(look.bar, row - 10)
  const top = y + (row - bar) / 2
  const base = y + row / 2 + size * 0.36
  const each = (width - label) / Math.max(1, groups)
  const shapes: Shape[] = [
    text(shorten(line.label, size, label - 32), 0, base, size, 'start', look.ink, 600),
    { is: 'rect', x: label, y: top, width: width - label, height: bar, radius: 6, look: { fill: look.empty } },
  ]
  let x = label
  for (const [index, { code }] of answers.entries()) {
    const count = line.counts.get(code) ?? 0
    if (count === 0) continue
    const { fill, ink } = look.fills[index % look.fills.length]!
    shapes.push({ is: 'rect', x, y: top, width: each * count - 3, height: bar, radius: 6, look: { fill } })
    shapes.push(text(String(count), x + (each * count - 3) / 2, base, size, 'middle', ink, 700))
    x += each * count
  }
  return shapes
}

function text(words: string, x: number, y: number, size: number, anchor: 'start' | 'middle', fill: string, weight: 400 | 600 | 700): Shape {
  return { is: 'text', x, y, text: words, size, weight, anchor, look: { fill } }
}
