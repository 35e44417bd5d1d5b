import type { Exercise, Field, Term } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import { translator } from '../i18n/messages.ts'
import type { Cluster } from '../merge/cluster.ts'
import { titleOfCluster } from '../merge/titles.ts'
import type { Figure, Shape } from '../report/figures/figure.ts'
import type { Canvas } from './canvas.ts'
import { isSaid } from './parts/said.ts'
import { shorten, widthOf } from './parts/words.ts'

/** A line for each term that names the kind's cards, with an answer. A card is finished when its line is answered. */
export const checklist: Canvas<'checklist'> = {
  type: 'checklist',
  needs: (setting) => [
    { kind: setting.kind, field: setting.mark, types: ['choice', 'flag'] },
    ...(setting.note === undefined ? [] : [{ kind: setting.kind, field: setting.note, types: ['line', 'text'] }]),
  ],
  otherKinds: () => [],
  takes: 'whole',
  progress(cards, setting) {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.filter((card) => isSaid(card.fields[setting.mark])).length, of: own.length }
  },
  figure(merged, setting, exercise, language, look) {
    const kind = exercise.kinds[setting.kind]
    const mark = kind?.fields[setting.mark]
    const kept = merged.clusters.filter((cluster) => !cluster.setAside && cluster.kind === setting.kind)
    if (!kind || !mark || kept.length === 0) return null
    const terms = termsOf(kind.fields[kind.titleField], exercise)
    const lines = [...kept]
      .sort((a, b) => placeOf(a, terms) - placeOf(b, terms))
      .map((cluster) => lineOf(cluster, exercise, setting.mark, language))
    return draw(lines, answersOf(mark, exercise, language), merged.groups.length, looks[look])
  },
}

const looks = {
  light: {
    ...{ width: 1200, label: 520, row: 48, bar: 34, size: 24, legend: 56, height: null, empty: '#F1ECE2', ink: '#20242A', ink2: '#474C54' },
    fills: [
      { fill: '#0E5568', ink: '#FFFFFF' },
      { fill: '#9CC3CB', ink: '#20242A' },
      { fill: '#DFC9A5', ink: '#20242A' },
      { fill: '#B9B3A7', ink: '#20242A' },
      { fill: '#62666D', ink: '#FFFFFF' },
    ],
  },
  dark: {
    ...{ width: 1824, label: 800, row: 64, bar: 46, size: 30, legend: 76, height: 800, empty: '#1E242B', ink: '#F4F0E7', ink2: '#C3C6C8' },
    fills: [
      { fill: '#7CC9D6', ink: '#14181D' },
      { fill: '#3C7480', ink: '#F4F0E7' },
      { fill: '#DFC9A5', ink: '#14181D' },
      { fill: '#565F69', ink: '#F4F0E7' },
      { fill: '#F4F0E7', ink: '#14181D' },
    ],
  },
} as const
type Looks = (typeof looks)[keyof typeof looks]
const leastRow = 48

interface Answer {
  readonly code: string
  readonly label: string
}
interface Line {
  readonly label: string
  /** How many groups gave each answer, by its code. */
  readonly counts: ReadonlyMap<string, number>
}

function termsOf(field: Field | undefined, exercise: Exercise): readonly Term[] {
  return field?.type === 'choice' ? (exercise.vocabularies[field.from]?.terms ?? []) : []
}

/** In the order of the vocabulary, own lines after it. */
function placeOf({ title }: Cluster, terms: readonly Term[]): number {
  const place = title.by === 'code' ? terms.findIndex((term) => term.code === title.code) : -1
  return place < 0 ? terms.length : place
}

function lineOf(cluster: Cluster, exercise: Exercise, mark: string, language: Language): Line {
  const label = titleOfCluster(cluster, exercise, language)
  const merged = cluster.fields[mark]
  return { label, counts: new Map(merged?.type === 'counts' ? merged.counts.map((one) => [one.code, one.groups.length]) : []) }
}

function answersOf(mark: Field, exercise: Exercise, language: Language): readonly Answer[] {
  const t = translator(language)
  if (mark.type !== 'choice') return [{ code: 'yes', label: t('words.yes') }, { code: 'no', label: t('words.no') }] // prettier-ignore
  return termsOf(mark, exercise).map((term) => ({ code: term.code, label: term.label[language] }))
}

/** Null on a wall that cannot hold every line: there the list has pages. */
function draw(lines: readonly Line[], answers: readonly Answer[], groups: number, look: Looks): Figure | null {
  const row = look.height === null ? look.row : Math.min(look.row, (look.height - look.legend) / lines.length)
  if (row < leastRow) return null
  const shapes = lines.flatMap((line, at) => lineShapes(line, answers, groups, { ...look, row, y: look.legend + at * row }))
  return {
    width: look.width,
    height: look.height ?? look.legend + lines.length * row + 8,
    shapes: [...legendShapes(answers, look), ...shapes],
  }
}

function legendShapes(answers: readonly Answer[], look: Looks): Shape[] {
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

function lineShapes(line: Line, answers: readonly Answer[], groups: number, look: Looks & { row: number; y: number }): Shape[] {
  const { label, width, size, y, row } = look
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
