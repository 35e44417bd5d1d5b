import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as Y from 'yjs'
import { cardsRoot } from '../../../shared/board/board.ts'
import { openStorage } from '../../../server/storage/storage.ts'

/**
 * Writes one card after the other, compacts and keeps versions without end, and names each card that is on disk.
 * Killed by the test. `torn` takes the records away first and writes the snapshot afterwards, as no compaction may.
 */
const [dir = '', how = 'whole'] = process.argv.slice(2)
const storage = await openStorage(dir)
const { snapshot, updates, lastSequence } = await storage.loadBoard('meeting', 'board')
const doc = new Y.Doc()
if (snapshot) Y.applyUpdate(doc, snapshot)
for (const update of updates) Y.applyUpdate(doc, update)
for (let sequence = lastSequence + 1; ; sequence++) {
  const before = Y.encodeStateVector(doc)
  doc.getMap(cardsRoot).set(`c${sequence}`, 'x'.repeat(200))
  const update = Y.encodeStateAsUpdate(doc, before)
  await storage.appendEdits([{ session: 'meeting', board: 'board', sequence, update, owners: [] }])
  process.stdout.write(`${sequence}\n`)
  if (sequence % 5 !== 0) continue
  const state = Y.encodeStateAsUpdate(doc)
  if (how === 'torn') await tearOut(sequence)
  await storage.compactBoard('meeting', 'board', sequence, state)
  await storage.keepVersion('meeting', 'board', { at: sequence, why: 'hand-in', upTo: sequence, state })
}

async function tearOut(upTo: number): Promise<void> {
  const file = new DatabaseSync(join(dir, 'sessions', 'meeting.sqlite'), { timeout: 1000 })
  file.prepare('DELETE FROM updates WHERE board = ? AND sequence <= ?').run('board', upTo)
  file.close()
  // The log may still have them, and would make the board whole again.
  for (const name of ['edits-1.log', 'edits-2.log']) {
    const log = await open(join(dir, name), 'r+')
    await log.write(Buffer.alloc(100_000), 0, 100_000, 16)
    await log.close()
  }
  await new Promise((resolve) => setTimeout(resolve, 40))
}
