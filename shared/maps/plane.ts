import { decode } from './base.ts'
import type { Point } from './clip.ts'
import { onPlane, type RegionMap } from './region.ts'

/** The drawn part of a map on its plane. */
export interface PlaneMap {
  /** Land of the region's own States, of its neighbours, and without a name. */
  readonly own: readonly (readonly Point[])[]
  readonly other: readonly (readonly Point[])[]
  readonly lakes: readonly (readonly Point[])[]
  readonly rivers: readonly (readonly Point[])[]
  readonly settled: readonly (readonly Point[])[]
  readonly unsettled: readonly (readonly Point[])[]
  /** The land of each State, by its id. */
  readonly rings: ReadonlyMap<string, readonly (readonly Point[])[]>
  /** How far each State reaches from west to east, by its id: its name is shown where there is room for it. */
  readonly spans: ReadonlyMap<string, number>
}

const planes = new WeakMap<RegionMap, PlaneMap>()

/** Unfolds a map's lines; once for the whole program. */
export function planeOf(map: RegionMap): PlaneMap {
  const known = planes.get(map)
  if (known) return known
  const isOwn = new Map(map.states.map((state) => [state.id, state.own]))
  const unfold = (lines: readonly (readonly number[])[]) => lines.map((line) => decode(line).map(onPlane))
  const lands = (own: boolean) =>
    map.base.lands.filter((land) => (isOwn.get(land.state) ?? false) === own).flatMap((land) => unfold(land.rings))
  const { settled, unsettled } = map.profile === 'own' && map.boundaries ? map.boundaries : map.base.lines
  const { lakes, rivers } = map.base.waters
  const spans = new Map(
    map.base.lands.map(({ state, rings }) => {
      const xs = rings.flatMap((ring) => decode(ring).map(([x]) => x))
      return [state, xs.reduce((most, x) => Math.max(most, x), -180) - xs.reduce((least, x) => Math.min(least, x), 180)]
    }),
  )
  const rings = new Map(map.base.lands.map(({ state, rings: of }) => [state, unfold(of)]))
  const made = {
    own: lands(true),
    other: lands(false),
    settled: unfold(settled),
    unsettled: unfold(unsettled),
    lakes: unfold(lakes),
    rivers: unfold(rivers),
    rings,
    spans,
  }
  planes.set(map, made)
  return made
}
