import * as Y from 'yjs'
import { nobodyHere } from '../../shared/archive/archive.ts'
import { cardsRoot } from '../../shared/board/board.ts'
import { writersIn, type Writers } from '../../shared/board/writers.ts'
import type { Granted } from '../../shared/exercise/allowed.ts'
import { closeCodes } from '../../shared/protocol/sync.ts'
import { log } from '../log.ts'
import type { BoardNeeds } from './board-needs.ts'
import { Tainted } from './gate.ts'
import { Lines } from './lines.ts'
import { Owners } from './owners.ts'
import { Progress } from './progress.ts'
import { rebuild } from './rebuild.ts'
import { Size } from './size.ts'
import { writeUpdate } from './steps.ts'
import { Talk, type Admitted, type Behind } from './talk.ts'

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
  readonly lines = new Lines()
  readonly talk: Talk
  /** When a person edited the board last; known once it has been read. */
  lastEdit: number | null = null
  /** The sequence up to which the latest version goes. */
  versionedUpTo = 0
  readonly #needs: BoardNeeds
  /** Resolves when the document has been read from the disk; rejects when it could not be. */
  #loaded: Promise<void>
  #doc = new Y.Doc()
  #owners = new Owners(new Map())
  readonly #progress = new Progress()
  readonly #size = new Size()
  /** A record is missing on disk; see `rebuild`. */
  #isTorn = false

  constructor(session: string, id: string, needs: BoardNeeds) {
    this.session = session
    this.id = id
    this.#needs = needs
    const [progress, size] = [this.#progress, this.#size]
    const admit: Behind['admit'] = (update, owner, granted) => this.#admit(update, owner, granted)
    const save: Behind['save'] = (edit, saved) => this.#save(edit, saved)
    this.talk = new Talk({ session, id, progress, size, admit, save }, this.lines, needs)
    this.#loaded = this.#begin(() => this.#load())
  }

  /**
   * What the work makes of the document as it stands now; given when all that it has seen is on disk. It does not wait
   * for edits that come later, so that steady typing on a slow disk holds nobody up.
   */
  async read<Result>(work: (doc: Y.Doc) => Result): Promise<Result> {
    while (!this.talk.isOn) await this.#loaded
    const result = work(this.#doc)
    if (this.#progress.isSaved) return result
    const how = await new Promise((resolve: (how: 'saved' | 'lost') => void) => this.#progress.whenSaved(resolve))
    return how === 'saved' ? result : this.read(work)
  }

  /** True when a version has all that the document has. */
  get isVersioned(): boolean {
    return this.#progress.taken <= this.versionedUpTo
  }

  /** The whole document with the sequence of its last edit and the number of its cards, when they are on disk. */
  state(): Promise<{ readonly upTo: number; readonly state: Uint8Array; readonly cards: number }> {
    return this.read((doc) => ({ upTo: this.#progress.taken, state: Y.encodeStateAsUpdate(doc), cards: doc.getMap(cardsRoot).size }))
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
    while (!this.talk.isOn) await this.#loaded
    const update = make(this.#doc)
    const fresh = update && this.#admit(update, by?.owner ?? '', by?.granted ?? null)
    if (!update || !fresh) return
    const at = Math.max(by?.at ?? this.#needs.now(), this.lastEdit ?? 0)
    const own = by === null ? { owners: [] } : { owners: this.#owners.bind(fresh, by.owner), at }
    await new Promise<void>((resolve, reject) => {
      const saved = () => resolve(this.lines.tellOthers(null, writeUpdate(update), 'must arrive'))
      this.#save({ update, ...own }, saved, reject)
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

  /** Writes a snapshot in place of many updates, and lets go of the document. Nobody may be on the board. */
  async release(): Promise<void> {
    while (!this.talk.isOn) await this.#loaded
    if (!this.#progress.isIdle) await this.#progress.idle()
    if (this.talk.isOn && this.#progress.isAheadOfSnapshot) await this.#compact(this.#doc)
    this.#doc.destroy()
  }

  /** Its session is no more: everybody is sent away for good; resolves when nothing is on its way to the disk. */
  async end(): Promise<void> {
    this.talk.dropAll(closeCodes.signInAgain)
    await this.#loaded.catch(() => undefined)
    await this.#progress.idle()
  }

  /** Only while nothing is on its way: the state is then exactly what the records up to the saved one say. */
  async #compact(doc: Y.Doc): Promise<void> {
    if (this.#isTorn) return
    const upTo = this.#progress.compacting()
    await this.#needs.storage.compactBoard(this.session, this.id, upTo, Y.encodeStateAsUpdate(doc))
    this.#progress.compacted(upTo)
  }

  async #load(): Promise<void> {
    const stored = await this.#needs.storage.loadBoard(this.session, this.id)
    const { doc, isTorn } = rebuild(stored)
    if (isTorn) log('warn', 'A board lacks a record; what stands on it waits on disk', { session: this.session, board: this.id })
    this.#doc.destroy()
    this.#doc = doc
    this.#isTorn = isTorn
    this.#owners = new Owners(stored.owners)
    this.#progress.read(stored)
    this.versionedUpTo = stored.versionedUpTo
    this.lastEdit = stored.lastEdit
    this.#size.measure(doc)
    this.talk.begin(doc, this.#owners)
  }

  /** Reads the document again from the disk, after all that is on its way has arrived there. */
  #reload(): void {
    this.talk.pause()
    const drained = this.#progress.idle()
    this.#loaded = this.#begin(() => drained.then(() => this.#load()))
    this.#progress.lost()
  }

  /** Whichever load it is, the first or one after a refusal: one that fails is the end of this board in memory. */
  #begin(load: () => Promise<void>): Promise<void> {
    const loading = load()
    loading.catch((error: unknown) => this.#needs.failed(this.session, this.id, error))
    return loading
  }

  /** Puts an edit that is in the document already on its way to the disk. */
  #save({ update, owners, at }: Admitted, saved: () => void, failed?: (error: unknown) => void): void {
    this.#size.add(update.length)
    const sequence = this.#progress.next()
    this.#needs.journal.add(
      { session: this.session, board: this.id, sequence, update, owners, at },
      () => {
        this.#progress.arrived(sequence)
        this.lastEdit = at ?? this.lastEdit
        saved()
        this.#settle()
        this.#needs.edited(this.session, this.id)
      },
      (error) => {
        this.#notSaved()
        failed?.(error)
      },
    )
  }

  /** What is in memory is not on disk: everybody comes back to what is. */
  #notSaved(): void {
    this.#progress.refused()
    this.talk.dropAll()
    if (this.talk.isOn) this.#reload()
    this.#settle()
  }

  #settle(): void {
    this.#progress.settle()
    if (this.#progress.isIdle && this.talk.isOn && this.#progress.isDueForSnapshot)
      this.#compact(this.#doc).catch((error: unknown) =>
        log('error', 'A board could not be compacted', { session: this.session, board: this.id, error }),
      )
  }
}
