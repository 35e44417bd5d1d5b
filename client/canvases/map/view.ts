import { Crowd, Ground } from '../../../shared/canvases/parts/bins.ts'
import { cornersOf, middleOfArea, ringsOfArea } from '../../../shared/canvases/parts/map-areas.ts'
import { signOf, spotFieldOf, spotsOf, type SpotField } from '../../../shared/canvases/parts/map-cards.ts'
import type { CanvasOf, Exercise } from '../../../shared/exercise/exercise.ts'
import { positionOf } from '../../../shared/fields/spots.ts'
import { targetsOf } from '../../../shared/fields/targets.ts'
import type { AreaValue, Card, Spot } from '../../../shared/fields/values.ts'
import type { Box, Point } from '../../../shared/maps/clip.ts'
import { onPlane, type Place, type PlaceKind, type RegionMap } from '../../../shared/maps/region.ts'
import type { Work } from '../work.ts'
import { around, reachesOf } from './reach.ts'

/** A card as it stands on the map: a route when its field is a path, an area when it is one. */
export interface Mark {
  readonly card: Card
  readonly field: SpotField
  /** As in the list: a number for a route, a letter for a place. */
  readonly sign: string
  readonly spots: readonly Spot[]
  /** Where its spots lie on the plane; those that the map does not know are left out. */
  readonly points: readonly Point[]
  /** The land of an area, and where its sign stands. */
  readonly rings: readonly (readonly Point[])[]
  readonly middle: Point | null
  /** What its colour stands for: a card or a code; null without one. */
  readonly colour: string | null
}

/**
 * Every card of the canvas's kinds, those that stand nowhere yet included. `known` keeps the mark of each card: one that
 * nobody touched is not read again.
 */
export function marksOf(work: Work, setting: CanvasOf<'map'>, map: RegionMap, known: WeakMap<Card, Mark>): Mark[] {
  return [setting.kind, ...setting.also].flatMap((id) => {
    const field = spotFieldOf(work.exercise.kinds[id], setting.map)
    if (!field) return []
    const cards = id === setting.kind ? work.cards : work.board.filter((card) => card.kind === id)
    return cards.map((card, index) => {
      const sign = signOf(index, field)
      const before = known.get(card)
      if (before?.sign === sign) return before
      const mark = { ...placeOf(card, field, map), card, field, sign, colour: colourOf(card, setting, work.exercise) }
      known.set(card, mark)
      return mark
    })
  })
}

function placeOf(card: Card, field: SpotField, map: RegionMap): Pick<Mark, 'spots' | 'points' | 'rings' | 'middle'> {
  const spots = spotsOf(card.fields[field.id], field)
  const points = spots.flatMap((spot) => {
    const at = positionOf(spot, map)
    return at ? [onPlane(at)] : []
  })
  if (field.type !== 'area') return { spots, points, rings: [], middle: null }
  const area = card.fields[field.id] as AreaValue
  const [rings, middle] = [ringsOfArea(area, map), middleOfArea(area, map)]
  return { spots, points: middle ? [middle, ...rings.flat(), ...cornersOf(area, map)] : [], rings, middle }
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

export interface ShownPlace {
  readonly place: Place
  readonly at: Point
  readonly used: boolean
  /** Where a click means this place; null for one that is only seen. */
  readonly reach: Box | null
}

/**
 * The places that have room at a scale, beside the signs of cards. What a card uses is always seen; where it stands too
 * near to something else it is no button until the map is larger. `first` is the place that has the keys: it is always one.
 */
export function shownPlaces(
  map: RegionMap,
  scale: number,
  used: ReadonlySet<string>,
  signs: readonly Box[],
  first: string | null,
): readonly ShownPlace[] {
  const rank = (place: Place) => (place.id === first ? -2 : used.has(place.id) ? -1 : shownFrom[place.kind])
  const sorted = map.places
    .filter((place) => rank(place) <= scale)
    .sort((a, b) => rank(a) - rank(b))
    .map((place) => {
      const [x, y] = onPlane(place.at)
      return { id: place.id, place, at: [x * scale, y * scale] as const }
    })
  const reaches = reachesOf(sorted, signs)
  return sorted.flatMap(({ id, place, at }) => {
    const reach = reaches.get(id) ?? (id === first ? around(at, 12) : null)
    return reach || used.has(id) ? [{ place, at, used: used.has(id), reach }] : []
  })
}

/** Px between the signs of two cards, and the size of a pin's ground, which ends just above what it points to. */
const apart = 40
const pinHeight = 40
const pinAbove = 5

/** A pin: what it points to, the foot that it stands on, and the middle of its sign. Two feet are the same place only where there is room. */
export interface Pin {
  readonly tip: Point
  readonly foot: Point
  readonly head: Point
}

/** Pins in px of the layer: each stands on its own place, or as near to it as the others leave room. */
export function pinsOf(marks: readonly Mark[], scale: number): ReadonlyMap<string, Pin> {
  const made = new Map<string, Pin>()
  const feet = new Ground(apart)
  for (const { card, points } of marks) {
    const tip: Point = [points[0]![0] * scale, points[0]![1] * scale]
    const foot = stepsAside.map((by): Point => [tip[0] + by, tip[1]]).find((at) => feet.isFree(groundAt(at))) ?? tip
    feet.put(groundAt(foot))
    made.set(card.id, { tip, foot, head: [foot[0], foot[1] - 20] })
  }
  return made
}
const stepsAside: readonly number[] = Array.from(
  { length: 60 },
  (_, index) => (index % 2 === 0 ? -1 : 1) * Math.ceil(index / 2) * (apart / 2),
)

/** The middles of areas in px of the layer, each moved to where no other sign stands. */
export function signsBeside(areas: readonly Mark[], taken: readonly Point[], scale: number): ReadonlyMap<string, Point> {
  const made = new Map<string, Point>()
  const signs = new Crowd(signsApart, taken)
  for (const { card, middle } of areas) {
    const [x, y] = [middle![0] * scale, middle![1] * scale]
    const around = rings.map(([dx, dy]): Point => [x + dx * 46, y + dy * 46])
    const at = around.find((one) => signs.nearest(one) >= signsApart) ?? [x, y]
    signs.add(at)
    made.set(card.id, at)
  }
  return made
}
const signsApart = 44
const rings: readonly Point[] = [[0, 0], [0, 1], [0, -1], [1, 0], [-1, 0], [1, 1], [-1, -1], [1, -1], [-1, 1], [0, 2], [0, -2], [2, 0], [-2, 0]] // prettier-ignore

/** The ground of a pin. */
export const groundOfPin = ({ foot }: Pin): Box => groundAt(foot)

const groundAt = ([x, y]: Point): Box => [x - apart / 2, y - pinAbove - pinHeight, x + apart / 2, y - pinAbove]

/** The smallest box with all points, a few degrees at least. Null without points. */
export function boxAround(points: readonly Point[]): Box | null {
  if (points.length === 0) return null
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return [Math.min(...xs) - 1, Math.min(...ys) - 1, Math.max(...xs) + 1, Math.max(...ys) + 1]
}

/** Px that signs and names of what stands at the edge of such a box need beyond it. */
export const margins = { sides: 48, above: 32, below: 16 } as const

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
