import { translator } from '../../i18n/messages.ts'
import { isOwnTask } from '../../merge/assembled.ts'
import { isShared, signKey, tallySign } from '../../merge/tally-words.ts'
import type { Cluster, Count } from '../../merge/cluster.ts'
import type { Figure, Shape } from '../../report/figures/figure.ts'
import type { Scene } from '../canvas.ts'
import { linesIn, widthOf } from './fit-text.ts'
import { boxAt, linesAt, pillarHues, textAt } from './paint.ts'
import { dark, footLine, headOf, leading, nameIn, ownOf, pageOf, ruleAt, wall } from './wall.ts'

type Columns = Scene<'columns'>
interface Column {
  readonly label: string
  readonly hue: string | undefined
  readonly clusters: readonly Cluster[]
}
/** A cluster as it stands in its column: its words, and what other columns groups put it into. */
interface Entry {
  readonly cluster: Cluster
  readonly lines: readonly string[]
  readonly also: string | null
  readonly size: number
  readonly height: number
}

/** The larger in which every column stands whole on one page; else the other, on as many pages as it takes. */
const sizes = [wall.read, wall.name] as const
const leadingOf = (size: number) => size * 1.2

const gap = 20
const head = 52
const foot = 48
const pad = 16

/** Each column with what groups put there, most groups first; a column that is fuller than its room goes on on the next page. */
export function columnPages(scene: Columns): Figure[] {
  const columns = columnsOf(scene)
  const filled = columns.filter(({ clusters }) => clusters.length > 0)
  if (filled.length === 0) return []
  // More columns than four across would leave words two or three to a line.
  const across = filled.length <= 4 ? filled.length : Math.ceil(filled.length / 2)
  const rows = Math.ceil(filled.length / across)
  const width = (wall.width - (across - 1) * gap) / across
  const height = (wall.height - foot - (rows - 1) * gap) / rows
  const takenIn = (size: number) =>
    filled.map(({ clusters }) => cutInto(clusters.map((cluster) => entryOf(cluster, width - 2 * pad, size, scene)), height - head - pad)) // prettier-ignore
  const size = sizes.find((one) => takenIn(one).every((parts) => parts.length === 1)) ?? wall.name
  const taken = takenIn(size)
  const pages = Math.max(...taken.map((parts) => parts.length))
  return Array.from({ length: pages }, (_, page) =>
    pageOf([
      ...filled.flatMap((column, index) => {
        const at = { x: (index % across) * (width + gap), y: Math.floor(index / across) * (height + gap), width, height }
        const before = taken[index]!.slice(0, page + 1).reduce((sum, part) => sum + part.length, 0)
        return columnShapes(column, taken[index]![page] ?? [], column.clusters.length - before, at, scene)
      }),
      ...footLine(footWords(columns, scene)),
    ]),
  )
}

/** The terms in their order; then own words, and what nobody put anywhere. */
function columnsOf(scene: Columns): Column[] {
  const { exercise, language, setting } = scene
  const t = translator(language)
  const field = exercise.kinds[setting.kind]?.fields[setting.by]
  const terms = field?.type === 'choice' ? (exercise.vocabularies[field.from]?.terms ?? []) : []
  const known = new Set(terms.map(({ code }) => code))
  const places = Map.groupBy(ownOf(scene), (cluster) => {
    const most = countsOf(cluster, scene)[0]
    return most === undefined ? 'none' : most.own || !known.has(most.code) ? 'own' : `term ${most.code}`
  })
  const hues = field?.type === 'choice' && field.from === 'pillars' ? pillarHues : {}
  const of = (key: string, label: string, hue?: string): Column => ({ label, hue, clusters: places.get(key) ?? [] })
  const rest = [of('own', t('words.ownWords')), of('none', t('canvas.notPlaced'))].filter(({ clusters }) => clusters.length > 0)
  return [...terms.map(({ code, label }) => of(`term ${code}`, label[language], hues[code])), ...rest]
}

function countsOf(cluster: Cluster, { setting }: Columns): readonly Count[] {
  const merged = cluster.fields[setting.by]
  return merged?.type === 'counts' ? merged.counts : []
}

function entryOf(cluster: Cluster, width: number, size: number, scene: Columns): Entry {
  const badge = widthOf(countOf(cluster, scene), size) + 14
  const lines = linesIn(nameIn(cluster, scene), width, size, 3, badge)
  const also = [scene.beside?.get(cluster.id), alsoOf(cluster, scene)].find((words) => typeof words === 'string') ?? null
  const cut = also === null ? null : (linesIn(also, width, wall.text, 1)[0] ?? null)
  return { cluster, lines, also: cut, size, height: lines.length * leadingOf(size) + (cut === null ? 0 : leading) + 16 }
}

