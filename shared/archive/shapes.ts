import * as z from 'zod/mini'
import { isId } from '../ids.ts'

/** Shapes that every part of an archive is made of. */
export const id = z.string().check(z.refine(isId))
export const text = (max: number) => z.string().check(z.maxLength(max))
export const count = z.int().check(z.minimum(0))
/** In ms since 1970, up to the year 9999. */
export const time = z.int().check(z.minimum(0), z.maximum(253_402_300_800_000))
export const many = <Shape extends z.core.$ZodType>(shape: Shape, most: number) => z.array(shape).check(z.maxLength(most))
export const localized = (max: number) => z.strictObject({ en: text(max), ru: text(max) })
export const byId = <Shape extends z.core.$ZodType>(shape: Shape) => z.record(id, shape)
