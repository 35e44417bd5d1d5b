import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { problem, wrong } from '../../shared/exercise/problem.ts'
import { log } from '../log.ts'
import type { Loaded } from './load.ts'

const child = fileURLToPath(new URL('./apart-child.ts', import.meta.url))

/** What the other process can be asked; plain data only. */
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

export interface Limits {
  readonly milliseconds: number
  readonly heapMegabytes: number
}
export const usualLimits: Limits = { milliseconds: 10_000, heapMegabytes: 128 }

/** The exercise, or what is wrong with it; files that take too long or too much memory are wrong as well. */
export async function loadApart(job: Job & { do: 'unpack' | 'load' }, limits: Limits = usualLimits): Promise<Loaded> {
  const file = job.do === 'unpack' ? job.named : job.folder.slice(job.root.length + 1)
  const done = await run<Loaded>(job, limits)
  if (done === 'too-slow') return { problems: [problem(file, wrong('tooSlow', { seconds: limits.milliseconds / 1000 }))] }
  return done === 'broke' ? { problems: [problem(file, wrong('tooHeavy'))] } : done
}

/** The zip file of an exercise; null when it could not be made. */
export async function packApart(job: Job & { do: 'pack' }): Promise<Uint8Array | null> {
  const done = await run<Uint8Array>(job, usualLimits)
  return typeof done === 'string' ? null : done
}

/**
 * A process a job: nothing that one file does to it can reach the next, or the room. A thread is not enough: when its
 * memory runs out in the middle of a collection, it takes the whole server along.
 */
function run<Done>(job: Job, limits: Limits): Promise<Done | 'too-slow' | 'broke'> {
  const running = fork(child, [], {
    execArgv: [`--max-old-space-size=${String(limits.heapMegabytes)}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  return new Promise<Done | 'too-slow' | 'broke'>((resolve) => {
    const timer = setTimeout(() => resolve('too-slow'), limits.milliseconds)
    running.once('message', (done) => resolve(done as Done))
    running.once('error', (error) => {
      log('error', 'An exercise could not be read', { error })
      resolve('broke')
    })
    running.once('exit', (code) => {
      clearTimeout(timer)
      if (code !== 0 && code !== null) log('error', 'The process that read an exercise broke', { count: code })
      resolve('broke')
    })
    // A process that has ended already says so by its exit.
    running.send(job, () => undefined)
  }).finally(() => running.kill('SIGKILL'))
}
