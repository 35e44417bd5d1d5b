import { zipSync, type Zippable } from 'fflate'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { namesUsed, placeOf, vocabulariesOf } from './borrowed.ts'
import { readSource } from './source-file.ts'
import { hasEnding } from './zip-paths.ts'

/**
 * An exercise as a zip file that stands by itself: its folder, with the vocabularies and maps that it uses and does not
 * carry itself. Unpacked, changed and zipped again it can be uploaded.
 */
export async function packExercise(folder: string, libraries: readonly string[]): Promise<Uint8Array> {
  const id = basename(folder)
  const content: Zippable = {}
  const add = async (path: string, from: string) => {
    content[`${id}/${path}`] = [await readFile(from), { mtime: (await stat(from)).mtime }]
  }
  for (const path of await filesIn(folder)) await add(path, join(folder, path))
  for (const path of await borrowedBy(folder)) {
    if (await placeOf(path, [folder])) continue
    const from = await placeOf(path, libraries)
    if (from === null) continue
    const parts = (await stat(from)).isDirectory() ? await filesIn(from) : ['']
    // Names in a zip have slashes, whatever this system writes.
    for (const part of parts) await add(part === '' ? path : `${path}/${part}`, join(from, part))
  }
  return zipSync(content)
}

/** Vocabularies and maps by their path in a library or in the exercise. */
async function borrowedBy(folder: string): Promise<string[]> {
  const definition = await readSource(join(folder, 'exercise.yaml'))
  if ('says' in definition) return []
  return [
    ...vocabulariesOf(definition.value).map((name) => `vocabularies/${name}.yaml`),
    ...namesUsed('map', definition.value).map((name) => `maps/${name}`),
  ]
}

async function filesIn(folder: string, under = ''): Promise<string[]> {
  const entries = await readdir(join(folder, under), { withFileTypes: true })
  const found: string[] = []
  for (const entry of entries) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`
    if (entry.isDirectory()) found.push(...(await filesIn(folder, path)))
    else if (entry.isFile() && hasEnding(entry.name)) found.push(path)
  }
  return found.sort()
}
