import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { CannotSave } from '../cannot-save.ts'
import { log } from '../log.ts'
import type { Session } from '../../shared/session/session.ts'
import type { KeptVersion } from '../../shared/session/versions.ts'
import type { EditRecord, Storage, StoredBoard, StoredSession, Token } from '../ports.ts'
import { EditLog } from './edit-log.ts'
import type { BoardRows, Job, SessionRows } from './jobs.ts'
import { Queue } from './queue.ts'

/**
 * Opens the data directory, or makes it. Rejects with a plain sentence when another process uses it.
 * Edits go to a log first, and are saved when they stand there. All other reading and writing happens in one worker thread, after the
 * edits that were saved before; requests that come while a flush is under way form the next batch.
 * `broke` is called when that thread ends by itself: then nothing is read or written any more.
 */
export async function openStorage(dataDir: string, broke: (error: Error) => void = () => undefined): Promise<Storage> {
  const dir = resolve(dataDir)
  await mkdir(dir, { recursive: true })
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { dataDir: dir } })
  const queue = new Queue(worker, broke)
  await queue.opened
  const edits = await EditLog.open(dir, (packed) => queue.ask({ do: 'append-edits', packed }))
  return storageOn(queue, edits)
}

function storageOn(queue: Queue, edits: EditLog): Storage {
  const ask = (job: Job) => queue.ask(job)
  const tell = async (job: Job) => void (await ask(job))
  /** What is asked sees all edits that were saved before, and none of them comes into a file after it. */
  const afterEdits = (job: Job) => edits.fold().then(() => ask(job))
  return {
    async sessions() {
      const read = (await ask({ do: 'list-sessions' })) as readonly (Session | string)[]
      const damaged = read.filter((one) => typeof one === 'string')
      for (const session of damaged) log('error', 'The file of a session is damaged or gone; the session is left out', { session })
      return read.filter((one) => typeof one !== 'string')
    },
    createSession: (session, exercises) => tell({ do: 'create-session', session, exercises }),
    importSession: (session, exercises, boards, at) => tell({ do: 'import-session', session, exercises, boards, at }),
    wipeSession: async (id, at) => {
      await afterEdits({ do: 'wipe-session', id, at })
      await edits.forget(id)
    },
    async loadSession(id) {
      const found = (await ask({ do: 'load-session', id })) as SessionRows | null
      for (const name of found?.damaged ?? []) log('error', `A record of a session is damaged and was set aside: ${name}`, { session: id })
      return found && { ...(found as unknown as StoredSession), ledger: new Map(found.ledger) as StoredSession['ledger'] }
    },
    appendCommand: async (session, entry) => void (await afterEdits({ do: 'append-command', session, entry })),
    appendEdits: (records) => edits.append(records),
    settle: () => edits.fold(),
    async loadBoard(session, board) {
      const rows = (await afterEdits({ do: 'load-board', session, board })) as BoardRows
      for (const name of rows.damaged) log('error', `A record of a board is damaged and was set aside: ${name}`, { session, board })
      return withEdits(rows, edits.waiting(session, board, rows.lastSequence))
    },
    async compactBoard(session, board, upTo, state) {
      await edits.fold()
      // What came meanwhile stands behind the snapshot. What still waits before it was refused: a snapshot would take its owners and times away.
      const waiting = edits.waiting(session, board, 0)
      if (waiting.some(({ sequence }) => sequence <= upTo)) throw new CannotSave('Edits of the board wait for its file.')
      await ask({ do: 'compact-board', session, board, upTo, state })
    },
    keepVersion: async (session, board, version) => (await ask({ do: 'keep-version', session, board, version })) as number,
    versions: async (session, board) => (await ask({ do: 'list-versions', session, board })) as KeptVersion[],
    loadVersion: async (session, board, id) =>
      (await ask({ do: 'load-version', session, board, id })) as Awaited<ReturnType<Storage['loadVersion']>>,
    template: (session) => ask({ do: 'template', session }),
    saveTemplate: (session, template) => tell({ do: 'save-template', session, template }),
    tryWriting: (session) => tell({ do: 'try-writing', session }),
    saveToken: (token) => tell({ do: 'save-token', token }),
    findToken: async (hash) => (await ask({ do: 'find-token', hash })) as Token | null,
    async close() {
      await edits.close()
      await queue.close()
    },
  }
}

/** A board as it is on disk: what its session's file says, and the edits which that file has not taken yet. */
function withEdits(
  { snapshot, updates, lastSequence, owners, lastEdit, versionedUpTo }: BoardRows,
  edits: readonly EditRecord[],
): StoredBoard {
  return {
    snapshot,
    updates: [...updates, ...edits.map(({ update }) => update)],
    lastSequence: edits.at(-1)?.sequence ?? lastSequence,
    owners: new Map([...owners, ...edits.flatMap((edit) => edit.owners)]),
    lastEdit: edits.findLast(({ at }) => at !== undefined)?.at ?? lastEdit,
    versionedUpTo,
  }
}
