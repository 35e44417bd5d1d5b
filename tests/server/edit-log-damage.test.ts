import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { frameOf, framesIn } from '../../server/storage/frames.ts'
import { edit } from '../contracts/storage-kit.ts'
import { chance } from '../kit/chance.ts'
import { sized } from '../kit/size.ts'
import { editLogs, readLog } from './kit/edit-logs.ts'

/** Bytes of the log of edits that are not what was written. */
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
const { freshDir, openInto, openLog, crash } = editLogs()

test(`a frame that was torn is no edit, and those before it are (seed ${seed})`, async () => {
  const random = chance(seed)
  const dir = await freshDir()
  const { log } = await openLog(dir)
  for (let sequence = 1; sequence <= 10; sequence++) await log.append([edit(sequence, `edit ${sequence}`)])
  const whole = await crash(dir)
  for (let cut = 0; cut < 10; cut++) {
    const left = await crash(whole)
    const path = join(left, 'edits-1.log')
    const { bytes, end } = await readLog(path)
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
  const whole = await crash(dir)
  for (let flip = 0; flip < sized(20, 200); flip++) {
    const left = await crash(whole)
    const path = join(left, 'edits-1.log')
    const { bytes, run, start, payloads } = await readLog(path)
    const frame = frameOf(run, 1, payloads[0]!).length
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

test('a damaged log is still there after a start at which a session refuses, until something is wiped', async () => {
  const dir = await freshDir()
  const { log } = await openLog(dir)
  for (let sequence = 1; sequence <= 3; sequence++) await log.append([edit(sequence)])
  const left = await crash(dir)
  const path = join(left, 'edits-1.log')
  const bytes = await readFile(path)
  bytes[bytes.indexOf('edit 2')]! ^= 1
  await writeFile(path, bytes)
  const again = await openInto(left, () => Promise.reject(new Error('refuses')))
  await again.fold()
  const copies = async () => (await readdir(left)).filter((name) => name.includes('damaged'))
  expect([again.waiting('one', 'board', 0).length, (await copies()).length]).toEqual([2, 1])
  await again.forget('another')
  expect(await copies()).toEqual([])
})
