import * as z from 'zod/mini'
import { isId } from '../ids.ts'
import type { Localized } from '../i18n/language.ts'
import { wrong, type Wrong } from './problem.ts'
import { canShareBy } from './shared-out.ts'
import { readShape } from './schema.ts'

/** A ready order of a meeting: days with lines, of which some are exercises. */
export interface Agenda {
  readonly id: string
  readonly title: Localized
  readonly days: readonly AgendaDay[]
}
export interface AgendaDay {
  readonly title: Localized
  readonly lines: readonly AgendaLine[]
}

/** `at` is the hour as people read it, "09:45". A line with an exercise runs the named steps, or all of them. */
export interface AgendaLine {
  readonly at: string
  readonly minutes: number
  readonly title: Localized
  readonly exercise?: string | undefined
  readonly steps?: readonly string[] | undefined
  /** The groups share the exercise out by this field: one P or one market a group. */
  readonly assemble?: string | undefined
}

const id = z.string().check(z.refine(isId, 'must be 1 to 40 letters, digits, "_" or "-"'))
const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(200))
const localized = z.strictObject({ en: words, ru: words })
const agendaSchema = z.strictObject({
  title: localized,
  days: z
    .array(
      z.strictObject({
        title: localized,
        lines: z
          .array(
            z.strictObject({
              at: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
              minutes: z.int().check(z.minimum(1), z.maximum(600)),
              title: localized,
              exercise: z.optional(id),
              steps: z.optional(z.array(id).check(z.minLength(1))),
              assemble: z.optional(id),
            }),
          )
          .check(z.minLength(1)),
      }),
    )
    .check(z.minLength(1)),
})

/** What an agenda needs to know of an exercise. */
export interface KnownExercise {
  readonly id: string
  readonly steps: readonly { readonly id: string }[]
  readonly kinds: Readonly<Record<string, { readonly fields: Readonly<Record<string, { readonly type: string }>> }>>
}

/** The agenda, or what is wrong with it. */
export function checkAgenda(
  agenda: string,
  value: unknown,
  exercises: readonly KnownExercise[],
): { readonly agenda: Agenda } | { readonly problems: readonly Wrong[] } {
  const shape = readShape(agendaSchema, value)
  if ('mistakes' in shape) return { problems: shape.mistakes.map(({ says }) => says) }
  const lines = shape.value.days.flatMap((day) => day.lines)
  const problems = lines.flatMap(({ exercise, steps, assemble }): Wrong[] => {
    if (exercise === undefined) return steps || assemble !== undefined ? [wrong('agendaSteps')] : []
    const known = exercises.find((one) => one.id === exercise)
    if (!known) return [wrong('agendaExercise', { exercise })]
    const missing = (steps ?? []).filter((step) => !known.steps.some((one) => one.id === step))
    const cannot = assemble !== undefined && !Object.values(known.kinds).some((kind) => canShareBy(kind, assemble))
    return [
      ...missing.map((step) => wrong('agendaStep', { exercise, step })),
      ...(cannot ? [wrong('agendaAssemble', { exercise, field: assemble })] : []),
    ]
  })
  return problems.length > 0 ? { problems } : { agenda: { id: agenda, ...shape.value } }
}

/** The exercises of an agenda, each once, in the order in which they begin. */
export function exercisesOf(agenda: Agenda): string[] {
  return [...new Set(agenda.days.flatMap((day) => day.lines.flatMap((line) => line.exercise ?? [])))]
}
