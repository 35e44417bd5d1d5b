import * as z from 'zod/mini'
import { allowedSchema } from '../exercise/allowed.ts'
import { languages } from '../i18n/language.ts'
import { joiningWays } from './joining.ts'
import { longestMaterial } from './material.ts'
import { maxExercises, maxGroups } from './new-session.ts'
import { attributions } from './attribution.ts'
import { id, words } from './shapes.ts'

const localized = z.strictObject({ en: words(200), ru: words(200) })
const minutes = z.int().check(z.minimum(1), z.maximum(600))
const line = z.strictObject({
  /** Empty where nobody has said when. */
  at: z.string().check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/)),
  minutes,
  title: localized,
  exercise: z.optional(id),
  steps: z.optional(z.array(id).check(z.maxLength(60))),
  assemble: z.optional(id),
})
const day = z.strictObject({ title: localized, lines: z.array(line).check(z.maxLength(60)) })
const table = z.strictObject({
  name: z.string().check(z.trim(), z.maxLength(60)),
  language: z.nullable(z.enum(languages)),
  delegation: z.string().check(z.trim(), z.maxLength(60)),
})
const move = z.strictObject({ seat: id, group: id })

/** Running the room: the clock, locks, messages, the order of the day, who sits where. */
export const roomCommands = [
  z.strictObject({ do: z.literal('pause-step'), step: id, group: z.optional(id) }),
  z.strictObject({ do: z.literal('resume-step'), step: id, group: z.optional(id) }),
  z.strictObject({ do: z.literal('wind-up'), step: id, group: z.optional(id) }),
  z.strictObject({ do: z.literal('undo-open'), step: id }),
  z.strictObject({ do: z.literal('lock-step'), step: id, group: z.nullable(id), locked: z.boolean() }),
  z.strictObject({
    do: z.literal('give-material'),
    step: id,
    group: id,
    text: z.string().check(z.trim(), z.maxLength(longestMaterial)),
    part: z.nullable(id),
  }),
  z.strictObject({ do: z.literal('allow'), step: id, allowed: allowedSchema }),
  z.strictObject({ do: z.literal('write-alone'), step: id }),
  z.strictObject({ do: z.literal('show-cards'), step: id, group: z.nullable(id) }),
  z.strictObject({ do: z.literal('say'), message: id, text: words(300), to: z.nullable(id) }),
  z.strictObject({ do: z.literal('unsay'), message: id }),
  z.strictObject({ do: z.literal('mark-read'), message: id }),
  z.strictObject({ do: z.literal('summon') }),
  z.strictObject({ do: z.literal('let-go') }),
  z.strictObject({
    do: z.literal('set-agenda'),
    days: z.array(day).check(z.minLength(1), z.maxLength(10)),
    minutes: z.record(id, minutes),
    /** Exercises of the library that come into the session, and those of the session that go. */
    add: z.optional(z.array(id).check(z.minLength(1), z.maxLength(maxExercises))),
    remove: z.optional(z.array(id).check(z.minLength(1), z.maxLength(maxExercises))),
  }),
  z.strictObject({ do: z.literal('move-seats'), moves: z.array(move).check(z.minLength(1), z.maxLength(200)) }),
  z.strictObject({ do: z.literal('take-over-seat'), seat: id, from: id }),
  z.strictObject({ do: z.literal('pass-rapporteur'), seat: id }),
  /** Empty for nobody. */
  z.strictObject({ do: z.literal('speak-for'), seat: id, delegation: z.string().check(z.trim(), z.maxLength(60)) }),
  z.strictObject({ do: z.literal('set-tables'), tables: z.array(table).check(z.minLength(1), z.maxLength(maxGroups)) }),
  z.strictObject({ do: z.literal('set-joining'), by: z.enum(joiningWays) }),
  z.strictObject({ do: z.literal('set-attribution'), to: z.enum(attributions), typed: z.optional(z.string().check(z.maxLength(300))) }),
  /** Up to the end of the year 9999. */
  z.strictObject({ do: z.literal('keep-until'), until: z.nullable(z.int().check(z.minimum(0), z.maximum(253_402_300_800_000))) }),
] as const
