import { sep } from 'node:path'
import type { Problem } from '../../shared/exercise/problem.ts'

/** Folders beside the exercises that hold what all of them share. */
export const sharedFolders: readonly string[] = ['vocabularies', 'maps', 'agendas']

/** A file larger than this is no text of an exercise. */
export const maxBytes = 1_000_000

/** The problem with its file named from that folder on, with slashes, whatever this system writes (`between`). */
export function namedFrom(dir: string, one: Problem, between = sep): Problem {
  const withSlashes = (path: string) => path.replaceAll(between, '/')
  const [file, folder] = [withSlashes(one.file), `${withSlashes(dir)}/`]
  return file.startsWith(folder) ? { ...one, file: file.slice(folder.length) } : one
}
