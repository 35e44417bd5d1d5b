import * as z from 'zod/mini'
import { isId, longestStartId } from '../ids.ts'
import { allowedShape } from './allowed.ts'
import { wrong, type Mistake, type Wrong } from './problem.ts'

/**
 * The shapes of an exercise's files, as parsed from YAML. They say what a file may hold; whether files agree with
 * each other is `check.ts`'s question. Unknown keys are mistakes: a misspelt setting must not pass silently.
 */
const id = z.string().check(z.refine(isId, 'must be 1 to 40 letters, digits, "_" or "-"'))
const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(500))
const record = <Value extends z.core.$ZodType>(value: Value) => z.record(id, value)

/** What is marked is in the organisers' report alone. */
const marks = { confidential: z.optional(z.literal(true)) }
const field = z.discriminatedUnion('type', [
  z.strictObject({ ...marks, type: z.literal('line'), max: z.int().check(z.minimum(1), z.maximum(500)) }),
  z.strictObject({ ...marks, type: z.literal('text'), max: z.int().check(z.minimum(1), z.maximum(20_000)) }),
  z.strictObject({ ...marks, type: z.literal('choice'), from: id, own: z._default(z.boolean(), false) }),
  z.strictObject({
    ...marks,
    type: z.literal('choices'),
    from: id,
    own: z._default(z.boolean(), false),
    max: z._default(z.int().check(z.minimum(1), z.maximum(50)), 20),
  }),
  z.strictObject({
    ...marks,
    type: z.literal('number'),
    min: z.optional(z.number()),
    max: z.optional(z.number()),
    decimals: z._default(z.int().check(z.minimum(0), z.maximum(6)), 0),
  }),
  z.strictObject({ ...marks, type: z.literal('flag') }),
  z.strictObject({ ...marks, type: z.literal('period'), by: z._default(z.enum(['month', 'quarter']), 'month') }),
  z.strictObject({ ...marks, type: z.literal('link'), to: id }),
  z.strictObject({ ...marks, type: z.literal('links'), to: id, max: z._default(z.int().check(z.minimum(1), z.maximum(50)), 20) }),
  z.strictObject({ ...marks, type: z.literal('dots'), each: z.int().check(z.minimum(1), z.maximum(50)) }),
  z.strictObject({ ...marks, type: z.literal('position') }),
  z.strictObject({ ...marks, type: z.literal('place'), map: id }),
  z.strictObject({ ...marks, type: z.literal('path'), map: id }),
  z.strictObject({ ...marks, type: z.literal('area'), map: id }),
  z.strictObject({ ...marks, type: z.literal('rating'), of: z.int().check(z.minimum(2), z.maximum(10)) }),
])
const canvas = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('columns'), kind: id, by: id }),
  z.strictObject({ type: z.literal('grid'), kind: id, x: id, y: id }),
  z.strictObject({ type: z.literal('list'), kind: id }),
  z.strictObject({ type: z.literal('table'), kind: id, under: z.optional(id) }),
  z.strictObject({ type: z.literal('statement'), kind: id, text: id }),
  z.strictObject({ type: z.literal('checklist'), kind: id, mark: id, note: z.optional(id) }),
  z.strictObject({ type: z.literal('matrix'), kind: id, rows: id, columns: id, value: z.optional(id) }),
  z.strictObject({ type: z.literal('tree'), kind: id, parent: id, level: z.optional(id), trunk: z.optional(id) }),
  z.strictObject({
    type: z.literal('network'),
    kind: id,
    links: id,
    from: id,
    to: id,
    at: id,
    sort: z.optional(id),
    missing: z.optional(id),
    filter: z.optional(id),
  }),
  z.strictObject({ type: z.literal('map'), kind: id, also: z._default(z.array(id), []), map: id, colour: z.optional(id) }),
  z.strictObject({ type: z.literal('vote'), kind: id, way: z.enum(['dots', 'rank']), by: id }),
])

