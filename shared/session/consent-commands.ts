import * as z from 'zod/mini'
import { id } from './shapes.ts'

export const consentCommands = [
  z.strictObject({ do: z.literal('ask-board'), exercise: id, group: z.nullable(id) }),
  z.strictObject({ do: z.literal('agree-board'), exercise: id }),
  z.strictObject({ do: z.literal('keep-board'), exercise: id }),
] as const
