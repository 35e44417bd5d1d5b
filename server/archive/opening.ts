import { fileURLToPath } from 'node:url'
import type { ArchivedSession } from '../../shared/archive/archive.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { refuse, type Refusal } from '../../shared/refusals.ts'
import { runAside, type Limits } from '../aside.ts'
import type { ImportedBoard } from '../ports.ts'

const child = fileURLToPath(new URL('./opening-child.ts', import.meta.url))
/** An archive of the largest size takes a fifth of this time and memory. */
const usualLimits: Limits = { milliseconds: 30_000, heapMegabytes: 1024 }

/** A session as it came in a file, with everything in it looked at. */
export interface Opened {
  readonly session: ArchivedSession
  readonly exercises: readonly Exercise[]
  readonly boards: readonly ImportedBoard[]
  readonly hash: string
}

/** Reads an archive aside from the room, or says why it cannot be opened. */
export async function openArchive(bytes: Uint8Array, limits: Limits = usualLimits): Promise<Opened | Refusal> {
  const done = await runAside<Opened | Refusal>(child, { bytes }, limits)
  return typeof done === 'string' ? refuse('archive-too-heavy') : done
}
