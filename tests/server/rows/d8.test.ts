import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { cardsRoot } from '../../../shared/board/board.ts'
import { openStorage } from '../../../server/storage/storage.ts'
import { chance } from '../../kit/chance.ts'
import { startChild } from '../../kit/child.ts'
import { sized } from '../../kit/size.ts'

const kills = Number(process.env['KILLS'] ?? sized(3, 60))
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)
const child = fileURLToPath(new URL('../kit/storage-child.ts', import.meta.url))
const dirs: string[] = []
afterAll(() => Promise.all(dirs.map((dir) => rm(dir, { recursive: true, force: true }))))

async function freshDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'roundtable-d8-'))
  dirs.push(dir)
  return dir
}

/** Another process that writes without end; resolves when its first card is on disk. */
async function startWriter(dir: string, how: 'whole' | 'torn'): Promise<{ running: ChildProcess; said: () => string }> {
  const running = startChild(child, [dir, how])
  let said = ''
  running.stdout?.on('data', (text: Buffer) => (said += text.toString()))
  await new Promise((resolve) => running.stdout?.once('data', resolve))
  return { running, said: () => said }
}

async function killed(running: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => running.once('close', resolve))
  running.kill('SIGKILL')
  await gone
}

/** How many of the starts are refused, each within a second and in a plain sentence. */
async function countRefusals(dir: string, starts: number): Promise<number> {
  let refused = 0
  for (let start = 0; start < starts; start++) {
    const since = performance.now()
    const answer = await openStorage(dir).catch((error: unknown) => error)
    if (answer instanceof Error) {
      expect(answer.message).toBe(`Another Roundtable is running on the data in ${dir}. Stop it first, or choose another directory.`)
      expect(performance.now() - since).toBeLessThan(1500)
      refused++
    } else await (answer as Awaited<ReturnType<typeof openStorage>>).close()
  }
  return refused
}

test('D8: while one process holds the data every other start is refused, and after its crash none; control: other data', async () => {
  const dir = await freshDir()
  const { running } = await startWriter(dir, 'whole')
  expect(await countRefusals(dir, 10)).toBe(10)
  expect(await countRefusals(await freshDir(), 2)).toBe(0)
  await killed(running)
  expect(await countRefusals(dir, 3)).toBe(0)
})

/** What is not whole after a kill between edits, compactions and versions. The law: nothing. */
async function whatIsHalf(rounds: number, how: 'whole' | 'torn'): Promise<string[]> {
  const dir = await freshDir()
  const random = chance(seed)
  const half: string[] = []
  for (let round = 0; round < rounds; round++) {
    const { running, said } = await startWriter(dir, how)
    await new Promise((resolve) => setTimeout(resolve, random() * 200))
    await killed(running)
    const acknowledged = Number(said().slice(0, said().lastIndexOf('\n')).split('\n').at(-1))
    const storage = await openStorage(dir)
    const { snapshot, updates, lastSequence } = await storage.loadBoard('meeting', 'board')
    await storage.close()
    const doc = new Y.Doc()
    if (snapshot) Y.applyUpdate(doc, snapshot)
    for (const update of updates) Y.applyUpdate(doc, update)
    const cards = doc.getMap(cardsRoot)
    for (let card = 1; card <= acknowledged; card++) if (!cards.has(`c${card}`)) half.push(`round ${round}: card ${card} is gone`)
    if (doc.store.pendingStructs) half.push(`round ${round}: the document has a gap`)
    if (lastSequence < acknowledged) half.push(`round ${round}: the records end at ${lastSequence} of ${acknowledged}`)
    half.push(...brokenVersions(dir).map((version) => `round ${round}: version ${version} is not whole`))
  }
  return half
}

function brokenVersions(dir: string): number[] {
  const file = new DatabaseSync(join(dir, 'sessions', 'meeting.sqlite'), { readOnly: true })
  const rows = file.prepare('SELECT at, data, hash FROM versions').all()
  file.close()
  return rows.flatMap((row) => {
    const isWhole = createHash('sha256').update(row['data'] as Uint8Array).digest().equals(row['hash'] as Uint8Array) // prettier-ignore
    const doc = new Y.Doc()
    Y.applyUpdate(doc, row['data'] as Uint8Array)
    return isWhole && doc.getMap(cardsRoot).size === Number(row['at']) ? [] : [Number(row['at'])]
  })
}

test(`D8: ${kills} kills in the middle of compactions and versions leave the old state or the new one (seed ${seed})`, async () => {
  expect(await whatIsHalf(kills, 'whole')).toEqual([])
})

test('D8, control: a compaction that is not one transaction is found half done', async () => {
  expect((await whatIsHalf(6, 'torn')).join('\n')).toMatch(/is gone|has a gap|records end/)
})
