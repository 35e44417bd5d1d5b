import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { cardsRoot } from '../../shared/board/board.ts'
import { closeCodes, maxFrameBytes, message } from '../../shared/protocol/sync.ts'
import { log } from '../log.ts'
import type { Storage } from '../ports.ts'
import { Tainted, type Gate } from './gate.ts'
import { dropLeftOver, Gap } from './gaps.ts'
import type { Journal } from './journal.ts'
import type { Line } from './line.ts'
import { asMessage } from './message.ts'
import { ForeignClientId, Owners } from './owners.ts'
import { heartbeat, Signs } from './signs.ts'
import { asUpdate, writeStep1, writeStep2, writeUpdate } from './steps.ts'
import type { Words } from './words.ts'

const largestDocument = 8_388_608
const mostHeld = 256
const signLaterMs = 250
/** Records on disk beyond the snapshot, before a new snapshot takes their place. */
const mostRecords = 500

export interface BoardNeeds {
  readonly storage: Storage
  readonly gate: Gate
  readonly journal: Journal
  readonly words: Words
  readonly edited: (session: string, board: string) => void
}

/** One board in memory: its document, who is on it, and what of it is on its way to the disk. */
export class OpenBoard {
  readonly session: string
  readonly id: string
  readonly lines = new Set<Line>()
  /** Resolves when the document is whole; rejects when it could not be loaded. */
  loaded: Promise<void>
  readonly #needs: BoardNeeds
  #doc = new Y.Doc()
  #owners = new Owners(new Map())
  #signs = new Signs()
  #sequence = 0
  #savedSequence = 0
  #compactedSequence = 0
  #inFlight = 0
  #bytes = 0
  #whole: Buffer | null = null
  #isReady = false
  /** A record is missing among those on disk: they are kept as they are until a laptop has brought it again. */
  #isTorn = false
  #held: { line: Line; frame: Uint8Array }[] = []
  #waiting: (() => void)[] = []
  /** Answers to joiners, in the order in which what they hold reaches the disk. */
  #answers: { readonly after: number; readonly line: Line; readonly state: Buffer }[] = []
  readonly #signing = new Set<Line>()

  constructor(session: string, id: string, needs: BoardNeeds) {
    this.session = session
    this.id = id
    this.#needs = needs
    this.loaded = this.#load()
  }

