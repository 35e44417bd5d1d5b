import * as z from 'zod/mini'
import { placeKinds, profiles } from '../maps/schema.ts'
import { id, localized, many, text } from './shapes.ts'

const degrees = z.number().check(z.minimum(-180), z.maximum(180))
const point = z.tuple([degrees, degrees])
const box = z.tuple([degrees, degrees, degrees, degrees])
const lines = many(many(z.int(), 200_000), 20_000)
const borders = z.strictObject({ settled: lines, unsettled: lines })

/** A map as an exercise carries it. */
export const mapShape = z.strictObject({
  id,
  title: localized(300),
  box,
  view: box,
  profile: z.enum(profiles),
  boundaries: z.optional(borders),
  /** Longer than authors may write: own boundaries add a sentence. */
  disclaimer: localized(600),
  dashed: z.optional(localized(300)),
  seas: many(z.strictObject({ at: point, name: localized(300), across: z.number() }), 500),
  states: many(z.strictObject({ id, whole: z.boolean(), own: z.boolean(), at: point, name: localized(300) }), 500),
  places: many(
    z.strictObject({
      id,
      kind: z.enum(placeKinds),
      states: many(id, 10),
      at: point,
      name: localized(300),
      local: z.optional(text(300)),
    }),
    20_000,
  ),
  base: z.strictObject({
    source: text(300),
    lands: many(z.strictObject({ state: text(40), rings: lines }), 1000),
    waters: z.strictObject({ lakes: lines, rivers: lines }),
    lines: borders,
  }),
})
