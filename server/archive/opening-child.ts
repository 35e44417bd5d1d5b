import { createHash } from 'node:crypto'
import { readArchive } from '../../shared/archive/read.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
import type { ImportedBoard } from '../ports.ts'
import { clientsIn } from '../board-checks/whole.ts'
import type { Opened } from './opening.ts'

/** The process in which an archive from outside is read. Started by `opening.ts`, for one file; it may be ended at any moment. */
function open(bytes: Uint8Array): Opened | Refusal {
  const read = readArchive(new TextDecoder().decode(bytes), (text) => createHash('sha256').update(text).digest('hex'))
  if (isRefusal(read)) return read
  const { session, exercises, boards } = read.archive
  const imported: ImportedBoard[] = []
  for (const [board, { state: told, lastEdit, writers }] of Object.entries(boards)) {
    const state = new Uint8Array(Buffer.from(told, 'base64'))
    try {
      imported.push({ board, state, lastEdit, clients: clientsIn(state), writers })
    } catch {
      return refuse('archive-wrong', { where: `boards.${board}` })
    }
  }
  return { session, exercises, boards: imported, hash: read.hash }
}

process.once('message', (job) => process.send?.(open((job as { bytes: Uint8Array }).bytes), () => process.exit()))
// Whoever asked is gone.
process.once('disconnect', () => process.exit())
