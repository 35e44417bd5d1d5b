import { constants, fdatasync, write } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { framesIn, headBytes, runBytes, type Found } from './frames.ts'

/** Room that is there before it is needed: writing into it changes no length, which would cost a second flush, and a full disk still has it. */
const reserved = 1_048_576
const mark = Buffer.from('RTEDITS1')
const start = mark.length + runBytes

/** Where the system can write and flush in one call, a frame costs one call. */
const flushed = process.platform === 'linux' ? constants.O_DSYNC : 0

/** A file of frames, written one behind the other and again from its start when what it holds is saved elsewhere. */
export class LogFile {
  readonly #file: FileHandle
  #end = start
  /** What a refused write may have left at the end: it must not pass for a frame later. */
  #hasRemains = false

  private constructor(file: FileHandle) {
    this.#file = file
  }

  static async open(path: string): Promise<LogFile> {
    return new LogFile(await open(path, constants.O_RDWR | constants.O_CREAT | flushed, 0o600))
  }

  /** The run that the file says it was written in; null where it says none. */
  async run(): Promise<Buffer | null> {
    const head = Buffer.alloc(start)
    const { bytesRead } = await this.#file.read(head, 0, start, 0)
    return bytesRead === start && head.subarray(0, mark.length).equals(mark) ? head.subarray(mark.length) : null
  }

  /** What an earlier process left in one of the runs, the one of which there is most; what is written next goes behind it. */
  async read(runs: readonly Buffer[]): Promise<(Found & { readonly run: Buffer }) | null> {
    const { size } = await this.#file.stat()
    const bytes = Buffer.alloc(size)
    await this.#file.read(bytes, 0, size, 0)
    const found = runs.map((run) => ({ run, ...framesIn(bytes, run, start) }))
    const most = found.sort((one, other) => other.payloads.length - one.payloads.length)[0]
    this.#end = most?.end ?? start
    return most ?? null
  }

  /** Overwrites all that the file holds, and names the run of the frames to come. */
  async clear(run: Uint8Array): Promise<void> {
    const { size } = await this.#file.stat()
    const nothing = Buffer.alloc(reserved)
    for (let at = start; at < Math.max(size, reserved); at += reserved)
      await this.#file.write(nothing, 0, Math.min(reserved, Math.max(size, reserved) - at), at)
    await this.#file.write(Buffer.concat([mark, run]), 0, start, 0)
    if (size > reserved) await this.#file.truncate(reserved)
    await this.#file.sync()
    this.rewind()
  }

  /** The next frame goes to the start again. */
  rewind(): void {
    this.#end = start
  }

  /** Resolves after the flush; rejects when the disk refuses, and then nothing of it is read again. */
  async append(frame: Buffer): Promise<void> {
    await this.wipeRemains()
    this.#hasRemains = true
    await this.#write(frame, this.#end)
    this.#hasRemains = false
    this.#end += frame.length
  }

  /** To be called before what comes later is written elsewhere; rejects while the disk refuses. */
  async wipeRemains(): Promise<void> {
    if (this.#hasRemains) await this.#write(Buffer.alloc(headBytes), this.#end)
    this.#hasRemains = false
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  /** With a callback: a promise of the file's own costs half as much again. */
  #write(bytes: Buffer, at: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const { fd } = this.#file
      const done = (error: Error | null) => (error ? reject(error) : resolve())
      write(fd, bytes, 0, bytes.length, at, (error, written) => {
        if (error) reject(error)
        else if (written < bytes.length) this.#write(bytes.subarray(written), at + written).then(resolve, reject)
        else if (flushed) done(null)
        else fdatasync(fd, done)
      })
    })
  }
}
