import type { CanvasOf, Exercise, Kind } from '../../exercise/exercise.ts'
import { isArea } from '../../fields/area.ts'
import { formatField } from '../../fields/catalogue.ts'
import { positionOf, spotIn } from '../../fields/spots.ts'
import type { Spot } from '../../fields/values.ts'
import type { Language } from '../../i18n/language.ts'
import type { Point } from '../../maps/clip.ts'
import { onPlane, type RegionMap } from '../../maps/region.ts'
import type { Cluster, Merged, MergedField } from '../../merge/cluster.ts'
import { clusterTitle } from '../../merge/in-words.ts'
import { answerOf, nothing } from './merged-answer.ts'
import { mostChosen } from './most-chosen.ts'
import { middleOfArea, ringsOfArea } from './map-areas.ts'
import { signOf, spotFieldOf, type SpotField } from './map-cards.ts'

/** What all groups drew on a map. */
export interface MergedMap {
  readonly groups: number
  readonly marks: readonly MergedMark[]
  /** What else was said and that nobody placed, by name: it is told beside the map. */
  readonly unplaced: readonly string[]
  /** What the hues stand for, in their order. */
  readonly colours: readonly { readonly key: string; readonly label: string }[]
}
/** A cluster on the map. A route or an area has what most groups drew first; a place has one point. */
export interface MergedMark {
  readonly id: string
  readonly is: SpotField['type']
  /** A number for a route, a letter for a place, a Roman number for an area. */
  readonly sign: string
  readonly title: string
  readonly groups: number
  readonly colour: string | null
  readonly ways: readonly Way[]
}
export interface Way {
  readonly groups: number
  /** Where it runs, or where it is; for an area the middle of it. */
  readonly stops: readonly { readonly at: Point; readonly name: string }[]
  /** The land of an area. */
  readonly rings: readonly (readonly Point[])[]
}

/** Clusters that nobody placed are named and not drawn; everything that is set aside is left out. */
export function mergedMap(merged: Merged, setting: CanvasOf<'map'>, exercise: Exercise, map: RegionMap, language: Language): MergedMap {
  const kept = merged.clusters.filter((cluster) => !cluster.setAside)
  const stopsOf = (spots: readonly Spot[]) =>
    spots.flatMap((spot) => {
      const at = positionOf(spot, map)
      return at ? [{ at: onPlane(at), name: spotIn(spot, map, language) }] : []
    })
  const counts = { path: 0, place: 0, area: 0 }
  const unplaced: string[] = []
  const marks = [setting.kind, ...setting.also].flatMap((id) => {
    const kind = exercise.kinds[id]
    const field = spotFieldOf(kind, setting.map)
    return kept.flatMap((cluster): MergedMark[] => {
      if (!kind || !field || cluster.kind !== id) return []
      const ways = waysOf(cluster.fields[field.id], stopsOf, map).filter((way) => way.stops.length > 0)
      if (ways.length === 0) {
        unplaced.push(nameOfUnplaced(cluster, field, kind, merged, exercise, language))
        return []
      }
      const sign = signOf(counts[field.type]++, field)
      const title = titleOf(cluster, ways[0]!, kind, exercise, setting, language)
      return [{ id: cluster.id, is: field.type, sign, title, groups: cluster.groups.length, colour: colourOf(cluster, setting), ways }]
    })
  })
  return { groups: merged.groups.length, marks, unplaced, colours: coloursOf(kept, marks, setting, exercise, language) }
}

/** What the groups drew; a route of one stop and an area without land are not drawn yet. */
function waysOf(said: MergedField | undefined, stopsOf: (spots: readonly Spot[]) => Way['stops'], map: RegionMap): Way[] {
  if (said?.type === 'paths') {
    const ways = said.paths.map(({ stops, groups }) => ({ groups: groups.length, stops: stopsOf(stops), rings: [] }))
    return ways.filter((way) => way.stops.length > 1)
  }
  if (said?.type === 'places')
    return said.places.slice(0, 1).map(({ spot, groups }) => ({ groups: groups.length, stops: stopsOf([spot]), rings: [] }))
  if (said?.type !== 'areas') return []
  return said.areas.flatMap(({ area, groups }) => {
    const at = isArea(area) ? middleOfArea(area, map) : null
    return at ? [{ groups: groups.length, stops: [{ at, name: '' }], rings: ringsOfArea(area, map) }] : []
  })
}

/** A route by its ends (our type has no arrow), a place with what most groups say of it; what a person wrote wins. */
function titleOf(cluster: Cluster, way: Way, kind: Kind, exercise: Exercise, setting: CanvasOf<'map'>, language: Language): string {
  if (cluster.title.by === 'person') return cluster.title.text
  if (way.stops.length > 1) return `${way.stops[0]!.name} › ${way.stops.at(-1)!.name}`
  const sort = Object.values(kind.fields).find((field) => field.type === 'choice' && field.id !== setting.colour)
  const code = sort ? mostChosen(cluster.fields[sort.id]) : null
  const name = clusterTitle(cluster, exercise, language)
  return sort && code !== null ? `${name} · ${formatField({ code }, sort, language, exercise)}` : name
}

/** By its title; where that would be the place that it lacks, by its kind and the first thing that is said of it. */
function nameOfUnplaced(cluster: Cluster, at: SpotField, kind: Kind, merged: Merged, exercise: Exercise, language: Language): string {
  const title = clusterTitle(cluster, exercise, language)
  if (title.trim() !== '' && (cluster.title.by === 'person' || kind.titleField !== at.id)) return title
  const titleAt = (id: string) => {
    const other = merged.clusters.find((one) => one.id === id)
    return other ? clusterTitle(other, exercise, language) : nothing.words
  }
  const said = Object.values(kind.fields).map((field) => answerOf(cluster.fields[field.id], { field, exercise, language, titleAt }).words)
  const first = said.find((words) => words !== nothing.words && words.trim() !== '')
  return first === undefined ? kind.label[language] : `${kind.label[language]}: ${first}`
}

function colourOf(cluster: Cluster, setting: CanvasOf<'map'>): string | null {
  const said = setting.colour === undefined ? undefined : cluster.fields[setting.colour]
  return said?.type === 'links' ? (said.links[0]?.cluster ?? null) : mostChosen(said)
}

/** Only what a mark has; in the order of the clusters, or of the vocabulary. */
function coloursOf(
  kept: readonly Cluster[],
  marks: readonly MergedMark[],
  setting: CanvasOf<'map'>,
  exercise: Exercise,
  language: Language,
) {
  const used = new Set(marks.map((mark) => mark.colour))
  const field = setting.colour === undefined ? undefined : exercise.kinds[setting.kind]?.fields[setting.colour]
  const terms = field?.type === 'choice' ? (exercise.vocabularies[field.from]?.terms ?? []) : []
  const clusters = kept.map((cluster) => ({ key: cluster.id, label: clusterTitle(cluster, exercise, language) }))
  const named = terms.map((term) => ({ key: term.code, label: term.label[language] }))
  return [...clusters, ...named].filter(({ key }) => used.has(key))
}
