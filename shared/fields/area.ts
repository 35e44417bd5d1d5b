import * as Y from 'yjs'
import { translator } from '../i18n/messages.ts'
import { isId } from '../ids.ts'
import type { Point } from '../maps/clip.ts'
import { nearestPlace, stateOf, type RegionMap } from '../maps/region.ts'
import type { FieldType } from './field-type.ts'
import { editOrder, linesOf, textOfLines } from './lines.ts'
import { lineOfSpot, mapOf, positionOf, readSpot, spotOfLine } from './spots.ts'
import type { AreaValue, Spot } from './values.ts'

/** Most corners of an outline, and most whole States of an area. */
export const mostCorners = 40
export const mostStates = 20
const maxName = 80

/**
 * A part of a map: whole States, an outline drawn corner by corner, or both, with a name of its own. Stored as lines of a
 * shared text: `#` and a State, a corner as in a path, `=` and the name.
 */
export const area: FieldType<'area', AreaValue> = {
  type: 'area',
  initial: { states: [], corners: [], name: '' },
  read: (stored) => (stored instanceof Y.Text ? fromLines(linesOf(stored)) : fromJson(stored)),
  write: (value) => new Y.Text(textOfLines(linesOfArea(value))),
  edit: (text, value) => editOrder(text, linesOfArea(value)),
  isAnswered: ({ states, corners, name }) => states.length > 0 || corners.length > 0 || name !== '',
  merge(answers) {
    const found = new Map<string, { area: AreaValue; groups: Set<string> }>()
    for (const { group, value } of answers) {
      if (!area.isAnswered(value)) continue
      const key = textOfLines([...value.states].sort().concat(linesOfArea({ ...value, states: [] })))
      const one = found.get(key) ?? { area: value, groups: new Set() }
      one.groups.add(group)
      found.set(key, one)
    }
    const sorted = [...found].sort(([a, x], [b, y]) => y.groups.size - x.groups.size || (a < b ? -1 : 1))
    return { type: 'areas', areas: sorted.map(([, one]) => ({ area: one.area, groups: [...one.groups] })) }
  },
  format(value, field, language, exercise) {
    const map = mapOf(exercise, field.map)
    const states = value.states.map((id) => stateOf(map, id)?.name[language] ?? id).join(', ')
    if (value.name !== '') return states === '' ? value.name : `${value.name} (${states})`
    if (states !== '') return states
    const t = translator(language)
    if (value.corners.length === 0) return t('words.notOnMap')
    const middle = middleOf(value.corners.flatMap((corner) => positionsOf(corner, map)))
    const near = map && middle ? nearestPlace(map, middle) : null
    return near ? t('words.areaNear', { place: near.place.name[language] }) : t('words.area')
  },
  // The same whole States are one area, in whatever order they were chosen. What was drawn by hand is only itself.
  keyOf: ({ states, corners }) => (states.length === 0 || corners.length > 0 ? null : `area:${[...states].sort().join('+')}`),
  sample: [
    { states: [], corners: [], name: '' },
    { states: ['UZB', 'KGZ'], corners: [], name: '' },
    { states: [], corners: [{ lon: 70.5, lat: 40.2 }, { place: 'osh' }, { lon: 73, lat: 41 }], name: 'Ферганская долина' },
    { states: ['TJK'], corners: [{ lon: -0.001, lat: 0 }], name: 'The south' },
  ], // prettier-ignore
}

/** True for an area that can be drawn: a State, or an outline of three corners. */
export const isArea = ({ states, corners }: AreaValue): boolean => states.length > 0 || corners.length > 2

function linesOfArea({ states, corners, name }: AreaValue): string[] {
  return [
    ...(name === '' ? [] : [`=${name}`]),
    ...states.slice(0, mostStates).map((state) => `#${state}`),
    ...corners.slice(0, mostCorners).map(lineOfSpot),
  ]
}

function fromLines(lines: readonly string[]): AreaValue {
  return whole(
    lines.flatMap((line) => (line.startsWith('#') ? line.slice(1) : [])),
    lines.map((line) => (/^[#=]/.test(line) ? null : spotOfLine(line))),
    lines.find((line) => line.startsWith('='))?.slice(1),
  )
}

/** As a sample file has it: `{ states: [UZB], corners: [osh, { lon: 72, lat: 40 }], name: words }`, each of them or none. */
function fromJson(stored: unknown): AreaValue {
  const has = (key: string): unknown =>
    typeof stored === 'object' && stored !== null && Object.hasOwn(stored, key) ? (stored as Record<string, unknown>)[key] : undefined
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : [])
  return whole(list(has('states')), list(has('corners')).map(readSpot), has('name'))
}

function whole(states: readonly unknown[], corners: readonly (Spot | null)[], name: unknown): AreaValue {
  const byLine = new Map(corners.flatMap((corner) => (corner ? [[lineOfSpot(unnamed(corner)), unnamed(corner)] as const] : [])))
  return {
    states: [...new Set(states.filter(isId))].slice(0, mostStates),
    corners: [...byLine.values()].slice(0, mostCorners),
    name: typeof name === 'string' ? name.replace(/\s+/g, ' ').trim().slice(0, maxName).trim() : '',
  }
}

/** A corner has no name: the area has one. */
const unnamed = (corner: Spot): Spot => ('place' in corner ? corner : { lon: corner.lon, lat: corner.lat })

function middleOf(points: readonly Point[]): Point | null {
  const mean = (axis: 0 | 1) => points.reduce((sum, at) => sum + at[axis], 0) / points.length
  return points.length === 0 ? null : [mean(0), mean(1)]
}

function positionsOf(corner: Spot, map: RegionMap | undefined): Point[] {
  const at = positionOf(corner, map)
  return at ? [at] : []
}
