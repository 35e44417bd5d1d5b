import { cornersOf } from '../../../shared/canvases/parts/map-areas.ts'
import { hueOf } from '../../../shared/canvases/parts/map-cards.ts'
import { drawRoutes, type RouteLine } from '../../../shared/canvases/parts/route-lines.ts'
import type { CanvasOf } from '../../../shared/exercise/exercise.ts'
import type { AreaValue, Card } from '../../../shared/fields/values.ts'
import type { Language } from '../../../shared/i18n/language.ts'
import type { Point } from '../../../shared/maps/clip.ts'
import type { RegionMap } from '../../../shared/maps/region.ts'
import { quiet, sameItems } from '../quiet.svelte.ts'
import type { Work } from '../work.ts'
import type { MapCamera } from './camera.svelte.ts'
import { labelsOf } from './labels.ts'
import { around } from './reach.ts'
import { colourKeys, groundOfPin, marksOf, pinsOf, sameMarks, shownPlaces, signsBeside, type Mark } from './view.ts'

export interface Drawn {
  readonly work: Work
  readonly setting: CanvasOf<'map'>
  readonly map: RegionMap
  readonly camera: MapCamera
  readonly boundaries: boolean
  /** The place that has the keys. */
  readonly roving: string | null
  readonly language: Language
}

/** What stands on the map at the camera's scale, in px of its layer: everything is worked out from the board. */
export class MapDrawing {
  readonly #of: () => Drawn
  readonly #marked: { readonly now: readonly Mark[] }
  readonly #colours: { readonly now: readonly string[] }

  readonly #known = $derived.by(() => (void this.#of().map, new WeakMap<Card, Mark>()))

  constructor(of: () => Drawn) {
    this.#of = of
    this.#marked = quiet(() => marksOf(of().work, of().setting, of().map, this.#known), sameMarks)
    this.#colours = quiet(() => colourKeys(of().work, of().setting), sameItems)
  }

  readonly marks = $derived.by(() => this.#marked.now)
  readonly routes = $derived.by(() => this.marks.filter((mark) => mark.field.type === 'path' && mark.points.length > 0))
  readonly placed = $derived.by(() => this.marks.filter((mark) => mark.field.type === 'place' && mark.points.length > 0))
  readonly areas = $derived.by(() => this.marks.filter((mark) => mark.middle !== null))
  readonly pins = $derived.by(() => pinsOf(this.placed, this.#scale))
  readonly #pinHeads = $derived.by(() => [...this.pins.values()].map(({ head }) => head))
  /** Where the signs of areas stand: in the middle, or beside it where a pin or another sign is. */
  readonly signs: ReadonlyMap<string, Point> = $derived.by(() => signsBeside(this.areas, this.#pinHeads, this.#scale))
  readonly #heads = $derived.by(() => [...this.#pinHeads, ...this.signs.values()])
  readonly lines: ReadonlyMap<string, RouteLine> = $derived.by(() => {
    const drawn = drawRoutes(
      this.routes.map(({ card, points }) => ({ id: card.id, points: points.map((point) => this.#onLayer(point)) })),
      this.#heads,
    )
    return new Map(drawn.map((line) => [line.id, line]))
  })
  readonly #badges = $derived.by(() => [...this.lines.values()].map((line) => line.badge))
  readonly places = $derived.by(() => {
    const { map, roving } = this.#of()
    const used = new Set(this.marks.flatMap((mark) => mark.spots.flatMap((spot) => ('place' in spot ? spot.place : []))))
    const signs = [...[...this.pins.values()].map(groundOfPin), ...[...this.#badges, ...this.signs.values()].map((at) => around(at, 20))]
    return shownPlaces(map, this.#scale, used, signs, roving)
  })
  readonly labels = $derived.by(() => {
    const { map, boundaries, language } = this.#of()
    return labelsOf(map, this.#scale, this.places, [...this.#heads, ...this.#badges], boundaries, language)
  })

  readonly #keys = $derived.by(() => this.#colours.now)
  /** What the hues that are seen stand for. */
  readonly keys = $derived.by(() => this.#keys.filter((key) => this.marks.some((mark) => mark.colour === key && mark.points.length > 0)))
  hue(colour: string | null): string {
    return hueOf(colour === null ? -1 : this.#keys.indexOf(colour), 'light')
  }

  /** The corners of an area's outline on the plane, in the order in which they were put. */
  cornersOf({ card, field }: Mark): Point[] {
    return field.type === 'area' ? cornersOf(card.fields[field.id] as AreaValue, this.#of().map) : []
  }

  get #scale(): number {
    return this.#of().camera.scale
  }
  #onLayer([x, y]: Point): Point {
    return [x * this.#scale, y * this.#scale]
  }
}