/** `exercise.yaml`. */
export const definitionSchema = z.strictObject({
  kinds: record(
    z.strictObject({ titleField: id, sameWhen: z.array(id), several: z.optional(z.boolean()), fields: record(field), ...marks }),
  ),
  steps: z
    .array(
      z.strictObject({
        id,
        minutes: z.int().check(z.minimum(1), z.maximum(600)),
        canvas,
        fill: z.array(id),
        where: z.optional(record(id)),
        limit: z.optional(z.int().check(z.minimum(1), z.maximum(500))),
        rating: z.optional(z.literal('blind')),
        writing: z.optional(z.literal('alone')),
        ...allowedShape,
      }),
    )
    .check(z.minLength(1)),
  gives: z.optional(
    record(
      z.strictObject({
        kind: id,
        most: z._default(z.int().check(z.minimum(1), z.maximum(100)), 10),
        order: z.optional(id),
        rated: z.optional(z.strictObject({ fields: z.array(id).check(z.minLength(1)), least: z.number() })),
      }),
    ),
  ),
  given: z.optional(record(id)),
  start: z.optional(
    z
      .array(
        z.strictObject({
          id: z.string().check(z.refine(isId), z.maxLength(longestStartId)),
          kind: id,
          fields: z._default(record(z.unknown()), {}),
          fixed: z.optional(z.literal(true)),
        }),
      )
      .check(z.minLength(1), z.maxLength(200)),
  ),
  ...marks,
  assemble: z.optional(id),
  checks: z.optional(
    z.strictObject({
      objectives: z.optional(z.strictObject({ kind: id, where: z.optional(record(id)), evidence: z.array(id).check(z.minLength(1)) })),
      measures: z.optional(
        z.strictObject({
          kind: id,
          lead: id,
          when: id,
          aim: z.optional(id),
          indicator: z.optional(z.strictObject({ kind: id, aim: id })),
        }),
      ),
    }),
  ),
})

export type Definition = z.infer<typeof definitionSchema>

/** `texts/<language>.yaml`. */
export const textsSchema = z.strictObject({
  title: words,
  summary: words,
  kinds: record(
    z.strictObject({
      label: words,
      plural: words,
      fields: record(z.strictObject({ label: words, hint: z.optional(words), scale: z.optional(z.array(words)), unit: z.optional(words) })),
    }),
  ),
  steps: record(z.strictObject({ title: words, question: words, hint: words })),
  start: z.optional(record(record(words))),
})

const localizedSchema = z.strictObject({ en: words, ru: words })
/** `vocabularies/<name>.yaml`. */
export const vocabularySchema = z.strictObject({
  terms: z
    .array(z.strictObject({ code: id, label: localizedSchema, meaning: z.optional(localizedSchema), shelved: z.optional(z.boolean()) }))
    .check(z.minLength(1)),
})

/** `sample.yaml`. */
export const sampleSchema = z.strictObject({
  boards: z.array(
    z.strictObject({ group: id, cards: z.array(z.strictObject({ id: z.optional(id), kind: id, fields: record(z.unknown()) })) }),
  ),
})

export type Texts = z.infer<typeof textsSchema>

/** The value in its shape, or what is wrong with it. */
export function readShape<Shape extends z.core.$ZodType>(
  schema: Shape,
  value: unknown,
): { value: z.output<Shape> } | { mistakes: Mistake[] } {
  const parsed = z.safeParse(schema, value)
  if (parsed.success) return { value: parsed.data }
  return {
    mistakes: parsed.error.issues.map((issue) => ({
      path: issue.path.map((step) => (typeof step === 'number' ? step : String(step))),
      says: say(issue),
    })),
  }
}

function say(issue: z.core.$ZodIssue): Wrong {
  const where = issue.path.length === 0 ? 'whole' : issue.path.join('.')
  switch (issue.code) {
    case 'unrecognized_keys':
      return wrong('unknownKeys', { where, keys: issue.keys.map((key) => `"${key}"`).join(', ') })
    case 'invalid_type':
      return wrong('wrongSort', { where, expected: issue.expected })
    case 'too_small':
      return wrong('tooSmall', { where, least: String(issue.minimum) })
    case 'too_big':
      return wrong('tooBig', { where, most: String(issue.maximum) })
    case 'invalid_value':
      return wrong('wrongValue', { where, values: issue.values.map(String).join(', ') })
    case 'invalid_union':
      return wrong('wrongType', { where, fields: typesOf(field.def.options), canvases: typesOf(canvas.def.options) })
    default:
      return wrong('notAName', { where })
  }
}

function typesOf(
  shapes: readonly { readonly shape: { readonly type: { readonly def: { readonly values: readonly string[] } } } }[],
): string {
  return shapes.flatMap(({ shape }) => shape.type.def.values).join(', ')
}
