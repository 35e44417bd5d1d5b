import { Worker } from 'node:worker_threads'
import { problem, wrong } from '../../shared/exercise/problem.ts'
import { log } from '../log.ts'
import type { Loaded } from './load.ts'

/** What the thread can be asked; plain data only. */
export type Job =
  | {
      readonly do: 'unpack'
      readonly zip: Uint8Array
      readonly named: string
      readonly into: string
      readonly libraries: readonly string[]
    }
  | { readonly do: 'load'; readonly folder: string; readonly root: string; readonly libraries: readonly string[] }
  | { readonly do: 'pack'; readonly folder: string; readonly libraries: readonly string[] }

export interface ThreadLimits {
  readonly milliseconds: number
  readonly heapMegabytes: number
}
export const threadLimits: ThreadLimits = { milliseconds: 10_000, heapMegabytes: 128 }

/** The exercise, or what is wrong with it; files that take too long or too much memory are wrong as well. */
export async function loadInThread(job: Job & { do: 'unpack' | 'load' }, limits: ThreadLimits = threadLimits): Promise<Loaded> {
  const file = job.do === 'unpack' ? job.named : job.folder.slice(job.root.length + 1)
  const done = await run<Loaded>(job, limits)
  if (done === 'too-slow') return { problems: [problem(file, wrong('tooSlow', { seconds: limits.milliseconds / 1000 }))] }
  return done === 'broke' ? { problems: [problem(file, wrong('tooHeavy'))] } : done
}

/** The zip file of an exercise; null when it could not be made. */
export async function packInThread(job: Job & { do: 'pack' }): Promise<Uint8Array | null> {
  const done = await run<Uint8Array>(job, threadLimits)
  return typeof done === 'string' ? null : done
}

/** A thread a job: nothing that one file does to it can reach the next, or the room. */
function run<Done>(job: Job, limits: ThreadLimits): Promise<Done | 'too-slow' | 'broke'> {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes },
  })
  return new Promise<Done | 'too-slow' | 'broke'>((resolve) => {
    const timer = setTimeout(() => resolve('too-slow'), limits.milliseconds)
    worker.once('message', (done: Done) => resolve(done))
    worker.once('error', (error: Error) => {
      log('error', 'An exercise could not be read', { error })
      resolve('broke')
    })
    worker.once('exit', () => {
      clearTimeout(timer)
      resolve('broke')
    })
  }).finally(() => worker.terminate())
}
