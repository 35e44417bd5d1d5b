import { translator } from '../i18n/messages.ts'
import type { FieldType } from './field-type.ts'
import { keyOfSpot, lineOfSpot, mapOf, readSpot, spotIn, writeSpot } from './spots.ts'
import type { PlaceValue, Spot } from './values.ts'

/** A place of the map's gazetteer, or a free point. Stored as the place's id or as the point; the last writer wins. */
export const place: FieldType<'place', PlaceValue> = {
  type: 'place',
  initial: null,
  read: (stored) => readSpot(stored),
  write: (value) => (value === null ? null : writeSpot(value)),
  isAnswered: (value) => value !== null,
  merge(answers) {
    const found = new Map<string, { spot: Spot; groups: Set<string> }>()
    for (const { group, value } of answers) {
      if (value === null) continue
      const one = found.get(lineOfSpot(value)) ?? { spot: value, groups: new Set() }
      one.groups.add(group)
      found.set(lineOfSpot(value), one)
    }
    const sorted = [...found].sort(([a, x], [b, y]) => y.groups.size - x.groups.size || (a < b ? -1 : 1))
    return { type: 'places', places: sorted.map(([, { spot, groups }]) => ({ spot, groups: [...groups] })) }
  },
  format: (value, field, language, exercise) =>
    value === null ? translator(language)('words.notOnMap') : spotIn(value, mapOf(exercise, field.map), language),
  // Free points are never the same by themselves: how near is near enough is for people to say.
  keyOf(value) {
    const key = value === null ? null : keyOfSpot(value)
    return key === null ? null : `place:${key}`
  },
  sample: [null, { place: 'osh' }, { lon: 72.5, lat: 40.125, name: 'Базар у моста' }, { lon: -0.001, lat: 0 }],
}
