import type { CanvasSetting, Field } from '../../exercise/exercise.ts'
import { translator } from '../../i18n/messages.ts'
import { isOwnTask } from '../../merge/assembled.ts'
import { outerTally } from '../../merge/sessions.ts'
import { isShared } from '../../merge/tally-words.ts'
import type { Cluster } from '../../merge/cluster.ts'
import { agreementOf, mediansOf, ratingsOf } from '../../merge/in-words.ts'
import type { Figure, Shape } from '../../report/figures/figure.ts'
import type { Canvas, Scene } from '../canvas.ts'
import { linesIn, widthOf } from './fit-text.ts'
import { answerOf } from './merged-answer.ts'
import { linesAt, textAt } from './paint.ts'
import { dark, discAt, headOf, nameIn, namedAt, ownOf, pageOf, ruleAt, wall } from './wall.ts'

type AnyScene = Scene<CanvasSetting['type']>

/** Where the rows stand: across the whole wall, or beside a picture, where a row has two lines of parts. */
interface Room {
  readonly x: number
  readonly width: number
  readonly row: number
  /** Of the words that name a row. */
  readonly title: number
  /** Height kept free under the rows. */
  readonly below: number
  readonly beside: boolean
}
const head = 48
const foot = 44
/** A few rows are written larger than many. */
const whole = (rows: number): Room => ({
  ...{ x: 0, width: wall.width, below: 0, beside: false },
  ...(rows <= 5 ? { row: 124, title: wall.read } : { row: 104, title: 38 }),
})

/** Clusters ranked by how many groups named them, in pages of whole rows: all of the canvas, or what a picture had no room for. */
export const listPages = (scene: AnyScene, rest?: readonly Cluster[]): Figure[] =>
  pagesIn(scene, whole((rest ?? ownOf(scene)).length), rest).map(pageOf)

/** The rows at the right of a picture that stands on every page, and `under` below the rows. */
export function listBeside(scene: AnyScene, picture: Figure, under: (x: number, y: number) => Shape[]): Figure[] {
  const x = picture.width + 56
  const room: Room = { x, width: wall.width - x, row: 92, title: 36, below: 44, beside: true }
  return pagesIn(scene, room).map((rows) => pageOf([...picture.shapes, ...rows, ...under(x, wall.height - 10)]))
}

function pagesIn(scene: AnyScene, room: Room, rest?: readonly Cluster[]): Shape[][] {
  const t = translator(scene.language)
  const own = rest ?? ownOf(scene)
  // What stands first in the picture keeps the first places.
  const before = ownOf(scene).length - own.length
  const free = wall.height - head - room.below
  const most = Math.floor(free / room.row)
  const each = own.length <= most ? Math.max(1, own.length) : Math.floor((free - foot) / room.row)
  const pages: Shape[][] = []
  for (let at = 0; at < own.length; at += each) {
    const here = own.slice(at, at + each)
    const left = own.length - at - here.length
    const end = head + here.length * room.row
    const more = left === 0 ? [] : [ruleAt(room.x, end, room.width), textAt(room.x, end + 36, t('plenary.more', { count: left }), quiet)]
    pages.push([...headShapes(scene, room), ...here.flatMap((one, index) => rowShapes(one, before + at + index, head + index * room.row, scene, room)), ...more]) // prettier-ignore
  }
  return pages
}

const quiet = { size: wall.text, fill: dark.ink2 }

/** The kind at the left, and at the right what the last words of a row are about. */
function headShapes(scene: AnyScene, { x, width }: Room): Shape[] {
  const { exercise, language, setting } = scene
  const plural = exercise.kinds[setting.kind]?.plural[language] ?? ''
  const [words = ''] = linesIn(headOf(plural, scene), width * 0.5, wall.text, 1)
  const [about = ''] = linesIn(aboutOf(scene), width - widthOf(words, wall.text) - 24, wall.text, 1)
  return [textAt(x, 34, words, { ...quiet, weight: 600 }), textAt(x + width, 34, about, { ...quiet, anchor: 'end' })]
}

