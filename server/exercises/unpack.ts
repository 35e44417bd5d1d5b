import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { problem, wrong, type Problem } from '../../shared/exercise/problem.ts'
import { isId } from '../../shared/ids.ts'
import { readArchive } from './archive.ts'
import { namedFrom, sharedFolders } from './folders.ts'
import type { Loaded } from './load.ts'

/**
 * Writes the exercise of a zip file into a folder of its own inside `into` and checks it there, as `check` does. What went
 * wrong is told; whatever was written then is the caller's to remove.
 */
export async function unpackExercise(zip: Uint8Array, named: string, into: string, libraries: readonly string[]): Promise<Loaded> {
  const archive = readArchive(zip, named)
  if ('problems' in archive) return archive
  const found = exerciseIn(archive.files, named)
  if ('says' in found) return { problems: [found] }
  for (const [path, content] of found.files) {
    const target = join(into, found.id, path)
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, content, { flag: 'wx', flush: true })
  }
  return checkedAt(join(into, found.id), into, libraries)
}

/** Loads an exercise; its files are named from `root` on. */
export async function checkedAt(folder: string, root: string, libraries: readonly string[]): Promise<Loaded> {
  // Much has to be read for it; a zip file that is refused need not wait for that.
  const { loadExercise } = await import('./load.ts')
  const loaded = await loadExercise(folder, libraries)
  if ('exercise' in loaded) return loaded
  return { problems: loaded.problems.map((one) => [root, ...libraries].reduce((named, dir) => namedFrom(dir, named), one)) }
}

/** People zip the folder or what is in it; without a folder the file's name is the exercise's. */
function exerciseIn(files: ReadonlyMap<string, Uint8Array>, named: string): { id: string; files: [string, Uint8Array][] } | Problem {
  const definitions = [...files.keys()].filter((path) => /(^|\/)exercise\.yaml$/.test(path))
  const nearest = definitions.sort((one, other) => one.length - other.length)[0]
  if (nearest === undefined) return problem(named, wrong('noExercise'))
  const root = nearest.slice(0, -'exercise.yaml'.length)
  const stray = [...definitions.slice(1), ...[...files.keys()].filter((path) => !path.startsWith(root))][0]
  if (stray !== undefined) return problem(stray, wrong('twoFolders'))
  // Browsers write "name (1).zip" when a file of the name is there already.
  const id = root === '' ? named.replace(/( \(\d+\))?\.zip$/i, '') : (root.split('/').at(-2) ?? '')
  if (!isId(id)) return problem(root === '' ? named : root, wrong('folderName'))
  if (sharedFolders.includes(id)) return problem(id, wrong('folderReserved'))
  return { id, files: [...files].map(([path, content]) => [path.slice(root.length), content]) }
}
