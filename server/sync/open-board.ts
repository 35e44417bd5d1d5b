import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { nobodyHere } from '../../shared/archive/archive.ts'
import { cardsRoot } from '../../shared/board/board.ts'
import { writersIn, type Writers } from '../../shared/board/writers.ts'
import type { Granted } from '../../shared/exercise/allowed.ts'
import { closeCodes, maxFrameBytes, message, writeAllowed } from '../../shared/protocol/sync.ts'
import { CannotSave } from '../cannot-save.ts'
import { log } from '../log.ts'
import type { EditRecord } from '../ports.ts'
import type { BoardNeeds } from './board-needs.ts'
import { codeFor } from './code-for.ts'
import { Due } from './due.ts'
import { Tainted } from './gate.ts'
import { Gap } from './gaps.ts'
import { HeldBack } from './held-back.ts'
import type { Line } from './line.ts'
import { asMessage } from './message.ts'
import { Owners } from './owners.ts'
import { rebuild } from './rebuild.ts'
import { heartbeat, Signs } from './signs.ts'
import { Size } from './size.ts'
import { asUpdate, writeStep1, writeStep2, writeUpdate } from './steps.ts'

const mostHeld = 256
/** Records on disk beyond the snapshot, before a new snapshot takes their place. */
const mostRecords = 500

/** Owns what stands on a board because the facilitator put it back: whose words these were is not known. */
export const putBackBy = 'facilitator'

/** Whose edit it is that the server puts down. */
export interface PutBy {
  readonly owner: string
  readonly granted?: Granted
  /** When it was written; now, where nothing is said. */
  readonly at?: number | null
}

/** One board in memory: its document, who is on it, and what of it is on its way to the disk. */
export class OpenBoard {
  readonly session: string
  readonly id: string
  readonly lines = new Set<Line>()
  /** When a person edited the board last; known once it has been read. */
  lastEdit: number | null = null
  /** The sequence up to which the latest version goes. */
  versionedUpTo = 0
  readonly #needs: BoardNeeds
  /** Resolves when the document has been read from the disk; rejects when it could not be. */
  #loaded: Promise<void>
  #doc = new Y.Doc()
  #owners = new Owners(new Map())
  readonly #signs = new Signs()
  #sequence = 0
  #savedSequence = 0
  #compactedSequence = 0
  #inFlight = 0
  readonly #size = new Size()
  #whole: Buffer | null = null
  #isReady = false
  /** A record is missing on disk; see `rebuild`. */
  #isTorn = false
  #held: { line: Line; frame: Uint8Array }[] = []
  #waiting: (() => void)[] = []
  readonly #due = new Due()
  readonly #heldBack = new HeldBack()
  /** What laptops were told last that they may do. */
  readonly #told = new WeakMap<Line, string>()

  constructor(session: string, id: string, needs: BoardNeeds) {
    this.session = session
    this.id = id
    this.#needs = needs
    this.#loaded = this.#begin(() => this.#load())
  }

