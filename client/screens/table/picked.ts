import type { Kind } from '../../../shared/exercise/exercise.ts'

/** True where a new card starts with its name: a term that is picked or a line that is written. */
export function isPicked(kind: Kind): boolean {
  const type = kind.fields[kind.titleField]?.type
  return type === 'choice' || type === 'line'
}

/** True where the name is picked from a list of terms, which needs room to be read. */
export function isListed(kind: Kind | undefined): boolean {
  return kind?.fields[kind.titleField]?.type === 'choice'
}
