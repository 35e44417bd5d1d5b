import { bendOf, lineBetween, styleOf, type LineStyle, type LinkLine } from '../../../shared/canvases/parts/link-line.ts'
import type { Box, Place } from '../../../shared/canvases/parts/lay-out.ts'
import { endsOf, codeOf } from '../../../shared/canvases/parts/link-ends.ts'
import type { Sort } from '../../../shared/canvases/parts/merged-network.ts'
import { widthOf } from '../../../shared/canvases/parts/text-lines.ts'
import type { CanvasOf } from '../../../shared/exercise/exercise.ts'
import type { Card } from '../../../shared/fields/values.ts'

/** A node with its words, and one for which there is no room at this scale. */
export const nodeBox: Box = { width: 188, height: 60 }
export const dotBox: Box = { width: 24, height: 24 }

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

/** The cards that lead from one node to another; one that lacks an end is not drawn. */
export function linksOf(board: readonly Card[], setting: CanvasOf<'network'>, sorts: readonly Sort[]): Link[] {
  return board.flatMap((card) => {
    const ends = card.kind === setting.links ? endsOf(card, setting) : null
    if (!ends) return []
    const value = setting.sort === undefined ? undefined : card.fields[setting.sort]
    const code = codeOf(value) ?? ''
    const sort = sorts.find((one) => one.code === code) ?? null
    const own = typeof value === 'object' && value !== null && 'own' in value ? value.own : ''
    return [{ id: card.id, ...ends, code, sort, label: sort?.label ?? own }]
  })
}

/** The nodes whose words have room at a scale: of two that would lie on each other the first in the list. */
export function worded(ids: readonly string[], places: ReadonlyMap<string, Place>, scale: number): Set<string> {
  const room = new Room(nodeBox)
  return new Set(ids.filter((id) => room.take({ x: places.get(id)!.x * scale, y: places.get(id)!.y * scale }, nodeBox)))
}

export interface DrawnLink {
  readonly link: Link
  readonly line: LinkLine
  readonly style: LineStyle
  /** Where its word stands; null where there is no room for it. */
  readonly word: Place | null
}

/** Lines between nodes at a scale; words of the links named first are placed first. */
export function drawLinks(links: readonly Link[], places: ReadonlyMap<string, Place>, withWords: ReadonlySet<string>, scale: number, first: ReadonlySet<string>): DrawnLink[] {
  const pairOf = ({ from, to }: Link) => (from < to ? `${from} ${to}` : `${to} ${from}`)
  const pairs = Map.groupBy(links, pairOf)
  const boxOf = (id: string) => (withWords.has(id) ? nodeBox : dotBox)
  const at = (id: string) => ({ x: places.get(id)!.x * scale, y: places.get(id)!.y * scale })
  const drawn = links.map((link) => {
    const same = pairs.get(pairOf(link)) ?? [link]
    const bend = bendOf(same.indexOf(link), same.length, 30) * (link.from < link.to ? 1 : -1)
    const line = lineBetween(at(link.from), at(link.to), [boxOf(link.from), boxOf(link.to)], bend, 14)
    return { link, line, style: styleOf(link.sort?.index ?? 0, link.sort?.missing ?? false) }
  })
  const room = new Room({ width: 120, height: 30 })
  for (const id of places.keys()) room.fill(at(id), boxOf(id))
  const words = new Map<string, Place>()
  for (const { link, line } of drawn.toSorted((a, b) => Number(first.has(b.link.id)) - Number(first.has(a.link.id)))) {
    const box = { width: widthOf(link.label, 16) + 8, height: 28 }
    const spot = link.label === '' ? undefined : [0.5, 0.4, 0.6].map((share) => line.at(share)).find((place) => room.take(place, box))
    if (spot) words.set(link.id, spot)
  }
  return drawn.map((one) => ({ ...one, word: words.get(one.link.id) ?? null }))
} // prettier-ignore

/** What is taken on the screen, in bins, so that asking costs the same with five nodes and with five hundred. */
class Room {
  readonly #bin: Box
  readonly #taken = new Map<string, { place: Place; box: Box }[]>()

  constructor(bin: Box) {
    this.#bin = bin
  }

  /** Takes the room if nothing lies there. */
  take(place: Place, box: Box): boolean {
    const meets = (other: { place: Place; box: Box }) =>
      Math.abs(other.place.x - place.x) < (other.box.width + box.width) / 2 + 4 && Math.abs(other.place.y - place.y) < (other.box.height + box.height) / 2 + 2
    if (this.#bins(place, box).some((bin) => (this.#taken.get(bin) ?? []).some(meets))) return false
    this.fill(place, box)
    return true
  } // prettier-ignore

  fill(place: Place, box: Box): void {
    for (const bin of this.#bins(place, box)) this.#taken.set(bin, [...(this.#taken.get(bin) ?? []), { place, box }])
  }

  #bins(place: Place, box: Box): string[] {
    const bins: string[] = []
    const from = (middle: number, size: number, step: number) => Math.floor((middle - size / 2 - 4) / step)
    const to = (middle: number, size: number, step: number) => Math.floor((middle + size / 2 + 4) / step)
    for (let x = from(place.x, box.width, this.#bin.width); x <= to(place.x, box.width, this.#bin.width); x++)
      for (let y = from(place.y, box.height, this.#bin.height); y <= to(place.y, box.height, this.#bin.height); y++) bins.push(`${x} ${y}`)
    return bins
  }
}