  /**
   * What the work makes of the document as it stands now; given when all that it has seen is on disk. It does not wait
   * for edits that come later, so that steady typing on a slow disk holds nobody up.
   */
  async read<Result>(work: (doc: Y.Doc) => Result): Promise<Result> {
    while (!this.#isReady) await this.#loaded
    const result = work(this.#doc)
    if (this.#savedSequence >= this.#sequence) return result
    const how = await new Promise((resolve: (how: 'saved' | 'lost') => void) => this.#due.add(this.#sequence, resolve))
    return how === 'saved' ? result : this.read(work)
  }

  /** True when a version has all that the document has. */
  get isVersioned(): boolean {
    return this.#sequence <= this.versionedUpTo
  }

  /** The whole document with the sequence of its last edit and the number of its cards, when they are on disk. */
  state(): Promise<{ readonly upTo: number; readonly state: Uint8Array; readonly cards: number }> {
    return this.read((doc) => ({ upTo: this.#sequence, state: Y.encodeStateAsUpdate(doc), cards: doc.getMap(cardsRoot).size }))
  }

  /** Who wrote what stands on each card. */
  writers(): Promise<Writers> {
    const seatOf = (client: number) => {
      const owner = this.#owners.ownerOf(client)
      return owner === putBackBy || owner === nobodyHere ? null : owner
    }
    return this.read((doc) => writersIn(doc, seatOf))
  }

  /** Which seat each client id of the document belongs to. */
  get owners(): ReadonlyMap<number, string> {
    return this.#owners.all
  }

  /**
   * An edit that no laptop sends: of a person's, who owns it, may do what is `granted` and wrote it at `at`, or of the server's own.
   * Resolves when it is on disk and told to all.
   */
  async put(make: (doc: Y.Doc) => Uint8Array | null, by: PutBy | null = null): Promise<void> {
    while (!this.#isReady) await this.#loaded
    const update = make(this.#doc)
    const fresh = update && this.#admit(update, by?.owner ?? '', by?.granted ?? null)
    if (!update || !fresh) return
    const at = Math.max(by?.at ?? this.#needs.now(), this.lastEdit ?? 0)
    const own = by === null ? { owners: [] } : { owners: this.#owners.bind(fresh, by.owner), at }
    await new Promise<void>((resolve, reject) => {
      const saved = () => resolve(this.#tellOthers(null, writeUpdate(update), false))
      this.#save({ update, ...own }, saved, () => reject(new CannotSave('The disk refused.')))
    })
  }

  #admit(update: Uint8Array, owner: string, granted: Granted | null): number[] | null {
    try {
      return this.#needs.gate(update, this.#doc, this.#owners, owner, granted)
    } catch (error) {
      if (error instanceof Tainted) this.#reload()
      throw error
    }
  }

  enter(line: Line): void {
    this.lines.add(line)
    if (this.#isReady) this.#greet(line)
  }

  leave(line: Line): void {
    if (!this.lines.delete(line)) return
    this.#heldBack.forget(line)
    this.#held = this.#held.filter((held) => held.line !== line)
    const farewell = this.#signs.remove(line)
    if (farewell) this.#tellOthers(line, farewell, true)
  }

  receive(line: Line, frame: Uint8Array): void {
    if (!this.lines.has(line)) return
    line.heard()
    if (frame.length > maxFrameBytes) return this.#drop(line, closeCodes.tooLarge)
    if (this.#isReady) return this.#handle(line, frame)
    if (this.#held.length >= mostHeld * Math.max(1, this.lines.size)) return this.#drop(line, closeCodes.tryAgain)
    this.#held.push({ line, frame })
  }

  /** Laptops are told what they may do, if it is something else now; who was held back by a lock that is gone is asked for what it has. */
  rulesChanged(): void {
    for (const line of this.lines) this.#tellGranted(line)
    if (!this.#isReady || this.#needs.isLocked(this.id)) return
    const waiting = this.#heldBack.release()
    if (waiting.length === 0) return
    const asking = asMessage(writeStep1(Y.encodeStateVector(this.#doc)))
    for (const line of waiting) line.send(asking)
  }

  beat(): void {
    const sign = asMessage(heartbeat)
    for (const line of this.lines) {
      line.send(sign, true)
      line.beat()
    }
  }

  /** Writes a snapshot in place of many updates, and lets go of the document. Nobody may be on the board. */
  async release(): Promise<void> {
    while (!this.#isReady) await this.#loaded
    if (this.#inFlight > 0) await this.#quiet()
    if (this.#isReady && this.#savedSequence > this.#compactedSequence) await this.#compact(this.#doc)
    this.#doc.destroy()
  }

  /** Its session is no more: everybody is sent away for good; resolves when nothing is on its way to the disk. */
  async end(): Promise<void> {
    this.dropAll(closeCodes.signInAgain)
    await this.#loaded.catch(() => undefined)
    if (this.#inFlight > 0) await this.#quiet()
  }

  /** Only while nothing is on its way: the state is then exactly what the records up to the saved one say. */
  async #compact(doc: Y.Doc): Promise<void> {
    if (this.#isTorn) return
    this.#compactedSequence = this.#savedSequence
    await this.#needs.storage.compactBoard(this.session, this.id, this.#savedSequence, Y.encodeStateAsUpdate(doc))
  }

  async #load(): Promise<void> {
    const stored = await this.#needs.storage.loadBoard(this.session, this.id)
    const { doc, isTorn } = rebuild(stored)
    if (isTorn) log('warn', 'A board lacks a record; what stands on it waits on disk', { session: this.session, board: this.id })
    this.#doc.destroy()
    this.#doc = doc
    this.#isTorn = isTorn
    this.#whole = null
    this.#owners = new Owners(stored.owners)
    this.#sequence = this.#savedSequence = stored.lastSequence
    this.#compactedSequence = stored.lastSequence - stored.updates.length
    this.versionedUpTo = stored.versionedUpTo
    this.lastEdit = stored.lastEdit
    this.#size.measure(doc)
    this.#isReady = true
    for (const line of this.lines) this.#greet(line)
    for (const { line, frame } of this.#held.splice(0)) this.receive(line, frame)
  }

  /** Reads the document again from the disk, after all that is on its way has arrived there. */
  #reload(): void {
    this.#isReady = false
    const drained = this.#inFlight === 0 ? Promise.resolve() : this.#quiet()
    this.#loaded = this.#begin(() => drained.then(() => this.#load()))
    this.#due.lost()
  }

  /** Whichever load it is, the first or one after a refusal: one that fails is the end of this board in memory. */
  #begin(load: () => Promise<void>): Promise<void> {
    const loading = load()
    loading.catch((error: unknown) => this.#needs.failed(this.session, this.id, error))
    return loading
  }

  /** Resolves when nothing is on its way to the disk. */
  readonly #quiet = () => new Promise<void>((resolve) => this.#waiting.push(resolve))

  #greet(line: Line): void {
    this.#tellGranted(line)
    line.send(asMessage(writeStep1(Y.encodeStateVector(this.#doc))))
    const signs = this.#signs.all()
    if (signs) line.send(asMessage(signs), true)
  }

  #tellGranted(line: Line): void {
    const granted = this.#needs.grantedOn(this.id, line.pass.seat)
    const now = JSON.stringify(granted)
    if (now !== this.#told.get(line)) line.send(asMessage(writeAllowed(granted)))
    this.#told.set(line, now)
  }

  #handle(line: Line, frame: Uint8Array): void {
    try {
      const decoder = decoding.createDecoder(frame)
      const type = decoding.readVarUint(decoder)
      const mayWrite = line.pass.rights === 'write'
      if (type === message.awareness) {
        const heard = mayWrite ? this.#signs.take(frame, decoder, line, this.#owners) : null
        if (heard && line.maySign()) this.#tellOthers(line, heard, true)
        else if (heard) this.#signs.tellLater(line, (signs) => this.#tellOthers(line, signs, true))
      } else if (type === message.sync) {
        const step = decoding.readVarUint(decoder)
        if (step === 0) this.#answer(line, decoding.readVarUint8Array(decoder).slice())
        else if (step > 2) throw new Error('not a step')
        else if (mayWrite) this.#takeEdit(line, frame, step, decoding.readVarUint8Array(decoder))
      } else if (type !== 3) throw new Error('not a message')
    } catch (error) {
      if (error instanceof Gap && line.mayLag()) return
      this.#drop(line, codeFor(error))
    }
  }

  #takeEdit(line: Line, frame: Uint8Array, step: number, update: Uint8Array): void {
    const number = line.receiveEdit()
    const isEmpty = update.length <= 2
    if (!isEmpty && this.#needs.isLocked(this.id) && this.#heldBack.keep(line, update, this.#doc)) return
    if (step === 1) line.catchUp()
    if (isEmpty) return line.passOver()
    if (this.#size.isFull(this.#doc, update.length)) return this.#drop(line, closeCodes.tooLarge)
    const { seat } = line.pass
    const fresh = this.#admit(update, seat, this.#needs.grantedOn(this.id, seat))
    if (fresh === null) return line.passOver()
    line.startSaving(update.length)
    this.#save({ update, owners: this.#owners.bind(fresh, seat), at: this.#needs.now() }, () => {
      this.#tellOthers(line, step === 2 ? frame : asUpdate(frame), false)
      line.finishSaving(number, update.length)
      this.#needs.words.owe(line)
    })
  }

  /** Puts an edit that is in the document already on its way to the disk. */
  #save({ update, owners, at }: Pick<EditRecord, 'update' | 'owners' | 'at'>, saved: () => void, failed?: () => void): void {
    this.#size.add(update.length)
    this.#whole = null
    this.#inFlight++
    const sequence = ++this.#sequence
    this.#needs.journal.add(
      { session: this.session, board: this.id, sequence, update, owners, at },
      () => {
        this.#savedSequence = sequence
        this.#inFlight--
        this.lastEdit = at ?? this.lastEdit
        saved()
        this.#settle()
        this.#needs.edited(this.session, this.id)
      },
      () => {
        this.#notSaved()
        failed?.()
      },
    )
  }

  /** What is in memory is not on disk: everybody comes back to what is. */
  #notSaved(): void {
    this.#inFlight--
    this.dropAll()
    if (this.#isReady) this.#reload()
    this.#settle()
  }

  /**
   * A joiner gets only what is on disk: the answer is written now and leaves when all that it holds has arrived there.
   * It does not wait for edits that come later, so that steady typing keeps nobody out.
   */
  #answer(line: Line, vector: Uint8Array): void {
    const isEmpty = vector.length === 1 && vector[0] === 0
    const state = isEmpty
      ? (this.#whole ??= asMessage(writeStep2(Y.encodeStateAsUpdate(this.#doc))))
      : asMessage(writeStep2(Y.encodeStateAsUpdate(this.#doc, vector)))
    if (this.#savedSequence >= this.#sequence) line.send(state)
    else this.#due.add(this.#sequence, (how) => how === 'saved' && line.send(state))
  }

  #settle(): void {
    this.#due.saved(this.#savedSequence)
    if (this.#inFlight > 0) return
    for (const go of this.#waiting.splice(0)) go()
    if (this.#isReady && this.#savedSequence - this.#compactedSequence >= mostRecords)
      this.#compact(this.#doc).catch((error: unknown) =>
        log('error', 'A board could not be compacted', { session: this.session, board: this.id, error }),
      )
  }

  #tellOthers(from: Line | null, frame: Uint8Array, mayDrop: boolean): void {
    const sent = asMessage(frame)
    for (const line of this.lines) if (line !== from) line.send(sent, mayDrop)
  }

  #drop(line: Line, code: number): void {
    this.leave(line)
    line.close(code)
  }

  /** Ends every socket; the clients come back and bring what is missing. */
  dropAll(code: number = closeCodes.tryAgain): void {
    for (const line of [...this.lines]) this.#drop(line, code)
  }
}
