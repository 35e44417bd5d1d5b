import { cp, mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { EditRecord } from '../../server/ports.ts'
import { EditLog } from '../../server/storage/edit-log.ts'
import { frameOf, framesIn } from '../../server/storage/frames.ts'
import { packEdits, unpackEdits } from '../../server/storage/packed.ts'
import { edit, read, refused } from '../contracts/storage-kit.ts'
import { chance } from '../kit/chance.ts'
import { littleRooms } from '../kit/little-room.ts'
import { sized } from '../kit/size.ts'

const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
const start = 16
const dirs: string[] = []
const logs: EditLog[] = []
afterAll(async () => {
  await Promise.all(logs.map((log) => log.close()))
  await Promise.all(dirs.map((dir) => rm(dir, { recursive: true, force: true })))
})

async function freshDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'roundtable-edits-'))
  dirs.push(dir)
  return dir
}

/** A log whose edits go into a list; sessions in `broken` refuse theirs. */
async function openLog(dir: string) {
  const folded = new Map<string, string>()
  const broken = new Set<string>()
  const log = await EditLog.open(dir, (packed) => {
    const edits = packed.flatMap(unpackEdits)
    if (edits.some(({ session }) => broken.has(session))) return Promise.reject(new Error('disk full'))
    for (const one of edits) folded.set(nameOf(one), read(one.update))
    return Promise.resolve()
  })
  logs.push(log)
  return { log, folded, broken }
}

const nameOf = ({ session, board, sequence }: EditRecord) => `${session} ${board} ${String(sequence)}`

/** The folder as a crash at this moment leaves it. */
async function crash(dir: string): Promise<string> {
  const left = await freshDir()
  await cp(dir, left, { recursive: true })
  return left
}

async function writeAt(path: string, bytes: Uint8Array, at: number): Promise<void> {
  const file = await open(path, 'r+')
  await file.write(bytes, 0, bytes.length, at)
  await file.close()
}

/** The file that the latest frame stands in, and where it ends. */
async function lastWritten(dir: string) {
  const files = ['edits-1.log', 'edits-2.log'].map(async (name) => {
    const bytes = await readFile(join(dir, name))
    const run = bytes.subarray(8, start)
    return { path: join(dir, name), run, ...framesIn(bytes, run, start) }
  })
  return (await Promise.all(files)).sort((one, other) => other.last - one.last)[0]!
}

async function bytesIn(dir: string): Promise<string> {
  const files = await Promise.all((await readdir(dir)).map((name) => readFile(join(dir, name), 'latin1')))
  return files.join('\n')
}

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

test(`a frame that was torn is no edit, and those before it are (seed ${seed})`, async () => {
  const random = chance(seed)
  const dir = await freshDir()
  const { log } = await openLog(dir)
  for (let sequence = 1; sequence <= 10; sequence++) await log.append([edit(sequence, `edit ${sequence}`)])
  for (let cut = 0; cut < 10; cut++) {
    const left = await crash(dir)
    const path = join(left, 'edits-1.log')
    const bytes = await readFile(path)
    const { end } = framesIn(bytes, bytes.subarray(8, start), start)
    const last = bytes.lastIndexOf('edit 10')
    bytes.fill(0, last + Math.floor(random() * 7), end)
    await writeFile(path, bytes)
    const { folded } = await openLog(left)
    expect([...folded.values()]).toEqual(Array.from({ length: 9 }, (_, index) => `edit ${index + 1}`))
    expect(await readdir(left)).toHaveLength(2)
  }
})

test(`a bit that flips costs one frame; the log is set aside (seed ${seed})`, async () => {
  const random = chance(seed)
  const dir = await freshDir()
  const { log } = await openLog(dir)
  for (let sequence = 1; sequence <= 20; sequence++) await log.append([edit(sequence, `edit ${sequence} of twenty`)])
  for (let flip = 0; flip < sized(20, 200); flip++) {
    const left = await crash(dir)
    const path = join(left, 'edits-1.log')
    const bytes = await readFile(path)
    const { payloads } = framesIn(bytes, bytes.subarray(8, start), start)
    const frame = frameOf(bytes.subarray(8, start), 1, payloads[0]!).length
    // Any of the frames but the last two, which differ in length: behind a damaged last one stands nothing that would show it.
    const at = start + Math.floor(random() * frame * 9)
    bytes[at]! ^= 1 << Math.floor(random() * 8)
    await writeFile(path, bytes)
    const { folded } = await openLog(left)
    const gone = 1 + Math.floor((at - start) / frame)
    const kept = Array.from({ length: 20 }, (_, index) => index + 1).filter((sequence) => sequence !== gone)
    const found = [...folded.keys()].map((name) => Number(name.split(' ')[2]))
    // The bytes that fill a frame up say nothing.
    if (found.length < 20) expect({ at, found }).toEqual({ at, found: kept })
    expect((await readdir(left)).filter((name) => name.startsWith('edits-damaged'))).toHaveLength(20 - found.length)
  }
})

