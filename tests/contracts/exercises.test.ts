import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { loadExercise, loadExercises } from '../../server/exercises/load.ts'
import { addCard, readBoard } from '../../shared/board/board.ts'
import type { Agenda } from '../../shared/exercise/agenda.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { isAnswered, readField } from '../../shared/fields/catalogue.ts'
import type { Value } from '../../shared/fields/values.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { tell } from '../kit/tell.ts'

const folders = (await readdir('exercises', { withFileTypes: true }))
  .filter((entry) => entry.isDirectory() && !['vocabularies', 'maps', 'agendas'].includes(entry.name))
  .map((entry) => entry.name)

async function load(folder: string): Promise<Exercise> {
  const loaded = await loadExercise(join('exercises', folder))
  if ('problems' in loaded) throw new Error(tell(loaded.problems))
  return loaded.exercise
}

function fill(exercise: Exercise, group: string) {
  const doc = new Y.Doc()
  const board = exercise.sample.find((one) => one.group === group)
  board?.cards.forEach((card, index) => {
    const kind = exercise.kinds[card.kind]
    if (!kind) throw new Error(`no kind ${card.kind}`)
    const values = Object.fromEntries(
      Object.values(kind.fields).map((field): [string, Value] => [field.id, readField(card.fields[field.id], field)]),
    )
    addCard(doc, card.id ?? `${group}${index}`, kind, values, null)
  })
  return readBoard(doc, exercise)
}

