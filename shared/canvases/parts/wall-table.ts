import type { Field } from '../../exercise/exercise.ts'
import { translator } from '../../i18n/messages.ts'
import { isOwnTask } from '../../merge/assembled.ts'
import { outerTally } from '../../merge/sessions.ts'
import { isShared, numberKey } from '../../merge/tally-words.ts'
import type { Cluster } from '../../merge/cluster.ts'
import type { Figure, Shape } from '../../report/figures/figure.ts'
import type { Scene } from '../canvas.ts'
import { linesIn, widthOf } from './fit-text.ts'
import { answerOf } from './merged-answer.ts'
import { boxAt, linesAt, textAt } from './paint.ts'
import { countDisc, dark, footLine, headOf, nameIn, ownOf, pageOf, ruleAt, wall } from './wall.ts'

type Table = Scene<'table'>

/** Of the heads, in one line or in two. */
const headHeights = [52, 84] as const
const foot = 48
const gap = 24
/** Rows of a page: fewer would not fill it, more are not read from the last row. */
const mostRows = 5
/** Of the words that name a row, and of the disc with how many named it. */
const title = { least: 580, disc: 76 }
/** Of an answer. */
const text = 32
/** How wide a field's answers are read, and which fields give way first where not all find room. */
const shapesOf: Partial<Record<Field['type'], { readonly width: number; readonly rank: number }>> = {
  choice: { width: 240, rank: 0 },
  period: { width: 240, rank: 1 },
  rating: { width: 170, rank: 2 },
  number: { width: 190, rank: 3 },
  flag: { width: 120, rank: 4 },
  link: { width: 320, rank: 5 },
  choices: { width: 300, rank: 6 },
  links: { width: 320, rank: 7 },
  line: { width: 320, rank: 8 },
  text: { width: 340, rank: 9 },
}

interface Column {
  readonly field: Field
  readonly x: number
  readonly width: number
}

/** The merged rows as a table: who named them, and the key fields with counts, medians, and where groups differ. */
export function tablePages(scene: Table): Figure[] {
  const own = ownOf(scene)
  if (own.length === 0) return []
  const { columns, left, names } = layOut(scene)
  const heads = headsOf(columns, names, scene)
  const head = headHeights[heads.some(({ lines }) => lines.length > 1) ? 1 : 0]
  const row = Math.floor((wall.height - head - foot) / mostRows)
  const each = mostRows
  const t = translator(scene.language)
  const missing = left.map(({ label }) => label[scene.language]).join(', ')
  return Array.from({ length: Math.ceil(own.length / each) }, (_, page) => {
    const here = own.slice(page * each, (page + 1) * each)
    const more = own.length - page * each - here.length
    const rows = here.map((cluster, index) => rowShapes(cluster, head + index * row, row, columns, names, scene))
    const differs = rows.some((shapes) => shapes.some(({ look }) => look.dash !== undefined))
    const notes = [
      ...(more > 0 ? [t('plenary.more', { count: more })] : []),
      ...(here.every(isOwnTask) ? [] : [numberKey(scene.merged, t)]),
      ...(differs ? [t('onWall.differs')] : []),
      ...(missing === '' ? [] : [t('onWall.leftOut', { fields: missing })]),
    ]
    return pageOf([
      ...heads.flatMap(({ x, lines }) => linesAt(x, head / 2 - 4, lines, { size: wall.text, fill: dark.ink2, weight: 600 })),
      ...rows.flat(),
      ...footLine(notes.join(' · ')),
    ])
  })
}

/** As many fields as find room, in the order of the step; what is left is shared among those that hold words. */
function layOut({ exercise, setting, fill }: Table): { columns: Column[]; left: Field[]; names: number } {
  const kind = exercise.kinds[setting.kind]
  const under = setting.under === undefined ? [] : [setting.under]
  const asked = [...new Set([...under, ...fill])].flatMap((id) => (id === kind?.titleField ? [] : (kind?.fields[id] ?? [])))
  const known = asked.filter(({ type }) => shapesOf[type] !== undefined)
  const widthFor = ({ type }: Field) => (shapesOf[type]?.width ?? 0) + gap
  let free = wall.width - title.least
  const taken = new Set<Field>()
  for (const field of known.toSorted((a, b) => shapesOf[a.type]!.rank - shapesOf[b.type]!.rank)) {
    if (widthFor(field) > free) continue
    free -= widthFor(field)
    taken.add(field)
  }
  const shown = known.filter((field) => taken.has(field))
  const extra = free / (shown.length + 2)
  const names = title.least + extra * 2
  let x = names
  const columns = shown.map((field): Column => {
    const width = widthFor(field) - gap + extra
    const column = { field, x: x + gap, width }
    x += width + gap
    return column
  })
  return { columns, left: known.filter((field) => !taken.has(field)), names }
}

/** What heads each column, the names of the rows first. */
function headsOf(columns: readonly Column[], names: number, scene: Table): { readonly x: number; readonly lines: readonly string[] }[] {
  const { exercise, setting, language } = scene
  const label = exercise.kinds[setting.kind]?.label[language] ?? ''
  const heads = [
    { x: title.disc, width: names - title.disc, words: label },
    ...columns.map(({ field, x, width }) => ({ x, width, words: field.label[language] })),
  ]
  return heads.map(({ x, width, words }) => ({ x, lines: linesIn(headOf(words, scene), width, wall.text, 2) }))
}

function rowShapes(cluster: Cluster, y: number, row: number, columns: readonly Column[], names: number, scene: Table): Shape[] {
  const { language, merged, exercise } = scene
  const shared = isShared(cluster, merged) || isOwnTask(cluster)
  const room = names - title.disc
  const given = linesIn(scene.beside?.get(cluster.id) ?? '', room, wall.text, 1)
  const words = nameIn(cluster, scene)
  const size = widthOf(words, wall.read) <= room ? wall.read : wall.name
  const lines = linesIn(words, room, size, 2)
  const middle = y + row / 2 - given.length * 17
  const titleAt = (id: string) => {
    const target = merged.clusters.find((one) => one.id === id)
    return target ? nameIn(target, scene) : '–'
  }
  return [
    ruleAt(0, y, wall.width),
    ...(isOwnTask(cluster) ? [] : countDisc(30, y + row / 2, outerTally(cluster, merged).count, 28)),
    ...linesAt(title.disc, middle, lines, { size, fill: shared ? dark.ink : dark.ink2, weight: shared ? 600 : 400 }),
    ...given.map((line) =>
      textAt(title.disc, middle + lines.length * size * 0.61 + 28, line, { size: wall.text, fill: dark.accent, weight: 600 }),
    ),
    ...columns.flatMap(({ field, x, width }): Shape[] => {
      const { words, differs } = answerOf(cluster.fields[field.id], { field, exercise, language, titleAt })
      const said = linesIn(words, width, text, 3)
      const look = { fill: 'none', stroke: dark.warn, width: 3, dash: '9 6' }
      return [
        ...(differs ? [boxAt(x - 12, y + 6, width + 16, row - 12, look)] : []),
        ...linesAt(x, y + row / 2, said, { size: said.length > 2 ? wall.text : text, fill: differs ? dark.warn : dark.ink }),
      ]
    }),
  ]
}
