import { fileURLToPath } from 'node:url'
import { problem, wrong } from '../../shared/exercise/problem.ts'
import { refuse, type Refusal } from '../../shared/refusals.ts'
import { runAside, type Limits } from '../aside.ts'
import type { Loaded } from './load.ts'

const child = fileURLToPath(new URL('./aside-child.ts', import.meta.url))

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

export type { Limits }
export const usualLimits: Limits = { milliseconds: 10_000, heapMegabytes: 128 }

/** The exercise, or what is wrong with it; files that take too long or too much memory are wrong as well. */
export async function loadAside(job: Job & { do: 'unpack' | 'load' }, limits: Limits = usualLimits): Promise<Loaded> {
  const file = job.do === 'unpack' ? job.named : job.folder.slice(job.root.length + 1)
  const done = await runAside<Loaded>(child, job, limits)
  if (done === 'too-slow') return { problems: [problem(file, wrong('tooSlow', { seconds: limits.milliseconds / 1000 }))] }
  return done === 'broke' ? { problems: [problem(file, wrong('tooHeavy'))] } : done
}

/** The zip file of an exercise, or why it could not be made. */
export async function packAside(job: Job & { do: 'pack' }, limits: Limits = usualLimits): Promise<Uint8Array | Refusal> {
  const done = await runAside<Uint8Array>(child, job, limits)
  return typeof done === 'string' ? refuse('something-broke') : done
}