  /** The document as it is on disk: nothing is on its way. */
  async onDisk(): Promise<Y.Doc> {
    await this.loaded
    if (this.#inFlight > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return this.#doc
  }

  /** An edit of the server's own, made from the document as it stands; resolves when it is on disk and told to all. */
  async put(make: (doc: Y.Doc) => Uint8Array | null): Promise<void> {
    await this.onDisk()
    const update = make(this.#doc)
    if (update === null) return
    Y.applyUpdate(this.#doc, update)
    this.#whole = null
    this.#bytes += update.length
    this.#inFlight++
    const sequence = ++this.#sequence
    await new Promise<void>((resolve, reject) => {
      this.#needs.journal.add(
        { session: this.session, board: this.id, sequence, update, owners: [] },
        () => {
          this.#savedSequence = sequence
          this.#inFlight--
          this.#tellOthers(null, writeUpdate(update), false)
          this.#settle()
          this.#needs.edited(this.session, this.id)
          resolve()
        },
        () => {
          this.#notSaved()
          reject(new Error('the disk refused'))
        },
      )
    })
  }

  enter(line: Line): void {
    this.lines.add(line)
    if (this.#isReady) this.#greet(line)
  }

  leave(line: Line): void {
    if (!this.lines.delete(line)) return
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

  beat(): void {
    const sign = asMessage(heartbeat)
    for (const line of this.lines) {
      line.send(sign, true)
      line.beat()
    }
  }

  /** Writes a snapshot in place of many updates, and lets go of the document. Nobody may be on the board. */
  async release(): Promise<void> {
    const doc = await this.onDisk()
    if (this.#savedSequence > this.#compactedSequence) await this.#compact(doc)
    doc.destroy()
  }

  /** Only while nothing is on its way: the state is then exactly what the records up to the saved one say. */
  async #compact(doc: Y.Doc): Promise<void> {
    if (this.#isTorn) return
    this.#compactedSequence = this.#savedSequence
    await this.#needs.storage.compactBoard(this.session, this.id, this.#savedSequence, Y.encodeStateAsUpdate(doc))
  }

  async #load(): Promise<void> {
    const stored = await this.#needs.storage.loadBoard(this.session, this.id)
    const doc = new Y.Doc()
    doc.getMap(cardsRoot)
    doc.transact(() => {
      if (stored.snapshot) Y.applyUpdate(doc, stored.snapshot)
      for (const update of stored.updates) Y.applyUpdate(doc, update)
    })
    this.#isTorn = dropLeftOver(doc)
    this.#doc.destroy()
    this.#doc = doc
    this.#whole = null
    this.#owners = new Owners(stored.owners)
    this.#sequence = this.#savedSequence = stored.lastSequence
    this.#compactedSequence = stored.lastSequence - stored.updates.length
    this.#bytes = Y.encodeStateAsUpdate(doc).length
    this.#isReady = true
    for (const line of this.lines) this.#greet(line)
    for (const { line, frame } of this.#held.splice(0)) this.receive(line, frame)
  }

  /** Reads the document again from the disk, after all that is on its way has arrived there. */
  #reload(): void {
    this.#isReady = false
    this.#answers = []
    const drained = this.#inFlight === 0 ? Promise.resolve() : new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.loaded = drained.then(() => this.#load())
    this.loaded.catch(() => this.dropAll())
  }

  #greet(line: Line): void {
    line.send(asMessage(writeStep1(Y.encodeStateVector(this.#doc))))
    const signs = this.#signs.all()
    if (signs) line.send(asMessage(signs), true)
  }

  #handle(line: Line, frame: Uint8Array): void {
    try {
      const decoder = decoding.createDecoder(frame)
      const type = decoding.readVarUint(decoder)
      const mayWrite = line.pass.rights === 'write'
      if (type === message.awareness) {
        const heard = mayWrite ? this.#signs.take(frame, decoder, line, this.#owners) : null
        if (heard && line.maySign()) this.#tellOthers(line, heard, true)
        else if (heard) this.#signLater(line)
      } else if (type === message.sync) {
        const step = decoding.readVarUint(decoder)
        if (step === 0) this.#answer(line, decoding.readVarUint8Array(decoder).slice())
        else if (step > 2) throw new Error('not a step')
        else if (mayWrite) this.#takeEdit(line, frame, step, decoding.readVarUint8Array(decoder))
      } else if (type !== 3) throw new Error('not a message')
    } catch (error) {
      if (error instanceof Gap && line.mayLag()) return
      if (error instanceof Tainted) this.#reload()
      this.#drop(line, error instanceof ForeignClientId ? closeCodes.otherClientId : closeCodes.badMessage)
    }
  }

  #takeEdit(line: Line, frame: Uint8Array, step: number, update: Uint8Array): void {
    const number = line.receiveEdit()
    if (step === 1) line.catchUp()
    if (update.length <= 2) return line.passOver()
    if (this.#isFull(update.length)) return this.#drop(line, closeCodes.tooLarge)
    const { seat } = line.pass
    const fresh = this.#needs.gate(update, this.#doc, this.#owners, seat)
    if (fresh === null) return line.passOver()
    this.#bytes += update.length
    this.#whole = null
    this.#inFlight++
    line.startSaving(update.length)
    const sequence = ++this.#sequence
    const owners = this.#owners.bind(fresh, seat)
    this.#needs.journal.add(
      { session: this.session, board: this.id, sequence, update, owners },
      () => {
        this.#savedSequence = sequence
        this.#inFlight--
        this.#tellOthers(line, step === 2 ? frame : asUpdate(frame), false)
        line.finishSaving(number, update.length)
        this.#needs.words.owe(line)
        this.#settle()
        this.#needs.edited(this.session, this.id)
      },
      () => this.#notSaved(),
    )
  }

  /** What is in memory is not on disk: everybody comes back to what is. */
  #notSaved(): void {
    this.#inFlight--
    this.dropAll()
    if (this.#isReady) this.#reload()
    this.#settle()
  }

  /** The sum of all updates is quick but counts what was deleted since; the document itself decides. */
  #isFull(more: number): boolean {
    if (this.#bytes + more <= largestDocument) return false
    this.#bytes = Y.encodeStateAsUpdate(this.#doc).length
    return this.#bytes + more > largestDocument
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
    else this.#answers.push({ after: this.#sequence, line, state })
  }

  #settle(): void {
    while (this.#answers[0] && this.#answers[0].after <= this.#savedSequence) {
      const { line, state } = this.#answers.shift()!
      line.send(state)
    }
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

  /** Of many signs in a moment the others hear the last. */
  #signLater(line: Line): void {
    if (this.#signing.has(line)) return
    this.#signing.add(line)
    setTimeout(() => {
      this.#signing.delete(line)
      const signs = this.lines.has(line) ? this.#signs.of(line) : null
      if (signs) this.#tellOthers(line, signs, true)
    }, signLaterMs).unref()
  }

  #drop(line: Line, code: number): void {
    this.leave(line)
    line.close(code)
  }

  /** Ends every socket; the clients come back and bring what is missing. */
  dropAll(): void {
    for (const line of [...this.lines]) this.#drop(line, closeCodes.tryAgain)
  }
}
