import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { checkAgenda, exercisesOf, type Agenda } from '../../shared/exercise/agenda.ts'
import type { MapFiles } from '../../shared/maps/check.ts'
import { checkExercise, type SourceFile } from '../../shared/exercise/check.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { languages, type Language } from '../../shared/i18n/language.ts'
import { isId } from '../../shared/ids.ts'

const maxBytes = 1_000_000
/** In a map folder: what the organiser would rather draw. */
const ownBoundaries = 'boundaries.geojson'
const notExercises = new Set(['vocabularies', 'maps', 'agendas'])

/** Every exercise and agenda in the folder. One with problems is left out, and each problem is a sentence with file and remedy. */
export async function loadExercises(dir: string): Promise<{ exercises: Exercise[]; agendas: Agenda[]; problems: string[] }> {
  const entries = await readdir(dir, { withFileTypes: true })
  const exercises: Exercise[] = []
  const problems: string[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isDirectory() || notExercises.has(entry.name)) continue
    const loaded = await loadExercise(join(dir, entry.name))
    if ('exercise' in loaded) exercises.push(loaded.exercise)
    // Named from the folder of exercises on: where that lies is nobody's business but the machine's.
    else problems.push(...loaded.problems.map((problem) => problem.replace(`${dir}/`, '')))
  }
  const agendas: Agenda[] = []
  for (const name of await yamlNames(join(dir, 'agendas'))) {
    const file = await readYaml(join(dir, 'agendas', `${name}.yaml`))
    const checked = typeof file === 'string' ? { problems: [] } : checkAgenda(name, file.value, exercises)
    if ('agenda' in checked) agendas.push(checked.agenda)
    else
      problems.push(
        ...(typeof file === 'string' ? [file.replace(`${dir}/`, '')] : checked.problems.map((says) => `agendas/${name}.yaml: ${says}`)),
      )
  }
  // What the ready agendas run comes first, in their order; then the rest by name.
  const order = agendas.flatMap(exercisesOf)
  const place = ({ id }: Exercise) => (order.includes(id) ? order.indexOf(id) : order.length)
  return { exercises: exercises.sort((a, b) => place(a) - place(b)), agendas, problems }
}

/** The exercise of one folder. Its vocabularies are its own, then those beside it. */
export async function loadExercise(folder: string): Promise<{ exercise: Exercise } | { problems: readonly string[] }> {
  const id = basename(folder)
  if (!isId(id)) return { problems: [`${folder}: the folder's name is not an id. Use 1 to 40 letters, digits, "_" or "-".`] }
  const problems: string[] = []
  const read = async (path: string): Promise<SourceFile> => {
    const file = await readYaml(path)
    if (typeof file === 'string') problems.push(file)
    return typeof file === 'string' ? { name: path, value: undefined, locate: () => null } : file
  }
  const definition = await read(join(folder, 'exercise.yaml'))
  const sample = await read(join(folder, 'sample.yaml'))
  const texts = await Promise.all(
    languages.map(async (language) => [language, await read(join(folder, 'texts', `${language}.yaml`))] as const),
  )
  const vocabularies: Record<string, SourceFile> = {}
  for (const place of [join(dirname(folder), 'vocabularies'), join(folder, 'vocabularies')]) {
    for (const name of await yamlNames(place)) vocabularies[name] = await read(join(place, `${name}.yaml`))
  }
  if (problems.length > 0) return { problems }
  const used = valuesOf('from', definition.value)
  const maps: Record<string, MapFiles> = {}
  for (const name of valuesOf('map', definition.value)) {
    const place = join(dirname(folder), 'maps', name)
    if (!isId(name) || !(await stat(place).catch(() => null))) continue
    maps[name] = {
      region: await read(join(place, 'region.yaml')),
      places: await read(join(place, 'places.yaml')),
      base: await read(join(place, 'base.json')),
      ...((await stat(join(place, ownBoundaries)).catch(() => null)) ? { boundaries: await read(join(place, ownBoundaries)) } : {}),
    }
  }
  if (problems.length > 0) return { problems }
  return checkExercise({
    id,
    definition,
    sample,
    texts: Object.fromEntries(texts) as Record<Language, SourceFile>,
    vocabularies: Object.fromEntries(Object.entries(vocabularies).filter(([name]) => used.has(name))),
    maps,
  })
}

async function yamlNames(place: string): Promise<string[]> {
  const names = await readdir(place).catch(() => [])
  return names.flatMap((name) => (name.endsWith('.yaml') && isId(name.slice(0, -5)) ? [name.slice(0, -5)] : [])).sort()
}

/** Every value under that key, whatever the shape: which vocabularies and maps an exercise carries with it. */
function valuesOf(key: string, value: unknown): Set<string> {
  if (typeof value !== 'object' || value === null) return new Set()
  const named: unknown = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
  return new Set([...(typeof named === 'string' ? [named] : []), ...Object.values(value).flatMap((inner) => [...valuesOf(key, inner)])])
}

/** Vocabularies are used by many exercises, and all files are looked at again for every session that is made. */
const parsed = new Map<string, { readonly stamp: string; readonly file: SourceFile | string }>()

/** A parsed file, or the sentence that says why not. A file that has not changed is not parsed again. */
async function readYaml(path: string): Promise<SourceFile | string> {
  const found = await stat(path).catch(() => null)
  if (found === null) return `${path}: the file is missing. Add it.`
  if (found.size > maxBytes) return `${path}: the file is larger than 1 MB. Make it smaller.`
  const stamp = `${found.mtimeMs} ${found.size} ${found.ino}`
  const known = parsed.get(path)
  if (known?.stamp === stamp) return known.file
  const file = await parseYaml(path)
  parsed.set(path, { stamp, file })
  return file
}

async function parseYaml(path: string): Promise<SourceFile | string> {
  if (path.endsWith('json')) return parseJson(path)
  const lines = new LineCounter()
  const document = parseDocument(await readFile(path, 'utf8'), { lineCounter: lines })
  const broken = document.errors[0]
  if (broken)
    return `${path}, line ${lines.linePos(broken.pos[0]).line}: this is not YAML (${broken.message.split('\n')[0] ?? ''}). Correct the line.`
  const locate: SourceFile['locate'] = (wanted) => {
    for (let length = wanted.length; length >= 0; length--) {
      const node: unknown = length === 0 ? document.contents : document.getIn(wanted.slice(0, length), true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return null
  }
  try {
    return { name: path, value: document.toJS({ maxAliasCount: 20 }), locate }
  } catch {
    return `${path}: the file repeats itself too often by aliases. Write the entries out.`
  }
}

/** What a program made is read as JSON: as YAML the lines of a map would take seconds. */
async function parseJson(path: string): Promise<SourceFile | string> {
  try {
    return { name: path, value: JSON.parse(await readFile(path, 'utf8')) as unknown, locate: () => null }
  } catch {
    return `${path}: this is not JSON. ${path.endsWith('.geojson') ? 'Export it anew as GeoJSON' : 'Make it anew by npm run map'}.`
  }
}
