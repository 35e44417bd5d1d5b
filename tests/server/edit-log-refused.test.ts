import { open } from 'node:fs/promises'
import { afterAll, expect, test } from 'vitest'
import { frameOf } from '../../server/storage/frames.ts'
import { packEdits } from '../../server/storage/packed.ts'
import { edit, read, refused } from '../contracts/storage-kit.ts'
import { littleRooms } from '../kit/little-room.ts'
import { editLogs, lastWritten, sizesIn } from './kit/edit-logs.ts'

/** The log of edits while the disk, or the file of a session, refuses. */
const { freshDir, openLog, crash } = editLogs()

async function writeAt(path: string, bytes: Uint8Array, at: number): Promise<void> {
  const file = await open(path, 'r+')
  await file.write(bytes, 0, bytes.length, at)
  await file.close()
}

const rooms = littleRooms()
afterAll(() => rooms.forEach((room) => room.close()))

const places = ['in its place', 'elsewhere'] as const

test.each(rooms.flatMap((room) => places.map((how) => [how, room.name, room] as const)))(
  'what was refused does not come back when its number is given again %s, when %s',
  async (how, _name, room) => {
    const { log, folded: before, broken } = await openLog(room.dir)
    await log.append([edit(1)])
    room.fill()
    broken.add('one')
    let sequence = 1
    while ((await refused(log.append([edit(sequence + 1, `big ${sequence} ${'z'.repeat(200_000)}`)]))) === null) sequence++
    room.free()
    broken.clear()
    // A disk may also have written all of what it then could not flush.
    const { path, run, end } = await lastWritten(room.dir)
    await writeAt(path, frameOf(run, 4_000_000, packEdits([edit(sequence + 1, 'refused')])), end)
    if (how === 'elsewhere') await log.fold()
    await log.append([edit(sequence + 1, 'short')])
    const { folded } = await openLog(await crash(room.dir))
    // On a busy machine the log may have put it away before the crash.
    const ours = [...before, ...folded].filter(([name]) => name === `one board ${String(sequence + 1)}`)
    expect(new Set(ours.map(([, text]) => text))).toEqual(new Set(['short']))
    await log.close()
  },
)

test('a session whose file refuses its edits keeps nobody else’s; they wait, are read from here, and go in later', async () => {
  const dir = await freshDir()
  const { log, folded, broken } = await openLog(dir)
  broken.add('two')
  await log.append([edit(1), edit(1, 'of two', 'board', 'two')])
  await log.fold()
  expect([...folded.values()]).toEqual(['edit 1'])
  await log.append([edit(2), edit(2, 'more of two', 'board', 'two')])
  const waiting = () => log.waiting('two', 'board', 0).map(({ update }) => read(update))
  expect(waiting()).toEqual(['of two', 'more of two'])
  expect(log.waiting('one', 'board', 1).map(({ update }) => read(update))).toEqual(['edit 2'])
  const left = await crash(dir)
  const again = await openLog(left)
  expect([...again.folded.values()].sort()).toEqual(['edit 1', 'edit 2', 'more of two', 'of two'])
  broken.clear()
  await log.fold()
  expect([waiting(), [...folded.values()].sort()]).toEqual([[], ['edit 1', 'edit 2', 'more of two', 'of two']])
})

test('while the file of one session refuses, those of the others go in, and the log does not grow with them', async () => {
  const dir = await freshDir()
  const { log, folded, broken } = await openLog(dir)
  broken.add('two')
  await log.append([edit(1, 'of two', 'board', 'two')])
  await log.fold()
  for (let sequence = 1; sequence <= 20; sequence++) {
    await log.append([edit(sequence, `${sequence} ${'z'.repeat(100_000)}`)])
    await log.fold()
  }
  expect(folded.size).toBe(20)
  expect(await sizesIn(dir)).toEqual([1_048_576, 1_048_576])
  const again = await openLog(await crash(dir))
  expect([...again.folded.values()]).toContain('of two')
})
