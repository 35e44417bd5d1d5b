import * as z from 'zod/mini'
import { idPattern } from '../ids.ts'

/** Shapes that many commands are made of. */
export const id = z.string().check(z.regex(idPattern))
/** A contribution's name: its group and its card. */
export const key = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,40}:[A-Za-z0-9_-]{1,40}$/))
export const keys = z.array(key).check(z.minLength(1), z.maxLength(2000))
export const words = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max))
