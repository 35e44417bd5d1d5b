import { Ground } from '../../../shared/canvases/parts/bins.ts'
import { widthOf } from '../../../shared/canvases/parts/text-lines.ts'
import { planeOf } from '../../../shared/maps/plane.ts'
import type { Point } from '../../../shared/maps/clip.ts'
import { onPlane, type RegionMap } from '../../../shared/maps/region.ts'
import type { Language } from '../../../shared/i18n/language.ts'
import { around } from './reach.ts'
import type { ShownPlace } from './view.ts'

/** A name on the map, by the top left of its box in px of the layer. */
export interface Label {
  readonly key: string
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly look: 'used' | 'place' | 'own' | 'other'
}
const height = 22

/** The names that have room at a scale, the more important first: none lies on another, on a mark or on a place. */
export function labelsOf(
  map: RegionMap,
  scale: number,
  places: readonly ShownPlace[],
  badges: readonly Point[],
  boundaries: boolean,
  language: Language,
): readonly Label[] {
  const spans = planeOf(map).spans
  const taken = new Ground(40, [...places.map(({ at }) => around(at, 6)), ...badges.map((at) => around(at, 15))])
  const made: Label[] = []
  const put = (label: Label) => {
    const box = [label.x, label.y, label.x + label.width, label.y + height] as const
    if (!taken.isFree(box)) return false
    taken.put(box)
    made.push(label)
    return true
  }
  /** Bold letters are wider; those of one's own States stand apart. */
  const roomFor = (text: string, look: Label['look']) => widthOf(text, 16) * ({ used: 1.06, own: 1.12, place: 1, other: 1 } as const)[look] + 6
  const besidePlace = ({ place, at: [x, y], used }: ShownPlace) => {
    const text = place.name[language]
    const look = used ? 'used' : 'place'
    const width = roomFor(text, look)
    const label = { key: place.id, text, width, look } as const
    for (const spot of [{ x: x + 9, y: y - 11 }, { x: x - 9 - width, y: y - 11 }, { x: x - width / 2, y: y + 9 }])
      if (put({ ...label, ...spot })) return
  }
  const overState = (own: boolean) => {
    for (const state of boundaries ? map.states : []) {
      const text = state.name[language]
      const width = roomFor(text, own ? 'own' : 'other')
      if (state.own !== own || width > (spans.get(state.id) ?? 0) * scale * 1.1) continue
      const [x, y] = onPlane(state.at)
      // A name may move a little to where there is room, but never out of its State: half a degree at most.
      for (const by of [0, -0.5, 0.5, -0.25, 0.25])
        if (put({ key: state.id, text, width, x: x * scale - width / 2, y: (y + by) * scale - 11, look: own ? 'own' : 'other' })) break
    }
  }
  places.filter((one) => one.used).forEach(besidePlace)
  overState(true)
  places.filter((one) => !one.used).forEach(besidePlace)
  overState(false)
  for (const { at, name, across } of map.seas) {
    const [x, y] = onPlane(at)
    const width = roomFor(name[language], 'other')
    if (width < across * scale) put({ key: name.en, text: name[language], width, x: x * scale - width / 2, y: y * scale - 11, look: 'other' })
  }
  return made
} // prettier-ignore
