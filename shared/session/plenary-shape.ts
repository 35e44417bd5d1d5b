import * as z from 'zod/mini'
import { id, words } from './shapes.ts'

/** What the plenary screen can show, but for nothing at all. */
const shown = [
  z.strictObject({ shows: z.literal('join') }),
  z.strictObject({ shows: z.literal('question') }),
  /** Without an exercise, of the one that is on; `only` narrows a network, as to one market. */
  z.strictObject({ shows: z.literal('merged'), exercise: z.optional(id), only: z.optional(words(504)) }),
  z.strictObject({ shows: z.literal('board'), group: id }),
  z.strictObject({ shows: z.literal('vote'), vote: id }),
  /** All tables side by side. */
  z.strictObject({ shows: z.literal('tables') }),
  /** Where tables agree, where they differ, and what one alone said. */
  z.strictObject({ shows: z.literal('findings') }),
  /** What the threats lack: answers, evidence, leads, dates. */
  z.strictObject({ shows: z.literal('coverage') }),
] as const

/** What the facilitator asks the plenary screen to show. */
export const asked = z.discriminatedUnion('shows', [...shown, z.strictObject({ shows: z.literal('blank') })])

/** What it shows then: a blank screen knows what stood there before and comes back. */
export const plenary = z.discriminatedUnion('shows', [
  ...shown,
  z.strictObject({ shows: z.literal('blank'), behind: z.optional(z.discriminatedUnion('shows', shown)) }),
])
