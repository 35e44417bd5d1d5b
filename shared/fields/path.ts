import * as Y from 'yjs'
import type { Exercise, FieldOf } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import { translator } from '../i18n/messages.ts'
import type { FieldType } from './field-type.ts'
import { editOrder, linesOf, textOfLines } from './lines.ts'
import { keyOfSpot, lineOfSpot, mapOf, readSpot, spotIn, spotOfLine } from './spots.ts'
import type { PathValue, Spot } from './values.ts'

/** Most stops of a path; more are not read on any map. */
export const mostStops = 30

/** The stops of a route from its origin to its destination, each once. Stored as lines of a shared text, one stop a line. */
export const path: FieldType<'path', PathValue> = {
  type: 'path',
  initial: [],
  read(stored) {
    const spots = stored instanceof Y.Text ? linesOf(stored).map(spotOfLine) : Array.isArray(stored) ? stored.map(readSpot) : []
    const byLine = new Map<string, Spot>()
    for (const spot of spots) if (spot && !byLine.has(lineOfSpot(spot))) byLine.set(lineOfSpot(spot), spot)
    return [...byLine.values()].slice(0, mostStops)
  },
  write: (value) => new Y.Text(textOfLines(value.slice(0, mostStops).map(lineOfSpot))),
  edit: (text, value) => editOrder(text, value.slice(0, mostStops).map(lineOfSpot)),
  isAnswered: (value) => value.length > 0,
  merge(answers) {
    const found = new Map<string, { stops: PathValue; groups: Set<string> }>()
    for (const { group, value } of answers) {
      if (value.length === 0) continue
      const key = textOfLines(value.map(lineOfSpot))
      const one = found.get(key) ?? { stops: value, groups: new Set() }
      one.groups.add(group)
      found.set(key, one)
    }
    const sorted = [...found].sort(([a, x], [b, y]) => y.groups.size - x.groups.size || (a < b ? -1 : 1))
    return { type: 'paths', paths: sorted.map(([, { stops, groups }]) => ({ stops, groups: [...groups] })) }
  },
  format: (value, field, language, exercise) =>
    value.length === 0 ? translator(language)('words.notOnMap') : stopsIn(value, field, language, exercise),
  // The same origin and destination are one route whatever lies between; there and back are two.
  keyOf(value) {
    const [from, to] = [value[0], value.at(-1)].map((end) => (end ? keyOfSpot(end) : null))
    return value.length < 2 || !from || !to ? null : `path:${from}>${to}`
  },
  sample: [[], [{ place: 'osh' }], [{ place: 'kabul' }, { lon: 68.5, lat: 37, name: 'Брод' }, { place: 'dushanbe' }, { place: 'osh' }]],
}

/** "Kabul → Dushanbe → Osh". */
function stopsIn(stops: PathValue, field: FieldOf<'path'>, language: Language, exercise: Exercise): string {
  return stops.map((stop) => spotIn(stop, mapOf(exercise, field.map), language)).join(' → ')
}
