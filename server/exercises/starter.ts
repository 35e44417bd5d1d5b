import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isId } from '../../shared/ids.ts'
import { sharedFolders } from './folders.ts'

const starter = fileURLToPath(new URL('./starter', import.meta.url))
/** The names of its steps begin so; each new exercise gets its own, for no session has two steps of one name. */
const stepMark = 'starter-'

/**
 * Makes a small exercise that works, in a folder that is not there yet. Null when it is done, or the sentence that says why
 * not; nothing that exists is touched.
 */
export async function makeExercise(folder: string): Promise<string | null> {
  const id: string = basename(folder)
  const isFit: boolean = isId(id)
  if (!isFit) return `"${id}" cannot be the name of an exercise. Use 1 to 40 letters a to z, digits, "_" or "-".`
  if (sharedFolders.includes(id)) return `A folder named "${id}" holds what all exercises share. Give your exercise another name.`
  await mkdir(dirname(folder), { recursive: true })
  try {
    await mkdir(folder)
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    return isThere
      ? `${folder} is there already and stays as it is. Choose another name.`
      : `${folder} cannot be made. Choose another place.`
  }
  await cp(starter, folder, { recursive: true })
  for (const path of await readdir(folder, { recursive: true })) {
    if (!path.endsWith('.yaml')) continue
    const text = await readFile(join(folder, path), 'utf8')
    await writeFile(join(folder, path), text.replaceAll(stepMark, `${id.slice(0, 30)}-`))
  }
  return null
}
