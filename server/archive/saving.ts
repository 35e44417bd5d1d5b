import { Worker } from 'node:worker_threads'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Ms, Session } from '../../shared/session/session.ts'

/** What an archive is made of: documents as they are on disk. */
export interface ToSave {
  readonly session: Session
  readonly exercises: readonly Exercise[]
  readonly boards: readonly BoardToSave[]
}

export interface BoardToSave {
  readonly board: string
  readonly state: Uint8Array
  readonly lastEdit: Ms | null
  /** The seat of each client id in the document. */
  readonly owners: ReadonlyMap<number, string>
}

/** The file, made in a thread of its own. Rejects when nobody waits for it any longer. */
export function saveArchive(given: ToSave, signal: AbortSignal): Promise<Uint8Array> {
  const thread = new Worker(new URL('./saving-thread.ts', import.meta.url), { workerData: given })
  return new Promise<Uint8Array>((resolve, reject) => {
    const giveUp = () => reject(new Error('given up'))
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('the thread that makes archives ended')))
  }).finally(() => void thread.terminate())
}
