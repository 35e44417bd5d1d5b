import type { CanvasOf, Exercise, Field, Term } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import { translator } from '../i18n/messages.ts'
import type { Cluster } from '../merge/cluster.ts'
import { clusterTitle } from '../merge/in-words.ts'
import type { Figure, Shape } from '../report/figures/figure.ts'
import type { Canvas } from './canvas.ts'
import { isSaid } from './parts/said.ts'
import { footLine, wall } from './parts/wall.ts'
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
    if (!kind || !mark || kept.length === 0) return null
    return draw(linesOf(kept, setting, exercise, language), answersOf(mark, exercise, language), merged.groups.length, 0, looks[look])
  },
  /** Lines that find no room go on on further pages. */
  wall(scene) {
    const { merged, setting, exercise, language } = scene
    const mark = exercise.kinds[setting.kind]?.fields[setting.mark]
    const kept = merged.clusters.filter((cluster) => !cluster.setAside && cluster.kind === setting.kind)
    if (!mark) return []
    const lines = linesOf(kept, setting, exercise, language)
    const each = lines.length <= mostLines(looks.dark) ? lines.length : mostLines(looks.dark) - 1
    return Array.from({ length: Math.ceil(lines.length / Math.max(1, each)) }, (_, page) => {
      const here = lines.slice(page * each, (page + 1) * each)
      const more = lines.length - page * each - here.length
      const picture = draw(here, answersOf(mark, exercise, language), merged.groups.length, more, looks.dark)
      const note = more === 0 ? [] : footLine(translator(language)('plenary.more', { count: more }))
      return { ...picture, shapes: [...picture.shapes, ...note] }
    })
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
    ...{
      width: wall.width,
      label: 800,
      row: 64,
      bar: 46,
      size: 30,
      legend: 76,
      height: wall.height,
      empty: '#1E242B',
      ink: '#F4F0E7',
      ink2: '#C3C6C8',
    },
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

function linesOf(
  clusters: readonly Cluster[],
  { kind, mark }: CanvasOf<'checklist'>,
  exercise: Exercise,
  language: Language,
): readonly Line[] {
  const { titleField = '', fields = {} } = exercise.kinds[kind] ?? {}
  const terms = termsOf(fields[titleField], exercise)
  return [...clusters].sort((a, b) => placeOf(a, terms) - placeOf(b, terms)).map((cluster) => lineOf(cluster, mark, exercise, language))
}

function termsOf(field: Field | undefined, exercise: Exercise): readonly Term[] {
  return field?.type === 'choice' ? (exercise.vocabularies[field.from]?.terms ?? []) : []
}

/** In the order of the vocabulary, own lines after it. */
function placeOf({ title }: Cluster, terms: readonly Term[]): number {
  const place = title.by === 'code' ? terms.findIndex((term) => term.code === title.code) : -1
  return place < 0 ? terms.length : place
}

function lineOf(cluster: Cluster, mark: string, exercise: Exercise, language: Language): Line {
  const merged = cluster.fields[mark]
  const counts = merged?.type === 'counts' ? merged.counts.map((one) => [one.code, one.groups.length] as const) : []
  return { label: clusterTitle(cluster, exercise, language), counts: new Map(counts) }
}

function answersOf(mark: Field, exercise: Exercise, language: Language): readonly Answer[] {
  const t = translator(language)
  if (mark.type !== 'choice') return [{ code: 'yes', label: t('words.yes') }, { code: 'no', label: t('words.no') }] // prettier-ignore
  return termsOf(mark, exercise).map((term) => ({ code: term.code, label: term.label[language] }))
}

/** How many lines a page of the wall holds; on paper the picture is as high as its lines. */
const mostLines = ({ height, legend }: Looks) => (height === null ? Infinity : Math.floor((height - legend) / leastRow))

/** `more` lines follow on another page, and are counted below. */
function draw(lines: readonly Line[], answers: readonly Answer[], groups: number, more: number, look: Looks): Figure {
  const room = (look.height ?? 0) - look.legend - (more === 0 ? 0 : leastRow)
  const row = look.height === null ? look.row : Math.min(look.row, room / lines.length)
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
