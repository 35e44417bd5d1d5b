import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { unpackEdits } from '../../server/storage/packed.ts'
import { edit, read, refused } from '../contracts/storage-kit.ts'
import { chance } from '../kit/chance.ts'
import { sized } from '../kit/size.ts'
import { editLogs, nameOf, sizesIn } from './kit/edit-logs.ts'

/** What the log of edits holds, over a crash at any moment. */
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
const { freshDir, openInto, openLog, crash } = editLogs()

test(`whatever was saved is there after a crash at any moment, and nothing else (seed ${seed})`, async () => {
  const random = chance(seed)
  for (let round = 0; round < sized(4, 40); round++) {
    const dir = await freshDir()
    const { log, folded } = await openLog(dir)
    const saved = new Map<string, string>()
    const latest = new Map<string, number>()
    const writeSome = async () => {
      const some = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
        const board = `b${Math.floor(random() * 3)}`
        const sequence = (latest.get(board) ?? 0) + 1
        latest.set(board, sequence)
        return edit(sequence, `text ${sequence} of ${board} ${'я'.repeat(random() * 3000)}`, board)
      })
      await log.append(some)
      for (const one of some) saved.set(nameOf(one), read(one.update))
    }
    for (let count = 0; count < 40; count++) {
      await writeSome()
      if (random() < 0.1) void log.fold()
      if (random() > 0.1) continue
      const left = await crash(dir)
      // What was put away before the crash is in the files of the sessions.
      const expected = new Map(saved)
      const before = new Map(folded)
      const again = await openLog(left)
      expect(Object.fromEntries([...before, ...again.folded])).toEqual(Object.fromEntries(expected))
    }
  }
})

test('the files do not grow while what they hold is put away', async () => {
  const dir = await freshDir()
  const { log, folded } = await openLog(dir)
  for (let sequence = 1; sequence <= 40; sequence++) {
    await log.append([edit(sequence, `${sequence} ${'z'.repeat(200_000)}`)])
    if (sequence % 3 === 0) await log.fold()
  }
  expect([await sizesIn(dir), folded.size]).toEqual([[1_048_576, 1_048_576], 39])
})

test('what waits in both files after a crash is read in its order, no number of it is given again, and nothing goes in before what came earlier', async () => {
  const dir = await freshDir()
  const { log, broken } = await openLog(dir)
  broken.add('one')
  for (const sequence of [1, 2, 3]) {
    await log.append([edit(sequence)])
    await log.fold()
  }
  const taken: number[] = []
  let refuses: (sequence: number) => boolean = () => true
  const again = await openInto(await crash(dir), (packed) => {
    const numbers = packed.flatMap(unpackEdits).map(({ sequence }) => sequence)
    if (numbers.some((sequence) => refuses(sequence))) return Promise.reject(new Error('disk full'))
    taken.push(...numbers)
    return Promise.resolve()
  })
  expect(again.waiting('one', 'board', 0).map(({ sequence }) => sequence)).toEqual([1, 2, 3])
  expect(await refused(again.append([edit(3, 'the number is taken')]))).not.toBeNull()
  await again.append([edit(4)])
  // A full disk has room for a small edit that came later.
  refuses = (sequence) => sequence === 1
  await again.fold()
  expect(taken).toEqual([])
  refuses = () => false
  await again.fold()
  expect(taken).toEqual([1, 2, 3, 4])
})

test('closed in order, nothing stays behind', async () => {
  const dir = await freshDir()
  const { log, folded } = await openLog(dir)
  await log.append([edit(1)])
  await log.close()
  expect([await readdir(dir), [...folded.values()]]).toEqual([[], ['edit 1']])
})
