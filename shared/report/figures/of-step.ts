import { figureOf as canvasFigure } from '../../canvases/catalogue.ts'
import { grid } from '../../canvases/grid.ts'
import type { CanvasOf, Exercise, Step } from '../../exercise/exercise.ts'
import { mergedWithin } from '../../exercise/within.ts'
import type { Merged } from '../../merge/cluster.ts'
import { numberIn } from '../../merge/in-words.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { ratingsOf, titleIn } from '../wording.ts'

/** The figures of an exercise: one for each step whose canvas draws a picture of the merged result. */
export function figureOf(telling: Telling, merged: Merged, exercise: Exercise, session: number): Block[] {
  return exercise.steps.flatMap((step) =>
    step.canvas.type === 'grid'
      ? gridFigure(telling, mergedWithin(keptOf(merged), step), step.canvas, exercise, session)
      : plainFigure(telling, mergedWithin(keptOf(merged), step), step, exercise, session),
  )
}

/** A figure that speaks for itself: its caption is the step's question, its alternative the entries by name. */
function plainFigure(telling: Telling, merged: Merged, step: Step, exercise: Exercise, session: number): Block[] {
  const { t, language } = telling
  const figure = canvasFigure(merged, step.canvas, exercise, language, 'light')
  if (!figure) return []
  const entries = merged.clusters.filter((cluster) => cluster.kind === step.canvas.kind)
  const names = new Intl.ListFormat(language).format(entries.map((cluster) => titleIn(cluster, exercise, telling)))
  return [
    telling.figure({
      caption: t('figures.caption', { step: step.title[language], question: step.question[language] }),
      alt: t('figures.alt', { count: entries.length, names }),
      figure,
      note: t('report.source', { session, groups: merged.groups.length }),
    }),
  ]
}

function gridFigure(telling: Telling, merged: Merged, setting: CanvasOf<'grid'>, exercise: Exercise, session: number): Block[] {
  const { t, language } = telling
  const kind = exercise.kinds[setting.kind]
  const across = kind?.fields[setting.x]
  const up = kind?.fields[setting.y]
  const figure = grid.figure(merged, setting, exercise, language, 'light')
  if (!figure || !across || !up) return []
  // The picture counts every entry of the kind and draws those that are rated.
  const all = merged.clusters.filter((cluster) => cluster.kind === setting.kind)
  const rated = all.flatMap((cluster, index) => {
    const [x, y] = ratingsOf(cluster, [across, up]).map((ratings) => ratings.median)
    const named = { number: index + 1, title: titleIn(cluster, exercise, telling) }
    return typeof x === 'number' && typeof y === 'number' ? [{ ...named, x, y }] : []
  })
  const labels = { x: across.label[language], y: up.label[language] }
  const entries = rated.map(({ x, y, ...named }) =>
    t('figures.gridAltEntry', { ...named, ...labels, xMedian: numberIn(language, x), yMedian: numberIn(language, y) }),
  )
  const key = rated.map(({ number, title }) => t('figures.gridKeyEntry', { number, title })).join('; ')
  const notes = [t('figures.gridNote'), t('report.source', { session, groups: merged.groups.length })]
  return [
    telling.figure({
      caption: t('figures.gridCaption', labels),
      alt: t('figures.gridAlt', {
        count: rated.length,
        ...labels,
        of: across.type === 'rating' ? across.of : 5,
        entries: entries.join(' '),
      }),
      figure,
      note: [...(rated.length > 0 ? [t('figures.gridKey', { entries: key })] : []), ...notes].join(' '),
    }),
  ]
}

function keptOf(merged: Merged): Merged {
  return { ...merged, clusters: merged.clusters.filter((cluster) => !cluster.setAside) }
}
