import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { unpackEdits } from '../../server/storage/packed.ts'
import { edit, read } from '../contracts/storage-kit.ts'
import { chance } from '../kit/chance.ts'
import { forkChild } from '../kit/child.ts'
import { sized } from '../kit/size.ts'
import { bytesIn, editLogs } from './kit/edit-logs.ts'

/** A session that is wiped, in the log of edits. */
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
const { freshDir, openInto, openLog, crash } = editLogs()

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

test('no word of it stays while the file of another session refuses, whose edits wait on', async () => {
  const dir = await freshDir()
  const { log, broken } = await openLog(dir)
  broken.add('other')
  const waiting = () => log.waiting('other', 'board', 0).map(({ update }) => read(update))
  await log.append([edit(1, 'Canarywords', 'board', 'gone'), edit(1, 'waits', 'board', 'other')])
  await log.fold()
  await log.append([edit(2, 'waits too', 'board', 'other'), edit(2, 'Canarywords again', 'board', 'gone')])
  // A crash before the wipe; the next start finds all of it, and the other's file refuses still.
  const left = await crash(dir)
  await log.forget('gone')
  expect(await bytesIn(dir)).not.toContain('Canarywords')
  expect(await readdir(dir)).toHaveLength(2)
  expect(waiting()).toEqual(['waits', 'waits too'])
  await log.append([edit(3, 'goes on', 'board', 'other')])
  const { folded } = await openLog(await crash(dir))
  expect([...folded.values()]).toEqual(['waits', 'waits too', 'goes on'])

  expect(await bytesIn(left)).toContain('Canarywords')
  const isOther = (packed: readonly Uint8Array[]) => packed.flatMap(unpackEdits).some(({ session }) => session === 'other')
  const again = await openInto(left, (packed) => (isOther(packed) ? Promise.reject(new Error('refuses')) : Promise.resolve()))
  expect(await again.fold()).toBe(false)
  expect(await bytesIn(left)).not.toContain('Canarywords')
  expect(again.waiting('other', 'board', 0)).toHaveLength(2)
})

test(`killed at any moment of a wipe while a session refuses, nothing that was saved is lost, and no log looks damaged (seed ${seed})`, async () => {
  const random = chance(seed)
  const dir = await freshDir()
  let saved = 0
  for (let round = 0; round < sized(6, 60); round++) {
    const child = forkChild('tests/server/kit/wiping-child.ts', [dir, String(saved)])
    child.on('message', (sequence: number) => (saved = sequence))
    await once(child, 'message')
    await new Promise((resolve) => setTimeout(resolve, random() * 60))
    child.kill('SIGKILL')
    await once(child, 'exit')
    const left = await crash(dir)
    const { folded } = await openLog(left)
    const others = [...folded.values()].filter((text) => !text.includes('Canarywords'))
    // One more may be on disk than the process had time to tell.
    expect(others.slice(0, saved)).toEqual(Array.from({ length: saved }, (_, index) => `waits ${index + 1}`))
    saved = others.length
    expect((await readdir(left)).filter((name) => name.includes('damaged'))).toEqual([])
  }
})
