import { Worker } from 'node:worker_threads'
import type { ReportFormat } from '../../shared/report/formats.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import type { HowToWrite, ReportWriter } from '../ports.ts'
import type { Template } from '../../shared/report/template.ts'

/** What the thread is asked, and what it says; one job at a time. */
export interface WritingJob {
  readonly format: ReportFormat
  readonly input: ReportInput
  /** What a Word file shall look like; null for our own way. */
  readonly template: Template | null
}
export type FromWriting = { readonly share: number } | { readonly bytes: Uint8Array } | { readonly failed: string }

interface Waiting extends WritingJob {
  readonly how: HowToWrite
  readonly resolve: (bytes: Uint8Array) => void
  readonly reject: (error: Error) => void
}

/** What writes takes memory and is used now and then: the thread ends when nobody has asked for so long. */
const idleMs = 120_000

/**
 * Writes reports in a thread of its own, so that the room never waits for one; started when the first is asked for. Who
 * gives up ends the thread in the middle of its work, and the next job starts another.
 */
export class Writing implements ReportWriter {
  #thread: Worker | null = null
  #working: Waiting | null = null
  readonly #waiting: Waiting[] = []
  #idle: NodeJS.Timeout | null = null

  write(format: ReportFormat, input: ReportInput, how: HowToWrite = {}): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (how.signal?.aborted) return reject(new Error('given up'))
      const job = { format, input, how, resolve, reject, template: how.template ?? null }
      how.signal?.addEventListener('abort', () => this.#giveUp(job), { once: true })
      this.#waiting.push(job)
      this.#next()
    })
  }

  async close(): Promise<void> {
    for (const job of this.#waiting.splice(0)) job.reject(new Error('the server ends'))
    await this.#end(new Error('the server ends'))
  }

  #next(): void {
    if (this.#working) return
    if (this.#idle) clearTimeout(this.#idle)
    const job = this.#waiting.shift()
    if (!job) {
      this.#idle = setTimeout(() => void this.#end(new Error('idle')), idleMs).unref()
      return
    }
    this.#working = job
    this.#thread ??= this.#start()
    this.#thread.postMessage({ format: job.format, input: job.input, template: job.template } satisfies WritingJob)
  }

  #start(): Worker {
    const thread = new Worker(new URL('./writing-thread.ts', import.meta.url))
    thread.unref()
    // A thread that is ended still delivers what it had said: that must not be taken for the next job's file.
    thread.on('message', (said: FromWriting) => this.#thread === thread && this.#hear(said))
    thread.on('error', (error: Error) => this.#broke(thread, error))
    thread.on('exit', () => this.#broke(thread, new Error('the thread that writes reports ended')))
    return thread
  }

  #hear(said: FromWriting): void {
    const job = this.#working
    if (!job) return
    if ('share' in said) return job.how.told?.(said.share)
    this.#working = null
    if ('bytes' in said) job.resolve(said.bytes)
    else job.reject(new Error(said.failed))
    this.#next()
  }

  #giveUp(job: Waiting): void {
    const place = this.#waiting.indexOf(job)
    if (place >= 0) {
      this.#waiting.splice(place, 1)
      job.reject(new Error('given up'))
    } else if (this.#working === job) void this.#end(new Error('given up')).then(() => this.#next())
  }

  #broke(thread: Worker, error: Error): void {
    if (this.#thread !== thread) return
    void this.#end(error).then(() => this.#next())
  }

  async #end(why: Error): Promise<void> {
    const thread = this.#thread
    this.#thread = null
    this.#working?.reject(why)
    this.#working = null
    await thread?.terminate()
  }
}
