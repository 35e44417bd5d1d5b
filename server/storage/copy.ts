import { existsSync } from 'node:fs'
import { cp, mkdir, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CopyState } from '../../shared/protocol/control.ts'
import { log } from '../log.ts'

/** So often that the copy is younger than a minute even when a round takes long. */
const often = 20_000

/** A second copy of all data in another folder, such as a USB stick, made again and again while people work. */
export interface LiveCopy {
  readonly state: CopyState
  close(): Promise<void>
}

export interface CopyOptions {
  readonly changed?: (state: CopyState) => void
  readonly everyMs?: number | undefined
  /** Called before each round: resolves when the folder's files hold whatever is saved; false when they do not, and the copy is as old as before. */
  readonly settle?: () => Promise<boolean>
}

/** `to` may be missing for a while, as a stick that is pulled: the next round finds it again. */
export function keepCopy(dataDir: string, to: string, { changed, everyMs = often, settle }: CopyOptions = {}): LiveCopy {
  let state: CopyState = { at: null, failed: false }
  const worker = new Worker(new URL('./copy-thread.ts', import.meta.url), {
    workerData: { dataDir: resolve(dataDir), to: resolve(to), everyMs },
  })
  const change = (next: CopyState) => {
    state = next
    changed?.(next)
  }
  const ended = new Promise((end) => worker.once('exit', end))
  let isWhole = true
  async function goOn(): Promise<void> {
    isWhole = (await settle?.().catch(() => false)) ?? true
    worker.postMessage('settled')
  }
  worker.on('message', (told: { readonly at: number } | { readonly failed: string } | { readonly asks: 'settle' }) => {
    if ('asks' in told) return void goOn()
    if ('failed' in told && state.failed === false) log('warn', `The live copy could not be made: ${told.failed}`)
    change(
      'at' in told
        ? { at: isWhole ? told.at : state.at, failed: false }
        : { ...state, failed: told.failed === 'other-copy' ? told.failed : 'cannot-write' },
    )
  })
  worker.on('error', (error) => {
    log('error', 'The live copy has ended', { error })
    change({ ...state, failed: 'cannot-write' })
  })
  return {
    get state() {
      return state
    },
    async close() {
      worker.postMessage('end')
      await ended
    },
  }
}

/**
 * Brings a copy into an empty data folder, before the server starts. Throws a plain sentence when there is no copy, or when
 * the folder has data already: nothing is ever overwritten.
 */
export async function restoreCopy(from: string, dataDir: string): Promise<{ readonly sessions: number }> {
  if (!existsSync(join(from, 'server.sqlite')))
    throw new Error(`There is no copy in ${from}. Choose the folder that --copy-to was given on the other laptop.`)
  if (existsSync(join(dataDir, 'server.sqlite')))
    throw new Error(
      `There are sessions in ${dataDir} already, and nothing is overwritten. Choose an empty folder with --data-dir, or start without --restore.`,
    )
  await mkdir(dataDir, { recursive: true })
  const sessions = existsSync(join(from, 'sessions')) ? await readdir(join(from, 'sessions')) : []
  const isWanted = (path: string) => !path.endsWith('.part')
  for (const part of ['sessions', 'exercises'])
    if (existsSync(join(from, part))) await cp(join(from, part), join(dataDir, part), { recursive: true, filter: isWanted })
  // Last, for it says that the folder has data.
  await cp(join(from, 'server.sqlite'), join(dataDir, 'server.sqlite'))
  return { sessions: sessions.filter((name) => name.endsWith('.sqlite')).length }
}
