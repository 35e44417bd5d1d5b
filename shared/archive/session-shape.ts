import * as z from 'zod/mini'
import { allowedSchema } from '../exercise/allowed.ts'
import { languages } from '../i18n/language.ts'
import { attributions } from '../session/attribution.ts'
import { longestMaterial } from '../session/material.ts'
import { maxExercises, maxGroups } from '../session/new-session.ts'
import { plenary } from '../session/plenary-shape.ts'
import { key } from '../session/shapes.ts'
import { isZone } from '../session/zone.ts'
import type { ArchivedSession } from './archive.ts'
import { clusterTitle, decision } from './decision-shape.ts'
import { byId, count, id, localized, many, text, time } from './shapes.ts'

const group = z.strictObject({
  id,
  letter: text(5),
  name: text(200),
  language: z.optional(z.enum(languages)),
  delegation: z.optional(text(60)),
  from: z.optional(id),
})
const held = z.optional(z.strictObject({ from: time, until: time }))
const zone = z.optional(text(60).check(z.refine(isZone)))
const source = z.strictObject({ id, title: text(200), place: text(200), created: time, held, zone, laptops: count, people: count })
const seat = z.strictObject({
  id,
  group: id,
  name: text(60),
  people: z.int().check(z.minimum(1), z.maximum(20)),
  rapporteur: z.boolean(),
  handRaised: z.nullable(time),
  done: many(id, 200),
  joined: time,
  was: z.optional(many(id, 100)),
  delegation: z.optional(text(60)),
})

const given = z.strictObject({
  id,
  kind: id,
  title: z.union([z.strictObject({ code: text(60) }), z.strictObject({ own: text(500) })]),
  from: z.strictObject({ exercise: id, cluster: text(81), groups: count, of: count }),
})
/** A session at rest has no open step. */
const step = z.strictObject({
  id,
  minutes: z.int().check(z.minimum(1), z.maximum(600)),
  state: z.strictObject({ is: z.enum(['waiting', 'closed', 'plenary', 'done']) }),
  begun: z.optional(time),
  ended: z.optional(time),
  opened: z.optional(count),
  only: z.optional(many(id, maxGroups)),
  asked: z.optional(many(id, maxGroups)),
  joined: z.optional(byId(count)),
  material: z.optional(byId(z.strictObject({ text: text(longestMaterial), part: z.optional(text(60)) }))),
  extra: byId(z.int()),
  locked: z.optional(many(id, maxGroups)),
  handedIn: many(z.strictObject({ group: id, at: time, by: text(60) }), maxGroups),
  allowed: z.optional(allowedSchema),
  alone: z.optional(z.strictObject({ revealed: byId(time), gone: z.optional(byId(id)) })),
  blind: z.optional(z.literal(true)),
})
const item = z.strictObject({
  exercise: id,
  boards: byId(id),
  steps: z.array(step).check(z.minLength(1), z.maxLength(50)),
  givens: z.optional(many(given, 1000)),
})
const line = z.strictObject({
  at: text(5),
  minutes: z.int(),
  title: localized(200),
  exercise: z.optional(id),
  steps: z.optional(many(id, 50)),
  assemble: z.optional(id),
})

const answer = z.strictObject({ card: id, field: id, value: z.union([count, z.literal('unknown')]) })
const sheets = many(z.strictObject({ seat: id, rated: z.boolean(), answers: many(answer, 500) }), 1000)
const round = z.strictObject({
  step: id,
  group: id,
  round: z.int().check(z.minimum(1)),
  sheets,
  revealed: z.nullable(time),
  first: z.optional(sheets),
})

const ballot = z.strictObject({
  seat: id,
  people: count,
  done: z.boolean(),
  answers: many(z.strictObject({ item: text(81), value: count }), 100),
})
const vote = z.strictObject({
  id,
  exercise: id,
  question: text(200),
  way: z.enum(['dots', 'ranking']),
  dots: count,
  items: many(z.strictObject({ cluster: key, kind: id, title: clusterTitle }), 100),
  round: z.int().check(z.minimum(1)),
  opened: time,
  closed: z.nullable(time),
  ballots: many(ballot, 2000),
  present: z.strictObject({ seats: count, people: count }),
  aside: z.optional(z.literal(true)),
})
const consent = z.strictObject({ exercise: id, group: id, asked: time, answer: z.nullable(z.enum(['yes', 'no'])), by: text(60) })
const walk = z.strictObject({ exercise: id, opened: time, closed: z.nullable(time) })
const comment = z.strictObject({ id, exercise: id, group: id, card: z.nullable(id), from: id, at: time, text: text(1000) })

const message = z.strictObject({
  id,
  at: time,
  by: text(60),
  text: text(300),
  to: z.nullable(id),
  read: many(id, 2000),
  gone: z.optional(z.literal(true)),
})

const ruled = z.strictObject({ to: z.enum(attributions), at: time })
/** Tables, or one laptop by all that it was called. */
const reseated = z.strictObject({ reseated: many(id, maxGroups + 1), at: time })

export const sessionShape = z.strictObject({
  id,
  title: text(200),
  place: text(200),
  created: time,
  zone,
  revision: count,
  turn: count,
  lastSteer: z.nullable(z.strictObject({ by: text(60), what: text(40) })),
  groups: z.array(group).check(z.minLength(1), z.maxLength(maxGroups)),
  sources: z.optional(z.array(source).check(z.minLength(1), z.maxLength(maxGroups))),
  seats: many(seat, 2000),
  agenda: z.array(item).check(z.minLength(1), z.maxLength(maxExercises)),
  days: z.optional(many(z.strictObject({ title: localized(200), lines: many(line, 100) }), 30)),
  plenary,
  decisions: many(decision, 100_000),
  blind: z.optional(many(round, 5000)),
  votes: z.optional(many(vote, 1000)),
  consents: z.optional(many(consent, 5000)),
  walks: z.optional(many(walk, 100)),
  comments: z.optional(many(comment, 20_000)),
  messages: z.optional(many(message, 1000)),
  attribution: z.optional(many(z.union([ruled, reseated]), 1000)),
  spokeFor: z.optional(byId(text(60))),
})

/** Every name anywhere in a value, as a path. */
type Names<T> = T extends readonly (infer One)[]
  ? Names<One>
  : T extends object
    ? { [Key in keyof T & string]-?: Key | `${Key}.${Names<NonNullable<T[Key]>>}` }[keyof T & string]
    : never
type Known = Names<Omit<z.infer<typeof sessionShape>, 'plenary'>>
/** What an archive leaves out on purpose; see `atRest`. */
type LeftOut =
  | 'groups.code'
  | 'agenda.numbered'
  | `agenda.steps.clocks${string}`
  | `agenda.${'restored' | `restored.${string}`}`
  | `agenda.steps.state.${'since' | 'until' | 'paused'}`
type Forgotten = Exclude<Names<Omit<ArchivedSession, 'plenary'>>, Known | LeftOut>
/** Does not compile when a session has something that archives would refuse. */
export const nothingForgotten: [Forgotten] extends [never] ? true : Forgotten = true
