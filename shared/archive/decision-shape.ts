import * as z from 'zod/mini'
import { key } from '../session/shapes.ts'
import { id, localized, many, text, time } from './shapes.ts'

const keys = z.array(key).check(z.minLength(1), z.maxLength(20_000))
const log = {
  id,
  at: time,
  by: text(200),
  undone: z.boolean(),
  exercise: z.optional(id),
  saw: z.optional(many(text(12), 20_000)),
  from: z.optional(id),
}

/** A line of the log of decisions. */
export const decision = z.discriminatedUnion('act', [
  z.strictObject({ ...log, act: z.literal('join'), keys }),
  z.strictObject({ ...log, act: z.literal('split'), keys }),
  z.strictObject({ ...log, act: z.literal('keep-apart'), keys }),
  z.strictObject({ ...log, act: z.literal('title'), key, text: text(500) }),
  z.strictObject({ ...log, act: z.literal('set-aside'), key }),
  z.strictObject({ ...log, act: z.literal('mark'), key }),
  z.strictObject({ ...log, act: z.literal('place'), key, before: z.nullable(key) }),
  z.strictObject({ ...log, act: z.literal('look') }),
])

/** What a cluster was called when it was put to the vote. */
export const clusterTitle = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('person'), text: text(500) }),
  z.strictObject({ by: z.literal('code'), field: id, code: text(60) }),
  z.strictObject({ by: z.literal('group'), text: text(500), in: z.optional(localized(500)) }),
])
