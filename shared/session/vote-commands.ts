import * as z from 'zod/mini'
import { id, key, words } from './shapes.ts'

/** Entries of one vote, and dots of one person. */
export const mostItems = 20
export const mostDots = 10

const localized = z.strictObject({ en: words(500), ru: words(500) })
const title = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('person'), text: words(500) }),
  z.strictObject({ by: z.literal('code'), field: id, code: z.string().check(z.minLength(1), z.maxLength(60)) }),
  z.strictObject({ by: z.literal('group'), text: words(500), in: z.optional(localized) }),
])
const items = z.array(z.strictObject({ cluster: key, kind: id, title })).check(z.minLength(2), z.maxLength(mostItems))
const answer = z.strictObject({ item: key, value: z.int().check(z.minimum(1), z.maximum(200)) })

export const voteCommands = [
  z.strictObject({
    do: z.literal('open-vote'),
    vote: id,
    exercise: id,
    question: words(200),
    way: z.enum(['dots', 'ranking']),
    dots: z.int().check(z.minimum(1), z.maximum(mostDots)),
    items,
  }),
  z.strictObject({ do: z.literal('close-vote'), vote: id }),
  z.strictObject({ do: z.literal('reopen-vote'), vote: id }),
  z.strictObject({ do: z.literal('vote-again'), vote: id, again: id }),
  z.strictObject({ do: z.literal('set-vote-aside'), vote: id, aside: z.boolean() }),
  z.strictObject({ do: z.literal('vote'), vote: id, done: z.boolean(), answers: z.array(answer).check(z.maxLength(mostItems)) }),
] as const
