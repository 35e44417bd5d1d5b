import type { Canvas } from './canvas.ts'
import { drawMap, drawMapPages } from './parts/draw-map.ts'
import { isOnMap } from './parts/map-cards.ts'
import { mergedMap } from './parts/merged-map.ts'
import { listPages } from './parts/wall-list.ts'

/** Cards with a place or a route on a map. A card is finished when it stands there; a route needs two stops. */
export const map: Canvas<'map'> = {
  type: 'map',
  needs: (setting) =>
    setting.colour === undefined
      ? []
      : [setting.kind, ...setting.also].map((kind) => ({ kind, field: setting.colour!, types: ['link', 'choice'] })),
  otherKinds: (setting) => setting.also,
  progress(cards, setting) {
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.filter(isOnMap).length, of: own.length }
  },
  figure(merged, setting, exercise, language, look) {
    const region = exercise.maps?.[setting.map]
    return region ? drawMap(mergedMap(merged, setting, exercise, region, language), region, language, look) : null
  },
  wall(scene) {
    const { merged, setting, exercise, language, beside = new Map<string, string>() } = scene
    const region = exercise.maps?.[setting.map]
    const pages = region ? drawMapPages(mergedMap(merged, setting, exercise, region, language), region, language, beside) : []
    // While nothing has a place, every kind is told as a list.
    return pages.length > 0
      ? pages
      : [setting.kind, ...setting.also].flatMap((kind) => listPages({ ...scene, setting: { ...setting, kind } }))
  },
}
