import type { Worker } from 'node:worker_threads'
import { errorOf } from './failure.ts'
import type { FromWorker, Job, Outcome, ToWorker } from './jobs.ts'

interface Waiting {
  readonly job: Job
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** The way into the storage's thread, with group commit: one batch is with the worker, the next one gathers. */
export class Queue {
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
        if ('outcomes' in message) this.#settle(message.outcomes)
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
    this.#worker.postMessage({ jobs: batch.map(({ job }) => job) } satisfies ToWorker)
  }

  #settle(outcomes: readonly Outcome[]): void {
    const batch = this.#flying ?? []
    this.#flying = null
    if (this.#gathering.length > 0) this.#send()
    else this.#onIdle?.()
    outcomes.forEach((outcome, index) => {
      if ('failed' in outcome) batch[index]?.reject(errorOf(outcome.failed))
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
