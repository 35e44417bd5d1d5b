import type { Exercise } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import { translator } from '../i18n/messages.ts'
import type { Cluster, Merged } from '../merge/cluster.ts'
import { isOwnTask } from '../merge/assembled.ts'
import { tallyWords } from '../merge/tally-words.ts'
import { clusterTitle } from '../merge/in-words.ts'
import type { Figure, Shape } from '../report/figures/figure.ts'
import type { Canvas } from './canvas.ts'
import { isSaid } from './parts/said.ts'
import { wall } from './parts/wall.ts'
import { pictureOrList } from './parts/wall-list.ts'
import { wrap } from './parts/words.ts'

/** A few large texts that a group writes together. A card is finished when its text is written. */
export const statement: Canvas<'statement'> = {
  type: 'statement',
  needs: (setting) => [{ kind: setting.kind, field: setting.text, types: ['line', 'text'] }],
  otherKinds: () => [],
  progress(cards, setting) {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.filter((card) => isSaid(card.fields[setting.text])).length, of: own.length }
  },
  figure(merged, setting, exercise, language, look) {
    // On paper sentences are sentences. On the wall they must be whole, or they stand in the list with its pages.
    if (look === 'light') return null
    const kept = merged.clusters.filter((cluster) => !cluster.setAside && cluster.kind === setting.kind)
    return kept.length === 0 ? null : sheetsOf(kept, merged, exercise, language)
  },
  wall: (scene) => pictureOrList(statement, scene),
}

const gap = 24
const pad = 32
const foot = 62
/** Large texts first; the smallest is what can be read from six metres. */
const sizes = [52, 44, 38, 34, 30, 28]
const dark = { sheet: '#1E242B', edge: '#3A434D', ink: '#F4F0E7', ink2: '#C3C6C8' }

interface Sheet {
  readonly lines: readonly string[]
  readonly said: string
}

/** The largest type in which every sheet fits whole; null where none does. */
function sheetsOf(clusters: readonly Cluster[], merged: Merged, exercise: Exercise, language: Language): Figure | null {
  const t = translator(language)
  const most = Math.min(3, clusters.length)
  for (const size of sizes)
    for (let columns = 1; columns <= most; columns++) {
      const width = (wall.width - (columns - 1) * gap) / columns
      const sheets = clusters.map((cluster): Sheet => ({
        lines: wrap(clusterTitle(cluster, exercise, language), size, width - 2 * pad),
        said: isOwnTask(cluster) ? '' : tallyWords(cluster, merged, t),
      }))
      const rows = Array.from({ length: Math.ceil(sheets.length / columns) }, (_, row) => sheets.slice(row * columns, (row + 1) * columns))
      const heights = rows.map((row) => Math.max(...row.map((one) => one.lines.length)) * size * 1.35 + 2 * pad + foot)
      const height = heights.reduce((sum, one) => sum + one, (rows.length - 1) * gap)
      const short = sheets.every((one) => !one.lines.some((line) => line.endsWith('…')))
      if (height > wall.height || !short) continue
      return {
        width: wall.width,
        height: wall.height,
        shapes: rows.flatMap((row, at) => rowShapes(row, at, { heights, width, size, columns })),
      }
    }
  return null
}

function rowShapes(
  row: readonly Sheet[],
  at: number,
  sized: { heights: readonly number[]; width: number; size: number; columns: number },
): Shape[] {
  const { heights, width, size, columns } = sized
  const y = heights.slice(0, at).reduce((sum, one) => sum + one + gap, 0)
  const height = heights[at] ?? 0
  return row.flatMap((sheet, index): Shape[] => {
    const x = index * (width + gap)
    const line = (text: string, up: number, big: number, weight: 400 | 600, fill: string): Shape => ({
      is: 'text',
      x: x + pad,
      y: y + up,
      text,
      size: big,
      weight,
      anchor: 'start',
      look: { fill },
    })
    return [
      {
        is: 'rect',
        x: x + 1,
        y: y + 1,
        width: width - 2,
        height: height - 2,
        radius: 12,
        look: { fill: dark.sheet, stroke: dark.edge, width: 2 },
      },
      ...sheet.lines.map((text, number) => line(text, pad + size + number * size * 1.35, size, 400, dark.ink)),
      line(
        [String(at * columns + index + 1), ...(sheet.said === '' ? [] : [sheet.said])].join(' · '),
        height - pad + 4,
        28,
        600,
        dark.ink2,
      ),
    ]
  })
}
