import { statfs } from 'node:fs/promises'
import type { DiskState } from '../shared/protocol/control.ts'
import { CannotSave, isOfTheDisk } from './cannot-save.ts'
import { log } from './log.ts'
import type { Storage, WritingStorage } from './ports.ts'

const tryAgainMs = 1000
const measureMs = 30_000
/** Below this there is time to make room before anything is refused. */
const littleBytes = 500_000_000

/**
 * Stands before the storage and notices when the disk refuses to write. From then on it tries by itself, until whatever
 * was refused can be written again.
 */
export class Disk {
  readonly storage: Storage
  readonly #dir: string
  readonly #changed: (state: DiskState) => void
  /** Sessions in whose file something was refused; null for the file of all sessions. */
  readonly #refusing = new Set<string | null>()
  #hasLittle = false
  #told: DiskState = 'well'
  #isTrying = false
  #trying: NodeJS.Timeout | undefined
  #measuring: NodeJS.Timeout | undefined

  constructor(real: Storage, dir: string, changed: (state: DiskState) => void) {
    this.#dir = dir
    this.#changed = changed
    this.storage = this.#before(real)
  }

  /** Looks how much room is left, now and from time to time. `changed` may be called from now on, also before anything is refused. */
  watch(): void {
    this.#measuring = setInterval(() => void this.#measure(), measureMs).unref()
    void this.#measure()
  }

  get state(): DiskState {
    if (this.#refusing.size > 0) return 'refuses'
    return this.#hasLittle ? 'little' : 'well'
  }

  close(): void {
    clearInterval(this.#measuring)
    clearInterval(this.#trying)
  }

  #before(real: Storage): Storage {
    const write = async <Done>(sessions: readonly (string | null)[], writing: Promise<Done>): Promise<Done> => {
      try {
        return await writing
      } catch (error) {
        if (!isOfTheDisk(error)) {
          log('error', 'Something could not be written, and that is not the disk', { error })
          throw error
        }
        log('error', 'The disk refuses to write', { error })
        this.#refused(sessions, real)
        throw new CannotSave('The disk refused.', { cause: error })
      }
    }
    const writing: WritingStorage = {
      createSession: (...asked) => write([null], real.createSession(...asked)),
      importSession: (...asked) => write([null], real.importSession(...asked)),
      wipeSession: (...asked) => write([null], real.wipeSession(...asked)),
      appendCommand: (session, entry) => write([session.id], real.appendCommand(session, entry)),
      appendEdits: (records) =>
        write(
          records.map(({ session }) => session),
          real.appendEdits(records),
        ),
      compactBoard: (session, ...asked) => write([session], real.compactBoard(session, ...asked)),
      keepVersion: (session, ...asked) => write([session], real.keepVersion(session, ...asked)),
      saveTemplate: (session, ...asked) => write([session], real.saveTemplate(session, ...asked)),
      saveToken: (token) => write([null], real.saveToken(token)),
    }
    return { ...real, ...writing }
  }

  #refused(sessions: readonly (string | null)[], real: Storage): void {
    for (const session of sessions) this.#refusing.add(session)
    this.#tell()
    this.#trying ??= setInterval(() => void this.#tryAgain(real), tryAgainMs).unref()
  }

  async #tryAgain(real: Storage): Promise<void> {
    if (this.#isTrying) return
    this.#isTrying = true
    try {
      for (const session of [...this.#refusing]) {
        await real.tryWriting(session)
        this.#refusing.delete(session)
      }
      clearInterval(this.#trying)
      this.#trying = undefined
      await this.#measure()
    } catch {
      // Still no room; the next try follows.
    } finally {
      this.#isTrying = false
    }
  }

  /** Null where it is not known. */
  async freeBytes(): Promise<number | null> {
    try {
      const { bavail, bsize } = await statfs(this.#dir)
      return bavail * bsize
    } catch {
      // Some network drives do not say how full they are; then only a refusal tells.
      return null
    }
  }

  async #measure(): Promise<void> {
    const free = await this.freeBytes()
    this.#hasLittle = free !== null && free < littleBytes
    this.#tell()
  }

  #tell(): void {
    if (this.state === this.#told) return
    this.#told = this.state
    this.#changed(this.#told)
  }
}
