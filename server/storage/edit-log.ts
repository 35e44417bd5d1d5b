import { randomBytes } from 'node:crypto'
import { copyFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isId } from '../../shared/ids.ts'
import { CannotSave } from '../cannot-save.ts'
import { log } from '../log.ts'
import type { EditRecord } from '../ports.ts'
import { Turns } from '../turns.ts'
import { frameOf, runBytes } from './frames.ts'
import { LogFile } from './log-file.ts'
import { Pace } from './pace.ts'
import { packEdits, unpackEdits } from './packed.ts'
import { shred } from './shred.ts'

/** Puts packed edits into the files of their sessions, where those already there do no harm. Resolves after the flush. */
export type Fold = (packed: readonly Uint8Array[]) => Promise<unknown>

const foldAfterMs = 2000
const foldAtBytes = 524_288
/** More than this is not taken while the files of sessions refuse what the log takes. */
const mostBytes = 67_108_864
const names = ['edits-1.log', 'edits-2.log'] as const
const damagedName = /^edits-damaged-\d+-[12]\.log$/

/** One of the two files, with what stands in it and in no session's file yet. */
interface Part {
  readonly file: LogFile
  readonly path: string
  waiting: Uint8Array[]
  bytes: number
}

/**
 * The short way of edits to the disk: each batch is written and flushed behind the one before it, and they go into the files of their
 * sessions together, a moment later. What a crash leaves on the way is put there at the next start. There are two
 * files: one is written while the other is put away.
 */
export class EditLog {
  readonly #dir: string
  readonly #fold: Fold
  #run: Buffer = randomBytes(runBytes)
  #written: Part
  #away: Part
  #number = 0
  /** The last number of each board, by session and board: none is given twice. */
  readonly #last = new Map<string, number>()
  /** No file changes its part while it is being written. */
  readonly #turns = new Turns()
  #folding = Promise.resolve(true)
  #isFolding = false
  #timer: NodeJS.Timeout | undefined
  /** The files hold more than what waits, or hold it elsewhere than it is counted: neither is written again from its start. */
  #owesClearing = false
  #owesShredding = false
  #isRefused = false
  #isClosed = false