test('any exercises can stand in one session: no step of one has the name of another', async () => {
  const { exercises } = await loadExercises('exercises')
  const ids = exercises.flatMap((exercise) => exercise.steps.map((step) => step.id))
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test('the agendas and exercises that are shipped have no problems', async () => {
  const { agendas, problems } = await loadExercises('exercises')
  expect(problems).toEqual([])
  expect(agendas.length).toBeGreaterThan(0)
})

/** Where the time of a ready agenda does not work out. The law: nowhere. */
function outOfTime({ days }: Agenda, exercises: readonly Exercise[]): string[] {
  const lines = days.flatMap((day) => day.lines)
  const wrong: string[] = []
  for (const line of lines) {
    const steps = exercises.find(({ id }) => id === line.exercise)?.steps.filter(({ id }) => line.steps?.includes(id) ?? true) ?? []
    const minutes = steps.reduce((sum, step) => sum + step.minutes, 0)
    if (minutes > line.minutes) wrong.push(`${line.at} ${line.title.en}: ${minutes} of ${line.minutes} minutes`)
  }
  for (const { id, steps } of exercises.filter((one) => lines.some(({ exercise }) => exercise === one.id)))
    for (const step of steps) {
      const times = lines.filter((line) => line.exercise === id && (line.steps?.includes(step.id) ?? true)).length
      if (times !== 1) wrong.push(`${id} ${step.id} stands ${times} times`)
    }
  for (const day of days)
    for (const [index, { at, minutes }] of day.lines.entries()) {
      const next = day.lines[index + 1]
      if (next && minutesOf(at) + minutes !== minutesOf(next.at)) wrong.push(`${day.title.en}: between ${at} and ${next.at}`)
    }
  return wrong
}
const minutesOf = (at: string) => Number(at.slice(0, 2)) * 60 + Number(at.slice(3))

test('in a ready agenda every step stands once, the steps of a line fit into it, and the day has no hole', async () => {
  const { agendas, exercises } = await loadExercises('exercises')
  for (const agenda of agendas) expect(outOfTime(agenda, exercises)).toEqual([])
  // Control: a shorter line, a step left out and an hour too late are found.
  const [{ id, title, days }] = agendas as [Agenda]
  const late = days.map((day) => ({
    ...day,
    lines: day.lines.map((line) => ({ ...line, minutes: line.exercise ? 5 : line.minutes, steps: line.steps?.slice(1) })),
  }))
  const found = outOfTime({ id, title, days: late }, exercises).join('\n')
  for (const part of ['of 5 minutes', 'stands 0 times', 'between']) expect(found).toContain(part)
})

describe.each(folders)('the exercise %s', (folder) => {
  test('loads without problems, every step under its own id', async () => {
    const exercise = await load(folder)
    expect(new Set(exercise.steps.map((step) => step.id)).size).toBe(exercise.steps.length)
  })

  test('has a text in every language wherever it has one', async () => {
    const empty: string[] = []
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return
      if ('en' in value && 'ru' in value && (!value.en || !value.ru)) empty.push(path)
      for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`)
    }
    const { sample: _, ...rest } = await load(folder)
    walk(rest, folder)
    expect(empty).toEqual([])
  })

  test('has a sample that fills boards and reads back the same', async () => {
    const exercise = await load(folder)
    for (const board of exercise.sample) {
      const cards = fill(exercise, board.group)
      expect(cards).toHaveLength(board.cards.length)
      cards.forEach((card, index) => {
        for (const [name, stored] of Object.entries(board.cards[index]?.fields ?? {})) {
          const read = card.fields[name] ?? null
          const field = exercise.kinds[card.kind]!.fields[name]!
          expect(read, name).toEqual(readField(stored, field))
          expect(isAnswered(read, field), name).toBe(true)
        }
      })
    }
  })

  test('merges its sample and loses no contribution', async () => {
    const exercise = await load(folder)
    const merged = mergeGroups(
      exercise.sample.map(({ group }) => ({ group, cards: fill(exercise, group) })),
      exercise,
      [],
    )
    expect(merged.clusters.length).toBeGreaterThan(0)
    const members = merged.clusters.flatMap((cluster) => cluster.members)
    expect(members).toHaveLength(exercise.sample.reduce((sum, board) => sum + board.cards.length, 0))
  })
})

describe('a malformed exercise', () => {
  let dir = ''
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'exercises-'))
    for (const name of ['crime-mapping', 'vocabularies', 'maps']) await cp(join('exercises', name), join(dir, name), { recursive: true })
  })
  afterEach(() => rm(dir, { recursive: true }))

  const file = (name: string) => join(dir, 'crime-mapping', name)
  const change = async (name: string, from: string | RegExp, to: string) => {
    const text = await readFile(file(name), 'utf8')
    expect(text).toMatch(from)
    await writeFile(file(name), text.replace(from, to))
  }

  test('would load without its mistake', async () => {
    const { exercises, problems } = await loadExercises(dir)
    expect({ ids: exercises.map((one) => one.id), problems }).toEqual({ ids: ['crime-mapping'], problems: [] })
  })

  test.each([
    [
      'a vocabulary that does not exist',
      'exercise.yaml',
      'from: markets',
      'from: marktes',
      /exercise\.yaml, line \d+: .*"marktes".*Use one of/,
    ],
    [
      'a kind that does not exist',
      'exercise.yaml',
      'columns, kind: market',
      'columns, kind: corridor',
      /line \d+: .*kind "corridor".*Use one of: market/,
    ],
    [
      'a field of the wrong type on an axis',
      'exercise.yaml',
      'x: scale',
      'x: note',
      /line \d+: .*"grid" needs the field "note" of the kind "market".*rating/,
    ],
    [
      'a step that asks for fields which nobody may fill in',
      'exercise.yaml',
      'rating: blind',
      'rating: blind\n    may: [move]',
      /exercise\.yaml, line \d+: the step "rate" has fields to fill in.*Write change into "may"/,
    ],
    [
      'an action that does not exist',
      'exercise.yaml',
      'rating: blind',
      'rating: blind\n    may: [draw]',
      /line \d+: .*Use one of: add, change/,
    ],
    [
      'a field called as every card’s own',
      'exercise.yaml',
      'note: { type: text',
      'by: { type: text',
      /line \d+: a field cannot be called "by".*Give the field another name/,
    ],
    [
      'a card of the start of a kind that does not exist',
      'exercise.yaml',
      'steps:',
      'start:\n  - { id: one, kind: corridor }\nsteps:',
      /line \d+: .*kind "corridor".*Use one of: market/,
    ],
    [
      'a card of the start with a code that does not exist',
      'exercise.yaml',
      'steps:',
      'start:\n  - { id: one, kind: market, fields: { name: XX } }\nsteps:',
      /line \d+: "name" must be a code of "markets"/,
    ],
    [
      'words of the start that stand where no other language finds them',
      'exercise.yaml',
      'steps:',
      'start:\n  - { id: one, kind: market, fields: { note: Ours } }\nsteps:',
      /line \d+: .*Move this to "start\.one\.note" in texts\/en\.yaml and texts\/ru\.yaml/,
    ],
    [
      'words for a card of the start that does not exist',
      'texts/ru.yaml',
      /^title:/m,
      'start: { one: { note: Наше } }\ntitle:',
      /ru\.yaml, line \d+: "start\.one\.note" is no card of the start/,
    ],
    [
      'a step that is written alone and rated blind',
      'exercise.yaml',
      'rating: blind',
      'rating: blind\n    writing: alone',
      /exercise\.yaml, line \d+: the step "rate" cannot be written alone and rated blind/,
    ],
    ['a setting that is misspelt', 'exercise.yaml', 'minutes: 20', 'minuts: 20', /line \d+: .*"minuts".*Correct the spelling/],
    ['a step id that stands twice', 'exercise.yaml', 'id: rate', 'id: choose', /line \d+: .*"choose" stands twice/],
    [
      'blind rating where nothing is rated',
      'exercise.yaml',
      'fill: [scale, impact, confidence]',
      'fill: [confidence]',
      /exercise\.yaml, line \d+: the step "rate" is to be rated blind.*Add one to "fill", or remove "rating"/,
    ],
    [
      'an order by a field that holds no dots',
      'exercise.yaml',
      'market, most: 7,',
      'market, most: 7, order: scale,',
      /line \d+: "gives\.threats\.order" names the field of dots "scale", which does not exist\. There is none yet/,
    ],
    [
      'a way of rating that does not exist',
      'exercise.yaml',
      'rating: blind',
      'rating: secret',
      /exercise\.yaml, line \d+: .*Use one of: blind/,
    ],
    [
      'a text that is missing in one language',
      'texts/ru.yaml',
      /\n {2}rate:[\s\S]*$/,
      '\n',
      /ru\.yaml, line \d+: "steps\.rate" has no words/,
    ],
    [
      'a rating that the scale does not have',
      'sample.yaml',
      'scale: 4',
      'scale: 9',
      /sample\.yaml, line \d+: "scale" must be a whole number from 1 to 5/,
    ],
    ['a file that is no YAML', 'exercise.yaml', 'kinds:', 'kinds: [', /exercise\.yaml, line \d+: this is not YAML/],
    ['a key that is an inherited name', 'exercise.yaml', 'market:', 'constructor:', /exercise\.yaml/],
  ])('is refused for %s, with file and remedy', async (_name, path, from, to, sentence) => {
    await change(path, from, to)
    const { exercises, problems } = await loadExercises(dir)
    expect(exercises.map((one) => one.id)).not.toContain('crime-mapping')
    expect(tell(problems)).toMatch(sentence)
  })

  test('is refused for a file that is missing or far too large', async () => {
    await rm(file('sample.yaml'))
    await writeFile(file('texts/en.yaml'), `# ${'x'.repeat(1_000_001)}`)
    const { problems } = await loadExercises(dir)
    expect(tell(problems).split('\n')).toEqual([
      expect.stringMatching(/sample\.yaml: the file is missing\. Add it/),
      expect.stringMatching(/en\.yaml: .*1 MB/),
    ])
  })
})
