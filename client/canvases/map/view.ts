import { isLettered, spotFieldOf, spotsOf, type SpotField } from '../../../shared/canvases/parts/map-cards.ts'
import type { CanvasOf, Exercise } from '../../../shared/exercise/exercise.ts'
import { positionOf } from '../../../shared/fields/spots.ts'
import { targetsOf } from '../../../shared/fields/targets.ts'
import type { Card, Spot } from '../../../shared/fields/values.ts'
import { letterOf } from '../../../shared/ids.ts'
import type { Box, Point } from '../../../shared/maps/clip.ts'
import { onPlane, type Place, type PlaceKind, type RegionMap } from '../../../shared/maps/region.ts'
import type { Work } from '../work.ts'

/** A card as it stands on the map: a route when its field is a path. */
export interface Mark {
  readonly card: Card
  readonly field: SpotField
  /** As in the list: a number for a route, a letter for a place. */
  readonly sign: string
  readonly spots: readonly Spot[]
  /** Where its spots lie on the plane; those that the map does not know are left out. */
  readonly points: readonly Point[]
  /** What its colour stands for: a card or a code; null without one. */
  readonly colour: string | null
}

/** Every card of the canvas's kinds, those that stand nowhere yet included. */
export function marksOf(work: Work, setting: CanvasOf<'map'>, map: RegionMap): Mark[] {
  return [setting.kind, ...setting.also].flatMap((id) => {
    const field = spotFieldOf(work.exercise.kinds[id], setting.map)
    if (!field) return []
    const cards = id === setting.kind ? work.cards : work.board.filter((card) => card.kind === id)
    return cards.map((card, index): Mark => {
      const spots = spotsOf(card.fields[field.id], field)
      const points = spots.flatMap((spot) => {
        const at = positionOf(spot, map)
        return at ? [onPlane(at)] : []
      })
      const sign = isLettered(setting, work.exercise, id) ? letterOf(index).toLowerCase() : String(index + 1)
      return { card, field, sign, spots, points, colour: colourOf(card, setting, work.exercise) }
    })
  })
}

/** The same cards in the same places, with the same signs and colours. */
export const sameMarks = (one: readonly Mark[], two: readonly Mark[]): boolean =>
  one.length === two.length && one.every((mark, index) => mark.card === two[index]!.card || looksSame(mark, two[index]!))

const looksSame = (one: Mark, two: Mark) =>
  one.card.id === two.card.id &&
  one.sign === two.sign &&
  one.colour === two.colour &&
  JSON.stringify(one.spots) === JSON.stringify(two.spots)

function colourOf(card: Card, setting: CanvasOf<'map'>, exercise: Exercise): string | null {
  const field = setting.colour === undefined ? undefined : exercise.kinds[card.kind]?.fields[setting.colour]
  if (!field) return null
  const value = card.fields[field.id]
  if (field.type === 'choice') return typeof value === 'object' && value !== null && 'code' in value ? value.code : null
  return targetsOf(value, field)[0] ?? null
}

/** What colours can stand for, in the order of the board or of the vocabulary: the place gives the hue. */
export function colourKeys(work: Work, setting: CanvasOf<'map'>): string[] {
  const field = setting.colour === undefined ? undefined : work.exercise.kinds[setting.kind]?.fields[setting.colour]
  if (field?.type === 'link') return work.board.filter((card) => card.kind === field.to).map((card) => card.id)
  return field?.type === 'choice' ? (work.exercise.vocabularies[field.from]?.terms ?? []).map((term) => term.code) : []
}

/** Px of a degree from which places of a kind are shown; what a card uses is shown always. */
const shownFrom: Record<PlaceKind, number> = { capital: 0, port: 14, city: 14, crossing: 17, rail: 40, airport: 40 }
/** A place nearer than this to a more important one waits for a larger scale: a finger must hit one of them. */
const roomOf = 26

export interface ShownPlace {
  readonly place: Place
  readonly at: Point
  readonly used: boolean
}

/** The places that have room at a scale; used ones come first and are always there. */
export function shownPlaces(map: RegionMap, scale: number, used: ReadonlySet<string>): readonly ShownPlace[] {
  const rank = (place: Place) => (used.has(place.id) ? -1 : shownFrom[place.kind])
  const sorted = map.places.filter((place) => rank(place) <= scale).sort((a, b) => rank(a) - rank(b))
  const kept: { place: Place; at: Point }[] = []
  for (const place of sorted) {
    const [x, y] = onPlane(place.at)
    const at: Point = [x * scale, y * scale]
    if (used.has(place.id) || kept.every((other) => Math.hypot(other.at[0] - at[0], other.at[1] - at[1]) > roomOf)) kept.push({ place, at })
  }
  return kept.map(({ place, at }) => ({ place, at, used: used.has(place.id) }))
}

/** Where the signs of pins stand above their places, in px of the layer; those of one place stand side by side. */
export function pinHeads(pins: readonly Mark[], scale: number): ReadonlyMap<string, { readonly tip: Point; readonly head: Point }> {
  const piles = Map.groupBy(pins, (mark) => mark.points[0]!.join(' '))
  return new Map(
    [...piles.values()].flatMap((pile) =>
      pile.map(({ card, points }, index) => {
        const [x, y] = [points[0]![0] * scale + (index - (pile.length - 1) / 2) * 34, points[0]![1] * scale]
        return [card.id, { tip: [x, y], head: [x, y - 20] }] as const
      }),
    ),
  )
}

/** The window with all points and some room around them, more below: there stand the hints. Null without points. */
export function windowAround(points: readonly Point[]): Box | null {
  if (points.length === 0) return null
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  const room = Math.max(1.5, (right - left) * 0.1, (bottom - top) * 0.14)
  return [left - room, top - room, right + room, bottom + room * 1.8]
}

/** The nearest of several points in the direction of an arrow key; null where there is none. */
export function towards(from: Point, points: readonly { readonly id: string; readonly at: Point }[], [dx, dy]: Point): string | null {
  let best: { id: string; weight: number } | null = null
  for (const { id, at } of points) {
    const [x, y] = [at[0] - from[0], at[1] - from[1]]
    const [along, aside] = [x * dx + y * dy, Math.abs(x * dy - y * dx)]
    const weight = along + aside * 2
    if (along > 1 && along > aside * 0.5 && (!best || weight < best.weight)) best = { id, weight }
  }
  return best?.id ?? null
}
