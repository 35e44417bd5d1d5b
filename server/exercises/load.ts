import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { checkAgenda, exercisesOf, type Agenda } from '../../shared/exercise/agenda.ts'
import { checkExercise, type SourceFile } from '../../shared/exercise/check.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { problem, wrong, type Problem } from '../../shared/exercise/problem.ts'
import { languages, type Language } from '../../shared/i18n/language.ts'
import { isId } from '../../shared/ids.ts'
import type { MapFiles } from '../../shared/maps/check.ts'
import { namesUsed, placeOf, vocabulariesOf } from './borrowed.ts'
import { namedFrom, sharedFolders } from './folders.ts'
import { readSource } from './source-file.ts'

/** In a map folder: what the organiser would rather draw. */
const ownBoundaries = 'boundaries.geojson'

export type Loaded = { readonly exercise: Exercise } | { readonly problems: readonly Problem[] }

/** What came of each folder when it was last looked at. All of them are looked at again for every session that is made. */
const known = new Map<string, { readonly of: readonly unknown[]; readonly loaded: Loaded }>()

export interface LoadedAll {
  readonly exercises: Exercise[]
  readonly agendas: Agenda[]
  readonly problems: Problem[]
}

/**
 * Every exercise and agenda in the folder; `instead` holds further exercises, which take the place of those with the same
 * id. One with problems is left out. Files are named from the folder on: where that lies is nobody's business.
 */
export async function loadExercises(dir: string, instead: readonly Exercise[] = []): Promise<LoadedAll> {
  const exercises = [...instead]
  const problems: Problem[] = []
  for (const id of await exerciseIds(dir)) {
    if (instead.some((one) => one.id === id)) continue
    const loaded = await loadExercise(join(dir, id))
    if ('exercise' in loaded) exercises.push(loaded.exercise)
    else problems.push(...loaded.problems.map((one) => namedFrom(dir, one)))
  }
  exercises.sort((a, b) => (a.id < b.id ? -1 : 1))
  const agendas: Agenda[] = []
  for (const name of await yamlNames(join(dir, 'agendas'))) {
    const file = await readSource(join(dir, 'agendas', `${name}.yaml`))
    const checked = 'says' in file ? { problems: [file.says] } : checkAgenda(name, file.value, exercises)
    if ('agenda' in checked) agendas.push(checked.agenda)
    else problems.push(...checked.problems.map((says) => problem(`agendas/${name}.yaml`, says, 'says' in file ? file.line : null)))
  }
  // What the ready agendas run comes first, in their order; then the rest by name.
  const order = agendas.flatMap(exercisesOf)
  const place = ({ id }: Exercise) => (order.includes(id) ? order.indexOf(id) : order.length)
  return { exercises: exercises.sort((a, b) => place(a) - place(b)), agendas, problems }
}

/** The names of the folders that are exercises, sound or not. */
export async function exerciseIds(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true })
  return entries.flatMap((entry) => (entry.isDirectory() && !sharedFolders.includes(entry.name) ? [entry.name] : [])).sort()
}

/**
 * The exercise of one folder. Vocabularies and maps that it does not carry itself are looked for in the libraries, the last
 * of them first: folders that hold `vocabularies` and `maps`. Where no file has changed it is the same object as before.
 */
export async function loadExercise(folder: string, libraries: readonly string[] = [dirname(folder)]): Promise<Loaded> {
  const id = basename(folder)
  if (!isId(id)) return { problems: [problem(folder, wrong('folderName'))] }
  const problems: Problem[] = []
  const files: SourceFile[] = []
  const read = async (path: string): Promise<SourceFile> => {
    const file = await readSource(path)
    if (!('says' in file)) {
      files.push(file)
      return file
    }
    problems.push(file)
    return { name: path, value: undefined, locate: () => null }
  }
  const definition = await read(join(folder, 'exercise.yaml'))
  const sample = await read(join(folder, 'sample.yaml'))
  const texts: Partial<Record<Language, SourceFile>> = {}
  for (const language of languages) texts[language] = await read(join(folder, 'texts', `${language}.yaml`))
  const places = [...libraries, folder]
  const ownVocabularies = await yamlNames(join(folder, 'vocabularies'))
  const vocabularies: Record<string, SourceFile> = {}
  for (const name of vocabulariesOf(definition.value)) {
    const path = await placeOf(`vocabularies/${name}.yaml`, ownVocabularies.includes(name) ? [folder] : libraries)
    if (path !== null) vocabularies[name] = await read(path)
  }
  const maps: Record<string, MapFiles> = {}
  for (const name of namesUsed('map', definition.value)) {
    const place = await placeOf(`maps/${name}`, places)
    if (place === null) continue
    const own = await placeOf(ownBoundaries, [place])
    maps[name] = {
      region: await read(join(place, 'region.yaml')),
      places: await read(join(place, 'places.yaml')),
      base: await read(join(place, 'base.json')),
      ...(own === null ? {} : { boundaries: await read(own) }),
    }
  }
  if (problems.length > 0) return { problems }
  const of = [...files, ...ownVocabularies]
  const before = known.get(folder)
  if (before && areSame(before.of, of)) return before.loaded
  const loaded = checkExercise({
    id,
    definition,
    sample,
    texts: texts as Record<Language, SourceFile>,
    vocabularies,
    ownVocabularies,
    maps,
  })
  known.set(folder, { of, loaded })
  return loaded
}

const areSame = (one: readonly unknown[], other: readonly unknown[]) =>
  one.length === other.length && one.every((part, place) => part === other[place])

async function yamlNames(place: string): Promise<string[]> {
  const names = await readdir(place).catch(() => [])
  return names.flatMap((name) => (name.endsWith('.yaml') && isId(name.slice(0, -5)) ? [name.slice(0, -5)] : [])).sort()
}
