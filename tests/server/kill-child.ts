import { openStorage } from '../../server/storage/storage.ts'

/** Writes edits without end and names each one that the storage has acknowledged. Killed by the test. */
const [dir = ''] = process.argv.slice(2)
const storage = await openStorage(dir)
const { lastSequence } = await storage.loadBoard('meeting', 'board')
for (let sequence = lastSequence + 1; ; sequence++) {
  await storage.appendEdits([{ session: 'meeting', board: 'board', sequence, update: new Uint8Array(40).fill(sequence % 256), owners: [] }])
  process.stdout.write(`${sequence}\n`)
}
