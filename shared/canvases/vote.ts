import type { CanvasOf, Exercise } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import { translator, type Translate } from '../i18n/messages.ts'
import { clusterTitle } from '../merge/in-words.ts'
import { agreementWord, dotStandings, rankStandings, type Standing, type Standings } from '../merge/standings.ts'
import type { Figure, Shape } from '../report/figures/figure.ts'
import type { Canvas } from './canvas.ts'
import { linesIn, widthOf } from './parts/fit-text.ts'
import { wall } from './parts/wall.ts'
import { pictureOrList } from './parts/wall-list.ts'

interface Looks {
  readonly width: number
  /** Null where the figure is as high as its rows. */
  readonly height: number | null
  readonly text: number
  readonly title: number
  readonly row: { readonly least: number; readonly most: number }
  /** More bars than this are counted instead of drawn. */
  readonly bars: number
  readonly ink: string
  readonly ink2: string
  readonly bar: string
  readonly track: string
}
const looks: Record<'light' | 'dark', Looks> = {
  light: {
    width: 1200,
    height: null,
    text: 24,
    title: 620,
    row: { least: 44, most: 64 },
    bars: 16,
    ink: '#20242A',
    ink2: '#474C54',
    bar: '#0E5568',
    track: '#F1ECE2',
  },
  dark: {
    width: wall.width,
    height: wall.height,
    text: 36,
    title: 900,
    row: { least: 60, most: 96 },
    bars: 9,
    ink: '#F4F0E7',
    ink2: '#C3C6C8',
    bar: '#7CC9D6',
    track: '#1E242B',
  },
}

/** Cards to be chosen among, by dots or by putting them in order. A card is finished when it has dots or a place. */
export const vote: Canvas<'vote'> = {
  type: 'vote',
  needs: (setting) => [{ kind: setting.kind, field: setting.by, types: setting.way === 'dots' ? ['dots'] : ['number'] }],
  otherKinds: () => [],
  progress(cards, setting) {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.filter((card) => Boolean(card.fields[setting.by])).length, of: own.length }
  },
  figure(merged, setting, exercise, language, look) {
    const clusters = merged.clusters.filter((cluster) => !cluster.setAside && cluster.kind === setting.kind)
    const result = (setting.way === 'dots' ? dotStandings : rankStandings)(clusters, setting.by)
    if (result.voted === 0) return null
    return draw(result, merged.groups.length, { setting, exercise, language, looks: looks[look] })
  },
  wall: (scene) => pictureOrList(vote, scene),
}

interface Drawing {
  readonly setting: CanvasOf<'vote'>
  readonly exercise: Exercise
  readonly language: Language
  readonly looks: Looks
}

/** Bars from the most points to the least; a bar has a part for each group, so that one group's favourite is seen as such. */
function draw(result: Standings, groups: number, drawing: Drawing): Figure {
  const { looks: look, setting, language } = drawing
  const t = translator(language)
  const { text } = look
  const top = text * 2
  const notesFor = (more: number) => notesOf(result, more, drawing, t).flatMap((note) => linesIn(note, look.width - 8, text, 2))
  const below = (notes: number) => notes * text * 1.4 + (notes === 0 ? 4 : text * 0.6)
  const fits = (bars: number) =>
    look.height === null || top + bars * look.row.least + below(notesFor(result.standings.length - bars).length) <= look.height
  let bars = Math.min(look.bars, result.standings.length)
  while (bars > 1 && !fits(bars)) bars--
  const shown = result.standings.slice(0, bars)
  const notes = notesFor(result.standings.length - bars)
  const bottom = below(notes.length)
  const room = look.height === null ? look.row.most : (look.height - top - bottom) / shown.length
  const row = Math.max(look.row.least, Math.min(look.row.most, Math.floor(room)))
  const head = setting.way === 'dots' ? 'onVote.figureDots' : 'onVote.figureBorda'
  const end = top + row * shown.length
  const write = words(look)
  return {
    width: look.width,
    height: look.height ?? end + bottom,
    shapes: [
      write({ x: 0, y: text }, t(head, { voted: result.voted, groups }), look.ink2, 400),
      ...shown.flatMap((standing, index) => barOf(standing, index, { top: top + index * row, row, most: shown[0]!.points }, drawing)),
      ...notes.map((note, index) => write({ x: 0, y: end + text * 1.4 * (index + 1) }, note, look.ink2, 400)),
    ],
  }
}

/** What stands under the bars: how many are not drawn, how places were counted, and how far the orders agree. */
function notesOf({ agreement, voted }: Standings, more: number, { setting, language }: Drawing, t: Translate): string[] {
  const rest = more > 0 ? t('onVote.figureMore', { more }) : ''
  if (setting.way === 'dots') return rest === '' ? [] : [rest]
  const counted = `${rest} ${t('onVote.figureLeftOver')}`.trim()
  if (agreement === null) return [counted, t('onVote.figureNoAgreement')]
  // The word belongs to the number that is printed: 0.63 stands there as 0.6.
  const w = Math.round(agreement * 10) / 10
  const said = { w: new Intl.NumberFormat(language).format(w), word: t(`onVote.${agreementWord(w)}`), voted }
  return [counted, t('onVote.figureAgreement', said)]
}

interface Row {
  readonly top: number
  readonly row: number
  /** Points of the longest bar. */
  readonly most: number
}

function barOf(standing: Standing, index: number, { top, row, most }: Row, { looks: look, exercise, language }: Drawing): Shape[] {
  const { text } = look
  const middle = top + row / 2
  const lines = linesIn(clusterTitle(standing.cluster, exercise, language), look.title - 72, text, row >= text * 2.5 ? 2 : 1)
  const points = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(standing.points)
  const write = words(look)
  const left = look.title
  const room = look.width - left - Math.max(72, widthOf('0000.0', text))
  const height = Math.min(row - 12, text * 1.4)
  const shapes: Shape[] = [write({ x: 44, y: middle + text * 0.36 }, String(index + 1), look.ink2, 600, 'end')]
  lines.forEach((line, at) =>
    shapes.push(write({ x: 60, y: middle + text * 0.36 + (at - (lines.length - 1) / 2) * text * 1.2 }, line, look.ink, 600)),
  )
  shapes.push({ is: 'rect', x: left, y: middle - height / 2, width: room, height, radius: 4, look: { fill: look.track } })
  let x = left
  for (const part of standing.parts) {
    const width = most === 0 ? 0 : (part / most) * room
    // A gap between the groups' parts; a part that is too thin for one is still seen.
    shapes.push({
      is: 'rect',
      x,
      y: middle - height / 2,
      width: Math.max(2, width - 3),
      height,
      radius: 4,
      look: { fill: look.bar },
    })
    x += width
  }
  shapes.push(write({ x: look.width - 4, y: middle + text * 0.36 }, points, look.ink, 700, 'end'))
  return shapes
}

function words({ text }: Looks) {
  return (
    at: { readonly x: number; readonly y: number },
    said: string,
    fill: string,
    weight: 400 | 600 | 700,
    anchor: 'start' | 'end' = 'start',
  ): Shape => ({ is: 'text', ...at, text: said, size: text, weight, anchor, look: { fill } })
}
