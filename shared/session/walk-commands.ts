import * as z from 'zod/mini'
import { id, words } from './shapes.ts'

/** Signs of one comment: a thought, not an essay. */
export const longestComment = 300

export const walkCommands = [
  z.strictObject({ do: z.literal('open-walk'), exercise: id }),
  z.strictObject({ do: z.literal('close-walk'), exercise: id }),
  z.strictObject({
    do: z.literal('comment'),
    comment: id,
    exercise: id,
    group: id,
    card: z.nullable(id),
    text: words(longestComment),
  }),
  z.strictObject({ do: z.literal('remove-comment'), comment: id }),
] as const
