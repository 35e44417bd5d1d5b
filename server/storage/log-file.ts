import { constants, fdatasync, fdatasyncSync, write, writeSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { framesIn, headBytes, runBytes, type Found } from './frames.ts'
import type { Pace } from './pace.ts'

/** Room that is there before it is needed: writing into it changes no length, which would cost a second flush, and a full disk still has it. */
const reserved = 1_048_576
const piece = Buffer.alloc(4096)
const mark = Buffer.from('RTEDITS1')
const start = mark.length + runBytes

/** Where the system can write and flush in one call, a frame costs one call. */
const flushed = process.platform === 'linux' ? constants.O_DSYNC : 0

/** A file of frames, written one behind the other and again from its start when what it holds is saved elsewhere. */
export class LogFile {
  #path: string
  readonly #file: FileHandle
  readonly #pace: Pace
  #end = start
  /** What a refused write may have left at the end: it must not pass for a frame later. */
  #hasRemains = false

  private constructor(path: string, file: FileHandle, pace: Pace) {
    this.#path = path
    this.#file = file
    this.#pace = pace
  }

  static async open(path: string, pace: Pace): Promise<LogFile> {
    return new LogFile(path, await open(path, constants.O_RDWR | constants.O_CREAT | flushed, 0o600), pace)
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
    const whole = Math.max(size, reserved)
    const unflushed = await open(this.#path, 'r+')
    try {
      // Piece by piece: Linux keeps what is written in one go as one page, and goes through all of it for each frame. From the end,
      // so that a crash leaves no frame behind a hole: that is how damage looks.
      for (let end = whole; end > start; end -= piece.length) {
        const at = Math.max(start, end - piece.length)
        await unflushed.write(piece, 0, end - at, at)
      }
      await unflushed.datasync()
      await unflushed.write(Buffer.concat([mark, run]), 0, start, 0)
      if (size > reserved) await unflushed.truncate(reserved)
      await unflushed.sync()
    } finally {
      await unflushed.close()
    }
    this.rewind()
  }

  /** Where the next frame goes. */
  get end(): number {
    return this.#end
  }

  /** The next frame goes to the start again, or where the end was before. */
  rewind(to = start): void {
    this.#end = to
  }

  /** Resolves after the flush; rejects when the disk refuses, and then nothing of it is read again. */
  async append(frame: Buffer): Promise<void> {
    if (this.#hasRemains) await this.wipeRemains()
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

  /** As long as the disk is quick it is waited for: that is less work than asking another thread, and being woken by it. */
  async #write(bytes: Buffer, at: number): Promise<void> {
    const began = performance.now()
    try {
      if (this.#pace.isQuick) this.#writeHere(bytes, at)
      else await this.#writeApart(bytes, at)
    } finally {
      this.#pace.took(performance.now() - began)
    }
  }

  #writeHere(bytes: Buffer, at: number): void {
    const { fd } = this.#file
    for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, at + done)
    if (!flushed) fdatasyncSync(fd)
  }

  /** In another thread. With a callback: a promise of the file's own costs half as much again. */
  #writeApart(bytes: Buffer, at: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const { fd } = this.#file
      const done = (error: Error | null) => (error ? reject(error) : resolve())
      write(fd, bytes, 0, bytes.length, at, (error, written) => {
        if (error) reject(error)
        else if (written < bytes.length) this.#writeApart(bytes.subarray(written), at + written).then(resolve, reject)
        else if (flushed) done(null)
        else fdatasync(fd, done)
      })
    })
  }
}
