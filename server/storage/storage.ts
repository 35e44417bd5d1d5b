import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { log } from '../log.ts'
import type { KeptVersion, Session } from '../../shared/session/session.ts'
import type { Storage, StoredSession, Token } from '../ports.ts'
import type { BoardRows, FromWorker, Job, Outcome, SessionRows, ToWorker } from './jobs.ts'
import { packEdits } from './packed.ts'

/**
 * Opens the data directory, or makes it. Rejects with a plain sentence when another process uses it.
 * All reading and writing happens in one worker thread; requests that come while a flush is under way form the next batch.
 * `broke` is called when that thread ends by itself: then nothing is read or written any more.
 */
export async function openStorage(dataDir: string, broke: (error: Error) => void = () => undefined): Promise<Storage> {
  const dir = resolve(dataDir)
  await mkdir(dir, { recursive: true })
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { dataDir: dir } })
  const queue = new Queue(worker, broke)
  await queue.opened
  return storageOn(
    (job) => queue.ask(job),
    () => queue.close(),
  )
}

function storageOn(ask: (job: Job) => Promise<unknown>, close: () => Promise<void>): Storage {
  const tell = async (job: Job) => void (await ask(job))
  return {
    async sessions() {
      const read = (await ask({ do: 'list-sessions' })) as readonly (Session | string)[]
      const damaged = read.filter((one) => typeof one === 'string')
      for (const session of damaged) log('error', 'The file of a session is damaged or gone; the session is left out', { session })
      return read.filter((one) => typeof one !== 'string')
    },
    createSession: (session, exercises) => tell({ do: 'create-session', session, exercises }),
    importSession: (session, exercises, boards, at) => tell({ do: 'import-session', session, exercises, boards, at }),
    wipeSession: (id, at) => tell({ do: 'wipe-session', id, at }),
    async loadSession(id) {
      const found = (await ask({ do: 'load-session', id })) as SessionRows | null
      for (const name of found?.damaged ?? []) log('error', `A record of a session is damaged and was set aside: ${name}`, { session: id })
      return found && { ...(found as unknown as StoredSession), ledger: new Map(found.ledger) as StoredSession['ledger'] }
    },
    appendCommand: (session, entry) => tell({ do: 'append-command', session, entry }),
    appendEdits: (records) => tell({ do: 'append-edits', packed: packEdits(records) }),
    async loadBoard(session, board) {
      const { damaged, owners, ...rows } = (await ask({ do: 'load-board', session, board })) as BoardRows
      for (const name of damaged) log('error', `A record of a board is damaged and was set aside: ${name}`, { session, board })
      return { ...rows, owners: new Map(owners) }
    },
    compactBoard: (session, board, upTo, state) => tell({ do: 'compact-board', session, board, upTo, state }),
    keepVersion: async (session, board, version) => (await ask({ do: 'keep-version', session, board, version })) as number,
    versions: async (session, board) => (await ask({ do: 'list-versions', session, board })) as KeptVersion[],
    loadVersion: async (session, board, id) =>
      (await ask({ do: 'load-version', session, board, id })) as Awaited<ReturnType<Storage['loadVersion']>>,
    template: (session) => ask({ do: 'template', session }),
    saveTemplate: (session, template) => tell({ do: 'save-template', session, template }),
    tryWriting: (session) => tell({ do: 'try-writing', session }),
    saveToken: (token) => tell({ do: 'save-token', token }),
    findToken: async (hash) => (await ask({ do: 'find-token', hash })) as Token | null,
    close,
  }
}

interface Waiting {
  readonly job: Job
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** Group commit: one batch is with the worker, the next one gathers. */
class Queue {
  readonly opened: Promise<void>
  readonly #worker: Worker
  readonly #broke: (error: Error) => void
  #gathering: Waiting[] = []
  #flying: Waiting[] | null = null
  #ended: Error | null = null
  #onIdle: (() => void) | null = null
  #onClosed: (() => void) | null = null

  constructor(worker: Worker, broke: (error: Error) => void) {
    this.#worker = worker
    this.#broke = broke
    this.opened = new Promise((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message === 'done') this.#settle([{ done: undefined }])
        else if ('outcomes' in message) this.#settle(message.outcomes)
        else if ('ready' in message) resolve()
        else if ('closed' in message) this.#onClosed?.()
        else reject(new Error(message.refused))
      })
      worker.once('error', (error: Error) => {
        reject(error)
        this.#end(error)
      })
      worker.once('exit', () => {
        reject(new Error('The storage did not start.'))
        this.#end(new Error('The storage has ended.'))
      })
    })
  }

  ask(job: Job): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended)
    return new Promise((resolve, reject) => {
      this.#gathering.push({ job, resolve, reject })
      if (!this.#flying) this.#send()
    })
  }

  async close(): Promise<void> {
    if (this.#ended) return
    if (this.#flying) await new Promise<void>((resolve) => (this.#onIdle = resolve))
    const closed = new Promise<void>((resolve) => (this.#onClosed = resolve))
    this.#ended = new Error('The storage is closed.')
    this.#worker.postMessage({ close: true } satisfies ToWorker)
    await closed
    await this.#worker.terminate()
  }

  #send(): void {
    const batch = this.#gathering
    this.#gathering = []
    this.#flying = batch
    const [first, ...more] = batch
    const message: ToWorker =
      first?.job.do === 'append-edits' && more.length === 0 ? first.job.packed : { jobs: batch.map(({ job }) => job) }
    this.#worker.postMessage(message)
  }

  #settle(outcomes: readonly Outcome[]): void {
    const batch = this.#flying ?? []
    this.#flying = null
    if (this.#gathering.length > 0) this.#send()
    else this.#onIdle?.()
    outcomes.forEach((outcome, index) => {
      if ('failed' in outcome) batch[index]?.reject(new Error(outcome.failed))
      else batch[index]?.resolve(outcome.done)
    })
  }

  #end(error: Error): void {
    const isBroken = this.#ended === null
    this.#ended ??= error
    for (const { reject } of [...(this.#flying ?? []), ...this.#gathering]) reject(error)
    this.#flying = null
    this.#gathering = []
    this.#onIdle?.()
    this.#onClosed?.()
    if (isBroken) this.#broke(error)
  }
}