  private constructor(dir: string, fold: Fold, parts: readonly [Part, Part]) {
    this.#dir = dir
    this.#fold = fold
    ;[this.#written, this.#away] = parts
  }

  /** Puts away what an earlier process left; where the disk refuses that, it waits, and boards are read with it all the same. */
  static async open(dir: string, fold: Fold, pace = new Pace()): Promise<EditLog> {
    const [one, two] = await Promise.all(names.map((name) => openPart(join(dir, name), pace)))
    const opened = new EditLog(dir, fold, [one!, two!])
    await opened.#recover()
    return opened
  }

  /** All records in one flush. Rejects where a number was given before, and when the disk refuses: then nothing of it is kept. */
  append(records: readonly EditRecord[]): Promise<void> {
    return this.#turns.take(() => this.#append(records))
  }

  /** Resolves when what was appended before is in the files of its sessions (true), or when one of them refused (false). */
  fold(): Promise<boolean> {
    if (this.#isEmpty && !this.#owesClearing) return this.#folding
    this.#isFolding = true
    return (this.#folding = this.#folding.then(() => this.#putAway()))
  }

  /** The edits of a board after that number which its session's file has refused so far, in their order. Their numbers are taken from now on. */
  waiting(session: string, board: string, after: number): EditRecord[] {
    const key = keyOf(session, board)
    const all = [...this.#away.waiting, ...this.#written.waiting].flatMap(unpackEdits)
    const found = all
      .filter((edit) => edit.session === session && edit.board === board && edit.sequence > after)
      .sort((one, other) => one.sequence - other.sequence)
    // None that waits is given again either.
    this.#last.set(key, Math.max(after, found.at(-1)?.sequence ?? 0, this.#last.get(key) ?? 0))
    return found
  }

  /** The session was wiped: no word of it stays in the files. Where the disk refuses, it is tried again and again. */
  async forget(session: string): Promise<void> {
    for (const key of this.#last.keys()) if (key.startsWith(keyOf(session, ''))) this.#last.delete(key)
    this.#owesClearing = this.#owesShredding = true
    await this.fold()
  }

  /** What waits is put away, and the files go; those with what is refused stay for the next start. */
  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.fold()
    clearTimeout(this.#timer)
    await this.#turns.idle()
    for (const { file, path, waiting } of [this.#written, this.#away]) {
      await file.close()
      if (this.#isEmpty || (waiting.length === 0 && !this.#owesClearing)) shred(path)
    }
  }

  get #isEmpty(): boolean {
    return this.#written.waiting.length + this.#away.waiting.length === 0
  }

  async #append(records: readonly EditRecord[]): Promise<void> {
    if (this.#isClosed) throw new Error('The storage is closed.')
    if (this.#written.bytes + this.#away.bytes > mostBytes) throw new CannotSave('Too much waits for the disk.')
    const numbers = this.#numbersOf(records)
    const packed = packEdits(records)
    await this.#written.file.append(frameOf(this.#run, ++this.#number, packed))
    this.#written.waiting.push(packed)
    this.#written.bytes += packed.length
    for (const [key, sequence] of numbers) this.#last.set(key, sequence)
    if (this.#written.bytes > foldAtBytes && !this.#isFolding && this.#away.waiting.length === 0) void this.fold()
    else this.#foldLater()
  }

  #numbersOf(records: readonly EditRecord[]): Map<string, number> {
    const numbers = new Map<string, number>()
    for (const { session, board, sequence } of records) {
      if (!isId(session)) throw new Error('not the id of a session')
      const key = keyOf(session, board)
      if (sequence <= (numbers.get(key) ?? this.#last.get(key) ?? 0)) throw new Error('the number of an edit is taken')
      numbers.set(key, sequence)
    }
    return numbers
  }

  async #putAway(): Promise<boolean> {
    await this.#empty(this.#away)
    let isIn = this.#away.waiting.length === 0
    if (isIn) {
      isIn = (await errorOf(this.#turns.take(() => this.#change()))) === null
      await this.#empty(this.#away)
    } else await errorOf(this.#turns.take(() => this.#emptyInPlace()))
    if (this.#owesClearing) await errorOf(this.#turns.take(() => this.#clear()))
    this.#isFolding = false
    if (!this.#isEmpty || this.#owesClearing) this.#foldLater()
    return isIn && this.#away.waiting.length === 0
  }

  async #change(): Promise<void> {
    await this.#written.file.wipeRemains()
    ;[this.#written, this.#away] = [this.#away, this.#written]
    this.#written.file.rewind()
  }

  /** While one session's file refuses, the edits of the others go in from the part that is being written. */
  async #emptyInPlace(): Promise<void> {
    await this.#empty(this.#written, this.#away)
    if (this.#written.waiting.length > 0 || this.#owesClearing) return
    await this.#written.file.wipeRemains()
    this.#written.file.rewind()
  }

  /** What came first goes first: a file that took a later edit of a board without an earlier one would be read with a gap. */
  async #empty(part: Part, earlier?: Part): Promise<void> {
    if (part.waiting.length === 0) return
    const held = new Set(earlier?.waiting.flatMap(unpackEdits).map(({ session }) => session))
    const all = held.size === 0 ? null : [...bySession(part.waiting)]
    const goes = all?.flatMap(([session, own]) => (held.has(session) ? [] : own)) ?? part.waiting
    const waits = all?.flatMap(([session, own]) => (held.has(session) ? own : [])) ?? []
    const error = goes.length === 0 ? null : await errorOf(this.#fold(goes))
    part.waiting = error === null ? waits : [...waits, ...(await this.#refusedOf(goes))]
    part.bytes = sizeOf(part.waiting)
    const isRefused = part.waiting.length > 0
    if (isRefused && !this.#isRefused) log('error', 'Edits wait in the log, for the files of their sessions refuse them', { error })
    this.#isRefused = isRefused
  }

  /** One session after the other: whose file refuses must not hold up the rest. */
  async #refusedOf(packed: readonly Uint8Array[]): Promise<Uint8Array[]> {
    const refused: Uint8Array[] = []
    for (const own of bySession(packed).values()) if ((await errorOf(this.#fold([own]))) !== null) refused.push(own)
    return refused
  }

  /** Overwrites both files with nothing but what still waits. Whenever it is cut off, one of them has all of that; twice does no harm. */
  async #clear(): Promise<void> {
    await this.#empty(this.#written, this.#away)
    const [away, written] = [this.#away, this.#written]
    const waiting = [...away.waiting, ...written.waiting]
    const end = written.file.end
    await this.#copy(waiting, written.file).catch((error: unknown) => {
      written.file.rewind(end)
      throw error
    })
    // From here on the only copy may stand behind that end.
    await away.file.clear(this.#run)
    await this.#copy(waiting, away.file)
    Object.assign(away, { waiting, bytes: sizeOf(waiting) })
    Object.assign(written, { waiting: [], bytes: 0 })
    await written.file.clear(this.#run)
    if (this.#owesShredding) for (const name of await readdir(this.#dir)) if (damagedName.test(name)) shred(join(this.#dir, name))
    this.#owesClearing = this.#owesShredding = false
  }

  async #copy(waiting: readonly Uint8Array[], file: LogFile): Promise<void> {
    for (const packed of waiting) await file.append(frameOf(this.#run, ++this.#number, packed))
  }

  #foldLater(): void {
    if (this.#isClosed) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.fold()
    }, foldAfterMs).unref()
  }

  async #recover(): Promise<void> {
    const parts = [this.#written, this.#away] as const
    const [one, two] = parts
    // Where one file no longer says its run, the other one does.
    const runs = (await Promise.all(parts.map(({ file }) => file.run()))).filter((run) => run !== null)
    const lasts = new Map<Part, number>()
    const all: Uint8Array[] = []
    for (const part of parts) {
      const found = await part.file.read(runs)
      all.push(...(found?.payloads ?? []))
      lasts.set(part, found?.last ?? 0)
      if (found?.isDamaged) await this.#setAside(part)
      // Where something still waits afterwards, what comes stands in the same run.
      if (found && found.payloads.length > 0) this.#run = found.run
    }
    this.#number = Math.max(...lasts.values())
    ;[this.#away, this.#written] = (lasts.get(one) ?? 0) < (lasts.get(two) ?? 0) ? parts : [two, one]
    this.#away.waiting = [...bySession(all).values()]
    await this.#empty(this.#away)
    if (this.#isEmpty) return void (await Promise.all(parts.map(({ file }) => file.clear(this.#run))))
    // It may stand in either file, beside what was put away: of a session that was wiped, for one.
    this.#owesClearing = true
    await errorOf(this.#clear())
    this.#foldLater()
  }

  async #setAside({ path }: Part): Promise<void> {
    log('error', 'The log of edits is damaged; what is whole is taken, and a copy is set aside')
    const copy = join(this.#dir, `edits-damaged-${String(Date.now())}-${path.at(-5) ?? ''}.log`)
    await copyFile(path, copy).catch((error: unknown) => log('error', 'There is no room for a copy of the damaged log', { error }))
  }
}

const errorOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) => error,
  )
/** The edits of each session by themselves, in their order. */
function bySession(packed: readonly Uint8Array[]): Map<string, Uint8Array> {
  const inOrder = packed.flatMap(unpackEdits).sort((one, other) => one.sequence - other.sequence)
  const groups = Map.groupBy(inOrder, ({ session }) => session)
  return new Map([...groups].map(([session, edits]) => [session, packEdits(edits)]))
}

const keyOf = (session: string, board: string) => `${session}/${board}`
const sizeOf = (all: readonly Uint8Array[]) => all.reduce((sum, { length }) => sum + length, 0)

async function openPart(path: string, pace: Pace): Promise<Part> {
  return { file: await LogFile.open(path, pace), path, waiting: [], bytes: 0 }
}
