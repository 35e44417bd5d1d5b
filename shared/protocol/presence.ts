import * as z from 'zod/mini'
import { idPattern } from '../ids.ts'

const id = z.string().check(z.regex(idPattern))
/** Where a person at a table is: the seat (which the server checks), the card and the field that has the caret. */
export const presenceSchema = z.strictObject({ seat: id, card: z.nullable(id), field: z.nullable(id) })
export type Presence = z.infer<typeof presenceSchema>
