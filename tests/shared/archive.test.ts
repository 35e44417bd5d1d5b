import { beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { loadExercises } from '../../server/exercises/load.ts'
import { archiveText, atRest, type Archive } from '../../shared/archive/archive.ts'
import { canonical } from '../../shared/archive/canonical.ts'
import { readArchive } from '../../shared/archive/read.ts'
import { readBoard } from '../../shared/board/board.ts'
import { restingState } from '../../shared/board/resting.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { isRefusal } from '../../shared/refusals.ts'
import { anySession, archiveOf, sha256 } from '../kit/archives.ts'
import { chance, oneOf, type Chance } from '../kit/chance.ts'
import { sized } from '../kit/size.ts'
import { anyValue } from '../server/kit/nonsense.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
let exercises: readonly Exercise[]
beforeAll(async () => {
  exercises = (await loadExercises('exercises')).exercises
})
const oneUsed = (random: Chance) => [exercises[Math.floor(random() * exercises.length)]!]

function opened(file: string): Archive {
  const read = readArchive(file, sha256)
  if (isRefusal(read)) throw new Error(JSON.stringify(read))
  return read.archive
}

test(`X7: saved, opened elsewhere and saved again, ${String(sized(20, 500))} generated sessions are the same bytes (seed ${String(seed)})`, () => {
  const random = chance(seed)
  let cards = 0
  for (let turn = 0; turn < sized(20, 500); turn++) {
    const used = oneUsed(random)
    const archive = archiveOf(anySession(used, random), used, random)
    const first = archiveText(archive, sha256)
    const there = opened(first)
    // What another server makes of it: the session with a code of its own, documents read from their states.
    const session = { ...there.session, code: 'OTHER2' }
    const boards = Object.entries(there.boards).map(([id, board]): [string, Archive['boards'][string]] => {
      const exercise = there.exercises.find((one) =>
        session.agenda.some((item) => item.exercise === one.id && Object.values(item.boards).includes(id)),
      )!
      const doc = new Y.Doc()
      Y.applyUpdate(doc, Buffer.from(board.state, 'base64'))
      const state = Buffer.from(restingState(Y.encodeStateAsUpdate(doc))).toString('base64')
      const read = readBoard(doc, exercise)
      cards += read.length
      return [id, { ...board, cards: read, state }]
    })
    const again = { session: atRest(session), exercises: there.exercises, boards: Object.fromEntries(boards) }
    expect(archiveText(again, sha256)).toBe(first)
  }
  expect(cards).toBeGreaterThan(20)
})

test('a clock that runs, the code and the date of wiping stay on their server', () => {
  const used = exercises.slice(0, 1)
  const step = used[0]!.steps[0]!
  const made = anySession(used, chance(1))
  const open = { ...made.agenda[0]!.steps[0]!, id: step.id, state: { is: 'open', since: 1, until: 9 } as const }
  const session = { ...made, keepUntil: 99, agenda: [{ ...made.agenda[0]!, steps: [open, ...made.agenda[0]!.steps.slice(1)] }] }
  const rest = atRest(session)
  expect(rest.agenda[0]!.steps[0]!.state).toEqual({ is: 'closed' })
  expect(Object.keys(rest)).not.toEqual(expect.arrayContaining(['code']))
  expect(canonical(rest)).not.toContain('keepUntil')
  expect(atRest({ ...rest, code: 'X' })).toEqual(rest)
})

describe('what is no archive is refused, and the sentence says what is wrong', () => {
  const good = () => archiveOf(anySession(exercises.slice(0, 1), chance(2)), exercises.slice(0, 1), chance(3))
  const small = () => archiveOf(anySession([swot()], chance(4)), [swot()], chance(5))
  const swot = () => exercises.find(({ id }) => id === 'swot')!
  const refused = (file: string) => {
    const read = readArchive(file, sha256)
    return isRefusal(read) ? [read.refused, read.details['where']] : 'opened'
  }
  const withContent = (change: (archive: Archive) => unknown) => archiveText(change(structuredClone(good())) as Archive, sha256)

  test('nothing of ours, cut off, of a later version, changed', () => {
    const file = archiveText(good(), sha256)
    expect(refused(file)).toBe('opened')
    for (const other of ['', 'null', '[]', '{"format":"other"}', file.slice(0, -20), '['.repeat(200_000)])
      expect(refused(other)[0]).toBe('not-an-archive')
    expect(refused(file.replace('"version":1', '"version":2'))[0]).toBe('archive-too-new')
    expect(refused(file.replace('"revision":', '"revision":1'))[0]).toBe('archive-changed')
  })

  test('parts that do not fit each other', () => {
    const { session } = good()
    const group = session.groups[0]!
    expect(refused(withContent((one) => ({ ...one, session: { ...one.session, code: 'ABCDEF' } })))).toEqual(['archive-wrong', 'session'])
    expect(refused(withContent((one) => ({ ...one, session: { ...one.session, groups: [group, group] } })))[1]).toBe('session.groups')
    expect(refused(withContent((one) => ({ ...one, boards: {} })))[1]).toBe('boards')
    expect(refused(withContent((one) => ({ ...one, exercises: [...one.exercises, ...one.exercises] })))[1]).toBe('session.agenda')
    const broken = (one: Archive) => one.exercises.map((used) => ({ ...used, vocabularies: {} }))
    expect(refused(withContent((one) => ({ ...one, exercises: broken(one) })))[1]).toMatch(/^exercises\.0/)
  })

  test(`I7: ${String(sized(80, 5000))} archives with something wrong in them are opened or refused, and never throw (seed ${String(seed)})`, () => {
    const random = chance(seed)
    let wrong = 0
    for (let turn = 0; turn < sized(80, 5000); turn++) {
      const file = archiveText(harmed(turn % 10 === 0 ? good() : small(), random) as Archive, sha256)
      const read = readArchive(file, sha256)
      if (isRefusal(read)) wrong++
      else expect(archiveText(read.archive, sha256)).toBe(file)
    }
    expect(wrong).toBeGreaterThan(sized(80, 5000) / 4)
  })
})

/** One value, somewhere in it, is another; the hash is right again. */
function harmed(value: unknown, random: Chance): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.12) return anyValue(random)
  const keys = Object.keys(value)
  const key = oneOf(keys, random)
  if (key === undefined) return anyValue(random)
  const changed = harmed((value as Record<string, unknown>)[key], random)
  if (Array.isArray(value)) return value.map((one: unknown, at) => (String(at) === key ? changed : one))
  return { ...value, [random() < 0.1 ? 'toString' : key]: changed }
}