const countOf = (cluster: Cluster, { merged }: Columns) => (isOwnTask(cluster) ? '' : tallySign(cluster, merged))

/** Where other groups put it: two groups that differ are seen to differ. */
function alsoOf(cluster: Cluster, scene: Columns): string | null {
  const [, ...others] = countsOf(cluster, scene)
  if (others.length === 0) return null
  const { exercise, language, setting } = scene
  const field = exercise.kinds[setting.kind]?.fields[setting.by]
  const terms = field?.type === 'choice' ? (exercise.vocabularies[field.from]?.terms ?? []) : []
  const label = (code: string) => terms.find((term) => term.code === code)?.label[language] ?? code
  const places = others.map(({ code, groups }) => `${label(code)} ${groups.length}`).join(', ')
  return translator(language)('onWall.also', { places })
}

/** Parts of a column that each fit into the height; what is not the last part leaves a line for how many follow. */
function cutInto(entries: readonly Entry[], height: number): Entry[][] {
  const parts: Entry[][] = []
  let rest = [...entries]
  while (rest.length > 0) {
    const whole = rest.reduce((sum, entry) => sum + entry.height, 0) <= height
    let left = height - (whole ? 0 : leading + 8)
    let count = 0
    while (count < rest.length && rest[count]!.height <= left) left -= rest[count++]!.height
    count = Math.max(1, count)
    parts.push(rest.slice(0, count))
    rest = rest.slice(count)
  }
  return parts
}

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function columnShapes(column: Column, entries: readonly Entry[], more: number, at: Area, scene: Columns): Shape[] {
  const t = translator(scene.language)
  const total = String(column.clusters.length)
  const ink = column.hue === undefined ? dark.ink : '#FFFFFF'
  const [label = ''] = linesIn(headOf(column.label, scene), at.width - 2 * pad - widthOf(total, wall.text) - 12, wall.text, 1)
  let y = at.y + head + 8
  const shapes: Shape[] = [
    boxAt(at.x + 1, at.y + 1, at.width - 2, at.height - 2, { fill: dark.card, stroke: dark.line, width: 2 }, 12),
    boxAt(at.x + 1, at.y + 1, at.width - 2, head - 2, { fill: column.hue ?? dark.line }, 12),
    ...linesAt(at.x + pad, at.y + head / 2, [label], { size: wall.text, fill: ink, weight: 600 }),
    ...linesAt(at.x + at.width - pad, at.y + head / 2, [total], { size: wall.text, fill: ink, anchor: 'end' }),
  ]
  for (const [index, entry] of entries.entries()) {
    if (index > 0) shapes.push(ruleAt(at.x + pad, y - 2, at.width - 2 * pad))
    shapes.push(...entryShapes(entry, at.x + pad, y, scene))
    y += entry.height
  }
  if (more > 0) shapes.push(textAt(at.x + pad, at.y + at.height - 14, t('plenary.more', { count: more }), { size: wall.text, fill: dark.ink2 })) // prettier-ignore
  return shapes
}

/** What several groups said stands out; what one group alone said is there in full, and lighter. */
function entryShapes({ cluster, lines, also, size }: Entry, x: number, y: number, scene: Columns): Shape[] {
  const count = countOf(cluster, scene)
  const shared = isShared(cluster, scene.merged)
  const badge = widthOf(count, size) + 14
  const words = { size, fill: shared ? dark.ink : dark.ink2, weight: shared ? 600 : 400 } as const
  const at = (line: number) => y + size + 2 + line * leadingOf(size)
  return [
    textAt(x, at(0), count, { size, fill: shared ? dark.accent : dark.ink2, weight: shared ? 700 : 400 }),
    ...lines.map((line, index) => textAt(x + (index === 0 ? badge : 0), at(index), line, words)),
    ...(also === null ? [] : [textAt(x, at(lines.length - 1) + leading, also, { size: wall.text, fill: dark.warn })]),
  ]
}

function footWords(columns: readonly Column[], { merged, language }: Columns): string {
  const t = translator(language)
  const empty = columns.filter(({ clusters }) => clusters.length === 0).map(({ label }) => label)
  const key = signKey('onWall', merged, t)
  return empty.length === 0 ? key : `${key} ${t('onWall.emptyColumns', { columns: empty.join(', ') })}`
}
