import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { EditRecord } from '../../../server/ports.ts'
import { EditLog } from '../../../server/storage/edit-log.ts'
import { framesIn } from '../../../server/storage/frames.ts'
import { unpackEdits } from '../../../server/storage/packed.ts'
import { read } from '../../contracts/storage-kit.ts'

/** Where the first frame of a file stands: behind its version and the name of its run. */
const start = 16

export const nameOf = ({ session, board, sequence }: EditRecord): string => `${session} ${board} ${String(sequence)}`

/** Logs of edits and their folders, closed and taken away after the tests of the file. */
export function editLogs() {
  const dirs: string[] = []
  const logs: EditLog[] = []
  afterAll(async () => {
    await Promise.all(logs.map((log) => log.close()))
    await Promise.all(dirs.map((dir) => rm(dir, { recursive: true, force: true })))
  })

  async function freshDir(): Promise<string> {
    const dir = await mkdtemp(join(tmpdir(), 'roundtable-edits-'))
    dirs.push(dir)
    return dir
  }

  /** A log whose edits go where `fold` puts them. */
  async function openInto(dir: string, fold: Parameters<typeof EditLog.open>[1]): Promise<EditLog> {
    const log = await EditLog.open(dir, fold)
    logs.push(log)
    return log
  }

  /** A log whose edits go into a list; sessions in `broken` refuse theirs. */
  async function openLog(dir: string) {
    const folded = new Map<string, string>()
    const broken = new Set<string>()
    const log = await openInto(dir, (packed) => {
      const edits = packed.flatMap(unpackEdits)
      if (edits.some(({ session }) => broken.has(session))) return Promise.reject(new Error('disk full'))
      for (const one of edits) folded.set(nameOf(one), read(one.update))
      return Promise.resolve()
    })
    return { log, folded, broken }
  }

  /** The folder as a crash at this moment leaves it. */
  async function crash(dir: string): Promise<string> {
    const left = await freshDir()
    await cp(dir, left, { recursive: true })
    return left
  }

  return { freshDir, openInto, openLog, crash }
}

/** What stands in the file at that path: its bytes, its frames and the name of its run. */
export async function readLog(path: string) {
  const bytes = await readFile(path)
  const run = bytes.subarray(8, start)
  return { path, bytes, run, start, ...framesIn(bytes, run, start) }
}

/** The file that the latest frame stands in. */
export async function lastWritten(dir: string) {
  const files = await Promise.all(['edits-1.log', 'edits-2.log'].map((name) => readLog(join(dir, name))))
  return files.sort((one, other) => other.last - one.last)[0]!
}

export async function bytesIn(dir: string): Promise<string> {
  const files = await Promise.all((await readdir(dir)).map((name) => readFile(join(dir, name), 'latin1')))
  return files.join('\n')
}

/** The sizes of all files there. */
export async function sizesIn(dir: string): Promise<number[]> {
  return Promise.all((await readdir(dir)).map(async (name) => (await readFile(join(dir, name))).length))
}
