import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KeptSources } from '../../server/exercises/kept-sources.ts'
import { loadExercises } from '../../server/exercises/load.ts'
import { keepSourcesIn } from '../../server/exercises/source-file.ts'

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'roundtable-kept-'))
})
afterAll(() => rm(dir, { recursive: true }))

const kept = (name: string, parser = 'yaml 1') => new KeptSources(join(dir, name), parser)

test('what is kept is found by exactly the same text and parser, and what no start used any more is let go', () => {
  const first = kept('one')
  expect(first.find('a: 1')).toBeNull()
  first.add('a: 1', { a: 1 })
  first.add('~', null)
  first.save()
  expect([kept('one').find('a: 1'), kept('one').find('~')]).toEqual([{ value: { a: 1 } }, { value: null }])
  expect([kept('one').find('a: 2'), kept('one', 'yaml 2').find('a: 1')]).toEqual([null, null])
  const second = kept('one')
  second.find('~')
  second.save()
  expect([kept('one').find('a: 1'), kept('one').find('~')]).toEqual([null, { value: null }])
})

test('of a file that is damaged anywhere nothing is believed', async () => {
  const before = kept('two')
  before.add('a: 1', { a: 1 })
  before.save()
  const file = await readFile(join(dir, 'two'))
  for (let at = 0; at < file.length; at++) {
    await writeFile(
      join(dir, 'two'),
      file.map((byte, place) => (place === at ? byte ^ 1 : byte)),
    )
    expect(kept('two').find('a: 1')).toBeNull()
  }
  await writeFile(join(dir, 'two'), file.subarray(0, -1))
  expect(kept('two').find('a: 1')).toBeNull()
  await writeFile(join(dir, 'two'), file)
  expect(kept('two').find('a: 1')).toEqual({ value: { a: 1 } })
})

test('exercises and mistakes, with their lines, are the same from what was kept; a text that changed is read anew', async () => {
  const wrongly = async (name: string) => {
    const copy = join(dir, name)
    await cp('exercises', copy, { recursive: true })
    const file = join(copy, 'crime-mapping', 'exercise.yaml')
    await writeFile(file, (await readFile(file, 'utf8')).replace('from: markets', 'from: marktes'))
    return copy
  }
  const parsed = await loadExercises(await wrongly('parsed'))
  expect(parsed.problems[0]).toMatchObject({ file: 'crime-mapping/exercise.yaml', line: expect.any(Number) as number })
  const save = keepSourcesIn(join(dir, 'three'))
  await loadExercises(await wrongly('first'))
  save()
  keepSourcesIn(join(dir, 'three'))
  const second = await wrongly('second')
  expect(await loadExercises(second)).toEqual(parsed)

  const texts = join(second, 'swot', 'texts', 'en.yaml')
  await writeFile(texts, (await readFile(texts, 'utf8')).replace(/^title: .*$/m, 'title: Another'))
  const { exercises } = await loadExercises(second)
  expect(exercises.find(({ id }) => id === 'swot')?.title.en).toBe('Another')
})
