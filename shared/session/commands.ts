import * as z from 'zod/mini'
import { refuse, type Refusal } from '../refusals.ts'
import { consentCommands } from './consent-commands.ts'
import { maxGroups } from './new-session.ts'
import { asked } from './plenary-shape.ts'
import { roomCommands } from './room-commands.ts'
import { id, key, keys, words } from './shapes.ts'
import { voteCommands } from './vote-commands.ts'
import { walkCommands } from './walk-commands.ts'

const act = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('join'), keys }),
  z.strictObject({ act: z.literal('split'), keys }),
  z.strictObject({ act: z.literal('title'), key, text: words(200) }),
  z.strictObject({ act: z.literal('set-aside'), key }),
  z.strictObject({ act: z.literal('keep-apart'), keys }),
  z.strictObject({ act: z.literal('mark'), key }),
  z.strictObject({ act: z.literal('place'), key, before: z.nullable(key) }),
  z.strictObject({ act: z.literal('look') }),
])
/** As `printOf` writes them; all of twelve crowded boards go into one command. */
const saw = z.array(z.string().check(z.regex(/^[0-9a-z]{12}$/))).check(z.maxLength(3000))

const given = z.strictObject({
  kind: id,
  title: z.union([z.strictObject({ code: id }), z.strictObject({ own: words(500) })]),
  from: z.strictObject({ exercise: id, cluster: key, groups: z.int().check(z.minimum(0)), of: z.int().check(z.minimum(0)) }),
})

const answers = z
  .array(
    z.strictObject({
      card: id,
      field: id,
      value: z.union([z.int().check(z.minimum(1), z.maximum(10)), z.literal('unknown')]),
    }),
  )
  .check(z.maxLength(500))

/** What a person may ask of a session, by name. Steering commands are listed in `steering`. */
export const commandSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('open-step'),
    step: id,
    minutes: z.optional(z.int().check(z.minimum(1), z.maximum(600))),
    groups: z.optional(z.array(id).check(z.minLength(1), z.maxLength(maxGroups))),
  }),
  z.strictObject({ do: z.literal('extend-step'), step: id, minutes: z.int().check(z.minimum(-60), z.maximum(60)), group: z.nullable(id) }),
  z.strictObject({ do: z.literal('close-step'), step: id, group: z.optional(id) }),
  z.strictObject({ do: z.literal('undo-close'), step: id, group: z.optional(id) }),
  z.strictObject({ do: z.literal('show'), plenary: asked }),
  z.strictObject({ do: z.literal('hand-on'), exercise: id, cards: z.array(given).check(z.maxLength(100)) }),
  z.strictObject({ do: z.literal('name-group'), group: id, name: z.string().check(z.trim(), z.maxLength(60)) }),
  z.strictObject({ do: z.literal('add-group') }),
  z.strictObject({ do: z.literal('decide'), decision: id, exercise: z.optional(id), what: act, saw: z.optional(saw) }),
  z.strictObject({ do: z.literal('undo-decision'), decision: id }),
  z.strictObject({ do: z.literal('redo-decision'), decision: id }),
  z.strictObject({ do: z.literal('answer-hand'), seat: id }),
  z.strictObject({ do: z.literal('remove-seat'), seat: id }),
  z.strictObject({ do: z.literal('take-rapporteur') }),
  z.strictObject({ do: z.literal('set-seat'), name: words(60), people: z.int().check(z.minimum(1), z.maximum(20)) }),
  z.strictObject({ do: z.literal('raise-hand') }),
  z.strictObject({ do: z.literal('lower-hand') }),
  z.strictObject({ do: z.literal('done'), step: id, done: z.boolean() }),
  z.strictObject({ do: z.literal('hand-in'), step: id }),
  z.strictObject({ do: z.literal('take-back'), step: id }),
  z.strictObject({ do: z.literal('rate'), step: id, round: z.int().check(z.minimum(1)), rated: z.boolean(), answers }),
  z.strictObject({ do: z.literal('reveal'), step: id }),
  z.strictObject({ do: z.literal('rate-again'), step: id }),
  z.strictObject({ do: z.literal('restore'), exercise: id, group: id, version: z.int().check(z.minimum(1)) }),
  z.strictObject({ do: z.literal('undo-restore'), exercise: id, group: id }),
  z.strictObject({ do: z.literal('reveal-for'), step: id, group: z.nullable(id) }),
  ...voteCommands,
  ...consentCommands,
  ...walkCommands,
  ...roomCommands,
])
export type Command = z.infer<typeof commandSchema>

/** Commands about which two facilitators can disagree: they carry the turn that their sender saw. */
export const steering: ReadonlySet<Command['do']> = new Set([
  'open-step',
  'extend-step',
  'close-step',
  'undo-close',
  'pause-step',
  'resume-step',
  'wind-up',
  'undo-open',
  'give-material',
  'set-tables',
  'set-agenda',
  'show',
])

const envelopeSchema = z.strictObject({ id, turn: z.nullable(z.int()), command: commandSchema })
/** A command on its way: `id` makes a retry harmless, `turn` is null but for steering. */
export type Envelope = z.infer<typeof envelopeSchema>

/** The one door for what comes from a socket. */
export function parseEnvelope(raw: unknown): Envelope | Refusal {
  const parsed = envelopeSchema.safeParse(raw)
  return parsed.success ? parsed.data : refuse('not-understood')
}
