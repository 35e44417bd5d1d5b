import type { Value } from '../../fields/values.ts'

/** True where anything stands in a field, whatever its type; an empty text and an empty list say nothing. */
export function isSaid(value: Value | undefined): boolean {
  if (value === undefined || value === null) return false
  if (typeof value === 'string') return value.trim() !== ''
  return !Array.isArray(value) || value.length > 0
}
