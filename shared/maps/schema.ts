import * as z from 'zod/mini'
import { isId } from '../ids.ts'

/** The shapes of the files of a map folder: `region.yaml`, `places.yaml` and `base.json`; `boundaries.ts` reads a fourth. */
const id = z.string().check(z.refine(isId, 'must be 1 to 40 letters, digits, "_" or "-"'))
const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(300))
const localized = z.strictObject({ en: words, ru: words })
const lon = z.number().check(z.minimum(-180), z.maximum(180))
const lat = z.number().check(z.minimum(-85), z.maximum(85))
const point = z.tuple([lon, lat])
const box = z
  .tuple([lon, lat, lon, lat])
  .check(z.refine(([west, south, east, north]) => west < east && south < north, 'must be west, south, east, north'))

/** Boundaries by the practice of the United Nations, none at all, or those of the organiser's own file. */
export const profiles = ['un', 'none', 'own'] as const

export const regionSchema = z.strictObject({
  title: localized,
  box,
  view: box,
  profile: z._default(z.enum(profiles), 'un'),
  disclaimer: localized,
  dashed: z.optional(localized),
  seas: z._default(
    z.array(z.strictObject({ at: point, name: localized, across: z._default(z.number().check(z.minimum(0.1), z.maximum(90)), 9) })),
    [],
  ),
  /** Shores drawn by hand, of lakes that the source lacks. */
  lakes: z._default(z.array(z.array(point).check(z.minLength(3))), []),
  into: z._default(
    z.array(
      z.union([
        z.strictObject({ named: words, state: id, line: z.optional(z.literal('dashed')) }),
        z.strictObject({ around: point, of: id, state: id }),
      ]),
    ),
    [],
  ),
  unsettled: z._default(z.array(z.strictObject({ between: z.tuple([id, id]), within: z.optional(box) })), []),
  states: z.array(
    z.strictObject({
      id,
      m49: z.string().check(z.regex(/^\d{3}$/)),
      own: z._default(z.boolean(), false),
      /** At the edge of the map: named, but with no more lines than its neighbours have. */
      edge: z._default(z.boolean(), false),
      at: point,
      name: localized,
    }),
  ),
})

/** What a place is; each has its own mark on the map. */
export const placeKinds = ['capital', 'city', 'crossing', 'rail', 'port', 'airport'] as const

export const placesSchema = z.strictObject({
  places: z.array(
    z.strictObject({
      id,
      kind: z.enum(placeKinds),
      states: z.array(id).check(z.minLength(1)),
      at: point,
      en: words,
      ru: words,
      /** The name in the language of the place, to be found by. */
      local: z.optional(words),
    }),
  ),
})

const line = z.array(z.int())
export const baseSchema = z.strictObject({
  source: words,
  lands: z.array(z.strictObject({ state: z.string(), rings: z.array(line) })),
  waters: z._default(z.strictObject({ lakes: z.array(line), rivers: z.array(line) }), { lakes: [], rivers: [] }),
  lines: z.strictObject({ settled: z.array(line), unsettled: z.array(line) }),
})
