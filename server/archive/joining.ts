import { Worker } from 'node:worker_threads'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Refusal } from '../../shared/refusals.ts'
import type { RegionalPlan, Together } from '../../shared/regional/together.ts'
import type { ImportedBoard } from '../ports.ts'
import type { ToSave } from './saving.ts'

/** Several sessions as they are on disk, and what is to become of them. */
export interface ToJoin {
  readonly nationals: readonly ToSave[]
  readonly plan: RegionalPlan
}
export interface Joined {
  readonly session: Together['session']
  readonly exercises: readonly Exercise[]
  readonly boards: readonly ImportedBoard[]
}

/** Brings sessions together in a thread of its own: reading and merging all their boards may take seconds. */
export async function joinSessions(given: ToJoin): Promise<Joined | Refusal> {
  const thread = new Worker(new URL('./joining-thread.ts', import.meta.url), { workerData: given })
  try {
    return await new Promise<Joined | Refusal>((resolve, reject) => {
      thread.once('message', resolve)
      thread.once('error', reject)
      thread.once('exit', () => reject(new Error('the thread that brings sessions together ended')))
    })
  } finally {
    void thread.terminate()
  }
}
