import { bendOf, lineBetween, spotsOf, styleOf, type LineStyle, type LinkLine } from '../../../shared/canvases/parts/link-line.ts'
import { layingOut, type Box, type Place } from '../../../shared/canvases/parts/lay-out.ts'
import { endsOf, codeOf } from '../../../shared/canvases/parts/link-ends.ts'
import type { Sort } from '../../../shared/canvases/parts/merged-network.ts'
import { widthOf } from '../../../shared/canvases/parts/text-lines.ts'
import type { CanvasOf } from '../../../shared/exercise/exercise.ts'
import { plane } from '../../../shared/fields/position.ts'
import type { Card } from '../../../shared/fields/values.ts'
import { Room } from './room.ts'

/** A node with its words on a laptop and on a phone, and one for which there is no room at this scale. */
export const wideBox: Box = { width: 188, height: 60 }
export const narrowBox: Box = { width: 148, height: 60 }
export const dotBox: Box = { width: 40, height: 40 }
/** What a line ends at: a dot is smaller than what a finger needs to hit it. */
const dotSeen: Box = { width: 28, height: 28 }

export interface Link {
  readonly id: string
  readonly from: string
  readonly to: string
  /** Code of the sort; '' where none was chosen from the vocabulary. */
  readonly code: string
  readonly sort: Sort | null
  /** What stands on the line. */
  readonly label: string
}

/** What a card leads from and to; null for one that lacks an end, which is not drawn. */
export function linkOf(card: Card, setting: CanvasOf<'network'>, sorts: readonly Sort[]): Link | null {
  const ends = endsOf(card, setting)
  if (!ends) return null
  const value = setting.sort === undefined ? undefined : card.fields[setting.sort]
  const code = codeOf(value) ?? ''
  const sort = sorts.find((one) => one.code === code) ?? null
  const own = typeof value === 'object' && value !== null && 'own' in value ? value.own : ''
  return { id: card.id, ...ends, code, sort, label: sort?.label ?? own }
}

/** How many links each node has. */
export function degreesOf(links: readonly Link[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { from, to } of links) for (const id of [from, to]) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

/** A chosen node with all that is linked to it, or a chosen link with its ends. */
export function nearTo(chosen: string, links: readonly Link[]): Set<string> {
  const touched = links.filter((link) => [link.id, link.from, link.to].includes(chosen))
  return new Set([chosen, ...touched.flatMap(({ id, from, to }) => [id, from, to])])
}

/** New places for all nodes, in their order, around the middle of the plane; it takes a while, and rests between steps. */
export function* arranging(ids: readonly string[], links: readonly Link[]): Generator<void, Place[]> {
  const index = new Map(ids.map((id, order) => [id, order]))
  const pairs = links.map(({ from, to }) => [index.get(from)!, index.get(to)!] as const)
  const boxes = ids.map(() => wideBox)
  const free = yield* layingOut(boxes, pairs, { squeeze: 1.8, gap: 110 })
  const [width, height] = [plane.width / 2, plane.height / 2]
  const room = free.reduce((least, { x, y }) => Math.min(least, width / (Math.abs(x) + 100), height / (Math.abs(y) + 40)), 1)
  return free.map(({ x, y }) => ({ x: width + x * room, y: height + y * room }))
}

export interface DrawnLink {
  readonly link: Link
  readonly line: LinkLine
  readonly style: LineStyle
  /** The middle of its word, and how wide that is; null where there is no room for it. */
  readonly word: Word | null
}
interface Word extends Place {
  readonly width: number
}

interface Seen {
  readonly places: ReadonlyMap<string, Place>
  readonly scale: number
  readonly withWords: ReadonlyMap<string, Box>
  /** The sign that a node is, or lies on. */
  readonly signOf: (id: string) => string
}

/** Lines between nodes at a scale; the words of the links named `first` are placed first. */
export function drawLinks(links: readonly Link[], { places, scale, withWords, signOf }: Seen, first: ReadonlySet<string>): DrawnLink[] {
  const isForth = ({ from, to }: Link) => signOf(from) < signOf(to)
  const pairOf = (link: Link) => (isForth(link) ? [link.from, link.to] : [link.to, link.from]).map(signOf).join(' ')
  const pairs = Map.groupBy(links, pairOf)
  const boxOf = (id: string) => withWords.get(signOf(id)) ?? dotSeen
  const at = (id: string) => ({ x: places.get(id)!.x * scale, y: places.get(id)!.y * scale })
  const drawn = links.map((link) => {
    const same = pairs.get(pairOf(link)) ?? [link]
    const bend = bendOf(same.indexOf(link), same.length, 30) * (isForth(link) ? 1 : -1)
    const line = lineBetween(at(link.from), at(link.to), [boxOf(link.from), boxOf(link.to)], bend, 14)
    return { link, line, style: styleOf(link.sort?.index ?? 0, link.sort?.missing ?? false) }
  })
  const words = placeWords(drawn, [...places.keys()].map((id) => ({ place: at(id), box: boxOf(id) })), first) // prettier-ignore
  return drawn.map((one) => ({ ...one, word: words.get(one.link.id) ?? null }))
}

function placeWords(
  drawn: readonly Omit<DrawnLink, 'word'>[],
  nodes: readonly { readonly place: Place; readonly box: Box }[],
  first: ReadonlySet<string>,
): Map<string, Word> {
  const room = new Room({ width: 120, height: 30 })
  for (const { place, box } of nodes) room.fill(place, box)
  const words = new Map<string, Word>()
  for (const { link, line } of drawn.toSorted((a, b) => Number(first.has(b.link.id)) - Number(first.has(a.link.id)))) {
    // As high as its button: no finger hits two of them.
    const box = { width: Math.max(40, widthOf(link.label, 16) + 8), height: 38 }
    const spot = link.label === '' ? undefined : spotsOf(line, box).find((place) => room.take(place, box))
    if (spot) words.set(link.id, { ...spot, width: box.width })
  }
  return words
}

const steps: Readonly<Record<string, Place>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/** How far an arrow key moves a node on the plane; with Shift further; null for every other key. */
export function stepOf({ key, shiftKey }: KeyboardEvent): Place | null {
  const step = steps[key]
  const far = shiftKey ? 120 : 20
  return step ? { x: step.x * far, y: step.y * far } : null
}
