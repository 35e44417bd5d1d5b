import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { checkExercise, type ExerciseFiles, type SourceFile } from '../../shared/exercise/check.ts'
import type { Problem } from '../../shared/exercise/problem.ts'
import { languages } from '../../shared/i18n/language.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { anyValue } from '../server/kit/nonsense.ts'
import { oneOf, type Chance } from './chance.ts'
import type { Fuzzed } from './fuzz-commands.ts'
import { tell } from './tell.ts'

const names = ['crime-mapping', 'response-mapping', 'swot', 'logframe', 'priorities', 'problem-tree']

/** Exercises with something wrong in one of their files: each is an exercise all the same, or problems in sentences. */
export function fuzzExercises(count: number, random: Chance, check = checkExercise): Fuzzed {
  const all = names.map(readFiles)
  const wrong = new Set<string>()
  let accepted = 0
  for (let sent = 0; sent < count; sent++) {
    const files = harm(oneOf(all, random)!, random)
    if (!files) continue
    try {
      const checked = check(files)
      if ('exercise' in checked) {
        accepted++
        mergeGroups([{ group: 'a', cards: [] }], checked.exercise, [])
      } else if (checked.problems.length === 0 || !checked.problems.every(isTold))
        wrong.add(`no sentence with a file: ${JSON.stringify(checked.problems).slice(0, 300)}`)
    } catch (error) {
      const where = error instanceof Error ? (error.stack ?? '').split('\n').slice(0, 3).join(' ') : String(error)
      wrong.add(`${files.id} threw ${where.slice(0, 400)}`)
    }
  }
  return { sent: count, accepted, wrong: [...wrong] }
}

/** In every language a sentence after a file and perhaps a line. */
function isTold(one: Problem): boolean {
  return languages.every((language) => /^\S+(, \S+ \d+)?: .{5,}/s.test(tell([one], language)))
}

function readFiles(id: string): ExerciseFiles {
  const read = (path: string) => asFile(readFileSync(join('exercises', path), 'utf8'), path)!
  const named = readFileSync(join('exercises', id, 'exercise.yaml'), 'utf8').matchAll(/from: ([\w-]+)/g)
  const vocabularies = [...named].flatMap(([, name]) =>
    existsSync(`exercises/vocabularies/${name}.yaml`) ? [[name, read(`vocabularies/${name}.yaml`)]] : [],
  )
  return {
    id,
    definition: read(`${id}/exercise.yaml`),
    texts: { en: read(`${id}/texts/en.yaml`), ru: read(`${id}/texts/ru.yaml`) },
    sample: read(`${id}/sample.yaml`),
    vocabularies: Object.fromEntries(vocabularies) as ExerciseFiles['vocabularies'],
    ownVocabularies: [],
    maps: {},
  }
}

/** As the loader parses; null where it is no YAML or repeats itself. */
function asFile(text: string, name: string): SourceFile | null {
  const document = parseDocument(text)
  if (document.errors.length > 0) return null
  try {
    return { name, value: document.toJS({ maxAliasCount: 20 }), locate: () => 1 }
  } catch {
    return null
  }
}

function harm(files: ExerciseFiles, random: Chance): ExerciseFiles | null {
  const part = random()
  const harmed = (file: SourceFile) => ({ ...file, value: harmValue(file.value, random) })
  if (part < 0.5) return { ...files, definition: harmed(files.definition) }
  if (part < 0.65) return { ...files, texts: { ...files.texts, en: harmed(files.texts.en) } }
  if (part < 0.85) return { ...files, sample: harmed(files.sample) }
  const name = oneOf(Object.keys(files.vocabularies), random) ?? ''
  const file = files.vocabularies[name]
  return file ? { ...files, vocabularies: { ...files.vocabularies, [name]: harmed(file) } } : files
}

/** A copy with one to three places changed: another value there, an entry gone, an entry doubled, a key renamed. */
function harmValue(value: unknown, random: Chance): unknown {
  const copy = { root: structuredClone(value) }
  for (let time = 0; time <= random() * 2; time++) {
    let at: Record<string, unknown> = copy
    let key = 'root'
    while (random() < 0.85 && isFilled(at[key])) {
      at = at[key] as Record<string, unknown>
      key = oneOf(Object.keys(at), random) ?? ''
    }
    const how = random()
    if (how < 0.4) at[key] = anyValue(random)
    else if (how < 0.6) delete at[key]
    else if (how < 0.75 && Array.isArray(at)) at.push(at[Number(key)])
    else if (how < 0.9) at[oneOf(['__proto__', 'constructor', 'x', 'toString', '0'], random) ?? 'x'] = at[key]
    else at[key] = oneOf(Object.values(at), random)
  }
  return copy.root
}

const isFilled = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length > 0