test('the name of the run in one of the two files is damaged: the other one has it', async () => {
  const dir = await freshDir()
  const { log } = await openLog(dir)
  await log.append([edit(1)])
  const left = await crash(dir)
  const path = join(left, 'edits-1.log')
  const bytes = await readFile(path)
  bytes[10]! ^= 1
  await writeFile(path, bytes)
  expect([...(await openLog(left)).folded.values()]).toEqual(['edit 1'])
})

test('what people type does not pass for a frame; control: with the secret of the run it would', () => {
  const [run, guess] = [Buffer.from('12345678'), Buffer.alloc(8)]
  const found = (inner: Buffer) => {
    const typed = Buffer.concat([Buffer.alloc(16), frameOf(inner, 9, Buffer.from('forged'))])
    const file = Buffer.concat([frameOf(run, 1, typed), frameOf(run, 2, Buffer.from('honest'))])
    // Damaged, so that the whole file is looked through.
    file[30]! ^= 1
    return framesIn(file, run, 0).payloads.map((bytes) => Buffer.from(bytes).toString())
  }
  expect(found(guess)).toEqual(['honest'])
  expect(found(run)).toContain('forged')
})

const rooms = littleRooms()
afterAll(() => rooms.forEach((room) => room.close()))

const places = ['in its place', 'elsewhere'] as const
test.each(rooms.flatMap((room) => places.map((how) => [how, room.name, room] as const)))(
  'what was refused does not come back when its number is given again %s, when %s',
  async (how, _name, room) => {
    const { log, broken } = await openLog(room.dir)
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
    const ours = [...folded].filter(([name]) => name === `one board ${String(sequence + 1)}`)
    expect(ours.map(([, text]) => text)).toEqual(['short'])
    await log.close()
  },
)

test('the files do not grow while what they hold is put away', async () => {
  const dir = await freshDir()
  const { log, folded } = await openLog(dir)
  for (let sequence = 1; sequence <= 40; sequence++) {
    await log.append([edit(sequence, `${sequence} ${'z'.repeat(200_000)}`)])
    if (sequence % 3 === 0) await log.fold()
  }
  const sizes = await Promise.all((await readdir(dir)).map(async (name) => (await readFile(join(dir, name))).length))
  expect([sizes, folded.size]).toEqual([[1_048_576, 1_048_576], 39])
})

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
  const again = await EditLog.open(await crash(dir), (packed) => {
    const numbers = packed.flatMap(unpackEdits).map(({ sequence }) => sequence)
    if (numbers.some((sequence) => refuses(sequence))) return Promise.reject(new Error('disk full'))
    taken.push(...numbers)
    return Promise.resolve()
  })
  logs.push(again)
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
  const sizes = await Promise.all((await readdir(dir)).map(async (name) => (await readFile(join(dir, name))).length))
  expect(sizes).toEqual([1_048_576, 1_048_576])
  const again = await openLog(await crash(dir))
  expect([...again.folded.values()]).toContain('of two')
})

test('of a session that was wiped no word stays, and the others go on', async () => {
  const dir = await freshDir()
  const { log } = await openLog(dir)
  await log.append([edit(1, 'Canarywords', 'board', 'gone'), edit(1)])
  await writeFile(join(dir, 'edits-damaged-1-1.log'), 'Canarywords too')
  await log.fold()
  expect(await bytesIn(dir)).toContain('Canarywords')
  await log.forget('gone')
  expect(await bytesIn(dir)).not.toContain('Canarywords')
  await log.append([edit(2, 'goes on')])
  expect([...(await openLog(await crash(dir))).folded.values()]).toEqual(['goes on'])
})

test('closed in order, nothing stays behind', async () => {
  const dir = await freshDir()
  const { log, folded } = await openLog(dir)
  await log.append([edit(1)])
  await log.close()
  expect([await readdir(dir), [...folded.values()]]).toEqual([[], ['edit 1']])
})