function aboutOf(scene: AnyScene): string {
  const { exercise, language } = scene
  const first = ownOf(scene)[0]
  const rated = first ? ratingsOf(first, exercise).map(({ field }) => field.label[language]) : []
  return rated.length > 0 ? rated.join(' × ') : (toldField(scene)?.label[language] ?? '')
}

/** Of what the step asks for, the first answer that can be counted. */
function toldField({ exercise, setting, fill }: AnyScene): Field | undefined {
  const kind = exercise.kinds[setting.kind]
  return fill
    .flatMap((id) => (id === kind?.titleField ? [] : (kind?.fields[id] ?? [])))
    .find(({ type }) => ['choice', 'choices', 'link', 'links', 'number', 'period', 'flag'].includes(type))
}

function rowShapes(cluster: Cluster, index: number, y: number, scene: AnyScene, room: Room): Shape[] {
  const { x, width, row, beside } = room
  const differs = agreementOf(cluster, scene.exercise) === 'divergent'
  const title = { size: room.title, fill: dark.ink, weight: isShared(cluster, scene.merged) ? 600 : 400 } as const
  const { count: n, of: m } = outerTally(cluster, scene.merged)
  const named = isOwnTask(cluster) ? '' : translator(scene.language)('words.nOfM', { n, m })
  const count = withBeside(named, cluster, scene)
  const start = [ruleAt(x, y, width), ...discAt(x, y + row / 2, index + 1, differs ? 'differs' : 'plain')]
  const said = saidOf(cluster, scene)
  const lines = (most: number, room_: number) => said.flatMap((words) => linesIn(words, room_, wall.text, most)).slice(0, 2)
  const ink = { size: wall.text, fill: differs ? dark.warn : dark.ink2, anchor: 'end' } as const
  if (beside) {
    const right = lines(1, 250)
    return [
      ...start,
      ...linesIn(nameIn(cluster, scene), width - 76 - 210, room.title, 1).map((line) => textAt(x + 76, y + 38, line, title)),
      ...namedAt(x + 76, y + row - 26, cluster.groups, count, scene),
      ...right.map((line, at) => textAt(x + width, y + (at === 0 ? 38 : row - 16), line, ink)),
    ]
  }
  return [
    ...start,
    ...linesAt(x + 76, y + row / 2, linesIn(nameIn(cluster, scene), 840, room.title, 2), title),
    ...namedAt(x + 936, y + row / 2, cluster.groups, count, scene, widthOf(count, wall.name) < 430 ? wall.name : wall.text),
    ...linesAt(x + width, y + row / 2, lines(2, 400), ink),
  ]
}

function withBeside(count: string, { id }: Cluster, { beside }: AnyScene): string {
  return [count, beside?.get(id) ?? ''].filter((words) => words !== '').join(' · ')
}

/** How far groups agree and the medians, where something is rated; else the answer that the step asks for. */
function saidOf(cluster: Cluster, scene: AnyScene): string[] {
  const { exercise, language, merged } = scene
  const t = translator(language)
  const medians = mediansOf(cluster, exercise, language)
  if (ratingsOf(cluster, exercise).length > 0) return [t(wordsFor[agreementOf(cluster, exercise) ?? 'none']), ...(medians ? [medians] : [])]
  const field = toldField(scene)
  if (!field) return []
  const titleAt = (id: string) => merged.clusters.find((one) => one.id === id)
  const { words } = answerOf(cluster.fields[field.id], {
    ...{ field, exercise, language },
    titleAt: (id) => (titleAt(id) ? nameIn(titleAt(id)!, scene) : '–'),
  })
  return [words]
}

const wordsFor = {
  single: 'plenary.single',
  none: 'plenary.noRatings',
  thin: 'plenary.fewRated',
  divergent: 'plenary.differ',
  weak: 'plenary.partly',
  moderate: 'plenary.agree',
  strong: 'plenary.agree',
} as const

/** The wall of a canvas whose one picture holds everything, or counts what it leaves out; without a picture the ranked list. */
export function pictureOrList<Type extends CanvasSetting['type']>(canvas: Pick<Canvas<Type>, 'figure'>, scene: Scene<Type>): Figure[] {
  const picture = canvas.figure(scene.merged, scene.setting, scene.exercise, scene.language, 'dark')
  return picture ? [picture] : listPages(scene)
}
