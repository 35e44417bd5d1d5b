import type { Problem } from '../../shared/exercise/problem.ts'

/** Folders beside the exercises that hold what all of them share. */
export const sharedFolders: readonly string[] = ['vocabularies', 'maps', 'agendas']

/** A file larger than this is no text of an exercise. */
export const maxBytes = 1_000_000

/** The problem with its file named from that folder on. */
export function namedFrom(dir: string, one: Problem): Problem {
  return one.file.startsWith(`${dir}/`) ? { ...one, file: one.file.slice(dir.length + 1) } : one
}
