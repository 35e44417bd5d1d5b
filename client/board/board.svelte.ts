import * as Y from 'yjs'
import { addCard, arrangeCards, changeCards, readBoard, removeCard, type Change } from '../../shared/board/board.ts'
import { marksIn } from '../../shared/board/deeds.ts'
import { BoardReading } from '../../shared/board/reading.ts'
import { mayUndo, obstacleTo, type Action, type Granted, type Obstacle } from '../../shared/exercise/allowed.ts'
import type { Exercise, Field, Kind } from '../../shared/exercise/exercise.ts'
import type { Card, Value } from '../../shared/fields/values.ts'
import type { Hat } from '../../shared/protocol/control.ts'
import { isGivenId } from '../../shared/ids.ts'
import type { Presence } from '../../shared/protocol/presence.ts'
import { closeCodes } from '../../shared/protocol/sync.ts'
import { isRefusal, type Refusal } from '../../shared/refusals.ts'
import { newId } from '../connection/new-id.ts'
import { steadyNow } from '../connection/steady-clock.ts'
import { way } from '../connection/way.ts'
import { BroughtEdits, type Brought } from './brought.ts'
import { Cards } from './cards.svelte.ts'
import { Line } from './line.ts'
import type { SavedLedger } from './saving-socket.ts'
import { UnsavedWork, type Untaken } from './unsaved-work.ts'

const askAgainMs = 2000
/** After these a fresh document is taken: this laptop may hold another seat, or wrote what is not allowed any more. */
const startAnew: ReadonlySet<number> = new Set([closeCodes.otherClientId, closeCodes.signInAgain, closeCodes.againstRules])

/** A group's board on this laptop: cards to read, verbs to change them, and what the server has on disk. */
export class Board {
  readonly #cards = new Cards()
  /** True once the board as the server has it is here: before that, empty means nothing. */
  loaded = $state(false)
  connected = $state(false)
  unsaved = $state(0)
  savedAt = $state<number | null>(null)
  others = $state.raw<readonly Presence[]>([])
  canUndo = $state(false)
  canRedo = $state(false)
  /** A close code after which there is no coming back by itself. */
  closed = $state<number | null>(null)
  /** True while a fresh document is on its way in: what is written before it is here would be lost. */
  renewing = $state(false)
  /** What this laptop may do on the board now, as the server last said. */
  granted = $state.raw<Granted>({ as: [] })
  /** What was written and is not allowed any more; kept to be read until somebody says that it has been. */
  untaken = $state.raw<readonly Untaken[]>([])
  readonly id: string
  readonly exercise: Exercise
  readonly #me = {}
  readonly #hat: Hat
  #seat: string
  readonly #whoIsHere: () => Promise<string | null | Refusal>
  readonly #told: (() => number) | undefined
  /** Local edits in order, the last of which are not saved. */
  #edits: Uint8Array[] = []
  readonly #brought: BroughtEdits
  #unsavedWork = new UnsavedWork()
  #line: Line
  /** True from a fresh document until the server has saved in it: a second refusal in a row is for people to see. */
  #renewed = false
  /** What was written and never saved, until the fresh document has it. */
  #carried: { readonly written: readonly Card[]; readonly work: UnsavedWork; readonly alsoSaved: boolean } | null = null
  #over = false
  #ended: () => void = () => undefined
  readonly #stopWatching = way.watch(() => this.redial())

  /**
   * `whoIsHere` asks the server which seat this laptop holds now: null when it holds none any more, a refusal without an answer.
   * `told` is what this laptop knows by now of the rule of attribution, for new cards to carry. `brought` comes onto the board as
   * soon as the board is here.
   */
  constructor(
    board: string,
    seat: string,
    exercise: Exercise,
    whoIsHere: () => Promise<string | null | Refusal>,
    { hat = 'seat', told, brought = null }: { hat?: Hat; told?: () => number; brought?: Brought | null } = {},
  ) {
    this.#brought = new BroughtEdits(brought)
    if (brought) this.unsaved = 1
    this.#told = told
    this.#hat = hat
    this.#whoIsHere = whoIsHere
    this.exercise = exercise
    this.#seat = seat
    this.id = board
    this.#line = this.#open()
    this.look(null, null)
  }

  get cards(): readonly Card[] {
    return this.#cards.all
  }

  card(id: string): Card | undefined {
    return this.#cards.get(id)
  }

  /** What stands in the way of that; null when it may be done. `key` is a field's name or `order`. */
  obstacleTo(action: Action, card: string | null, key?: string): Obstacle | null {
    const deed = { action, ...marksIn(this.#line.doc, card), given: isGivenId(card ?? ''), ...(key === undefined ? {} : { key }) }
    return obstacleTo(deed, this.granted)
  }

  /** The seat that added the card; null where nobody at the table did. */
  authorOf(card: string): string | null {
    return marksIn(this.#line.doc, card).by
  }

  /** True for a card that belongs to the exercise: it cannot be taken away. */
  isFixed(card: string): boolean {
    return marksIn(this.#line.doc, card).fixed !== null
  }

  /** The new card's id; empty where none may be added. */
  add(kind: Kind, values: Readonly<Record<string, Value>>): string {
    if (this.obstacleTo('add', null) !== null) return ''
    const id = newId()
    addCard(this.#line.doc, id, kind, values, this.#me, { told: this.#told?.(), by: this.#seat })
    return id
  }

  change(card: string, field: Field, value: Value): void {
    this.changeAll([{ card, field, value }])
  }

  /** All at once: one undo takes them back. What is not allowed is left out. */
  changeAll(changes: readonly Change[]): void {
    const may = ({ card, field }: Change) => this.obstacleTo(field.type === 'position' ? 'move' : 'change', card, field.id) === null
    changeCards(this.#line.doc, changes.filter(may), this.#me)
  }

  /** New orders, by card. */
  arrange(orders: ReadonlyMap<string, number>): void {
    const allowed = [...orders].filter(([card]) => this.obstacleTo('move', card, 'order') === null)
    arrangeCards(this.#line.doc, new Map(allowed), this.#me)
  }

  remove(card: string): void {
    if (this.obstacleTo('remove', card) === null) removeCard(this.#line.doc, card, this.#me)
  }

  undo(): void {
    if (this.canUndo) this.#line.undo.undo()
  }

  redo(): void {
    if (this.canRedo) this.#line.undo.redo()
  }

  /** What this laptop did and the server has not called saved, as one update; null when there is nothing. */
  get unsavedEdits(): Uint8Array | null {
    const edits = [...this.#brought.unsaved, ...this.#edits]
    return edits.length === 0 ? null : Y.mergeUpdates(edits)
  }

  /** Tells the others at the table where this laptop is. */
  look(card: string | null, field: string | null): void {
    this.#line.provider.awareness.setLocalState({ seat: this.#seat, card, field } satisfies Presence)
  }

  /** After a final close code: once more, by a person's wish. */
  tryAgain(): void {
    const code = this.closed
    this.closed = null
    if (code !== null && startAnew.has(code)) void this.#renew(code)
    else this.#line.provider.connect()
  }

  /** Takes a fresh socket at once: the present one has gone silent, and nothing would say so for half a minute. */
  redial(): void {
    if (this.closed !== null) return
    this.#line.provider.disconnect()
    this.#line.provider.connect()
  }

  /** Lets go of the board. What is not saved yet is still brought to the server first; resolves when there is nothing left to do. */
  close(): Promise<void> {
    this.#over = true
    const ended = new Promise<void>((resolve) => (this.#ended = resolve))
    if (this.unsaved === 0 || this.closed !== null) this.#finish()
    return ended
  }

  #finish(): void {
    this.#keepUntaken()
    this.#stopWatching()
    this.#line.end()
    this.#ended()
  }

  /** Where the board takes nothing more from this laptop, what it never got is there to be read. */
  #keepUntaken(): void {
    if (this.unsaved === 0) return
    const { work, written } = this.#carried ?? { work: this.#unsavedWork, written: this.cards }
    this.untaken = [...this.untaken, ...work.untaken(this.#line.doc, written, this.exercise)]
    this.unsaved = 0
  }

  /** A fresh document on its way in. */
  #open(): Line {
    const line = new Line(
      { board: this.id, hat: this.#hat, me: this.#me },
      {
        edited: (update) => this.#edits.push(update),
        counted: (ledger) => this.#tellSaved(ledger),
        granted: (granted) => this.#learn(granted),
        connected: (isConnected) => (this.connected = isConnected),
        synced: (isSynced, { doc, ledger }) => {
          if (isSynced && this.#carried === null) this.#bring(doc, ledger)
          this.loaded ||= isSynced
        },
        closed: (code) => this.#stop(code),
        others: (others) => (this.others = others),
        undoable: () => this.#readUndo(),
      },
    )
    const reading = new BoardReading(line.doc, this.exercise, (isLocal) => this.#takeCards(reading.cards, isLocal))
    return line
  }

  /** What was done under other rules is not taken back under these. */
  #learn(granted: Granted | null): void {
    if (granted === null || JSON.stringify(granted) === JSON.stringify(this.granted)) return
    this.granted = granted
    this.#line.undo.clear()
    this.#readUndo()
  }

  #bring(doc: Y.Doc, ledger: SavedLedger): void {
    if (!this.#brought.isWaiting) return
    const before = this.cards
    this.#brought.putInto(doc, this.#me)
    this.#unsavedWork.note(before, this.cards)
    this.#tellSaved(ledger)
  }

  #tellSaved(ledger: SavedLedger): void {
    if (ledger.unsaved < this.#edits.length && this.#carried === null) this.#edits.splice(0, this.#edits.length - ledger.unsaved)
    if (this.#brought.isWaiting) return
    // Words that the fresh document does not have yet are not saved either.
    this.unsaved = this.#carried === null ? ledger.unsaved : Math.max(this.unsaved, ledger.unsaved)
    this.savedAt = ledger.lastSavedAt
    if (this.unsaved > 0 || this.#carried !== null) return
    this.#brought.saved()
    if (this.#over) return this.#finish()
    this.#unsavedWork.saved(steadyNow())
    this.#renewed = false
  }

  #takeCards(cards: readonly Card[], isLocal: boolean): void {
    const before = this.cards
    this.#cards.take(cards)
    if (isLocal) this.#unsavedWork.note(before, cards)
  }

  #stop(code: number): void {
    this.#line.provider.disconnect()
    if (startAnew.has(code) && !this.#renewed) return void this.#renew(code)
    this.closed = code
    this.renewing = false
    this.#brought.closed()
    if (this.#over) this.#finish()
  }

  /**
   * Either this laptop holds another seat now, and the client id of this document is not that seat's, or something in it is not allowed
   * any more. A fresh document gets what was written and never saved, but for what is not allowed: that is kept to be read.
   *
   * Where an id is refused although the seat is the same, the server goes on from an older copy and has lost what it had called saved:
   * each laptop brings its own work of the last minutes.
   */
  async #renew(code: number): Promise<void> {
    this.#renewed = true
    const seat = await this.#seatNow()
    if (seat === null) return this.#stop(closeCodes.signInAgain)
    const alsoSaved = code === closeCodes.otherClientId && seat === this.#seat
    this.#carried ??= { written: this.cards, work: this.#unsavedWork, alsoSaved }
    this.#seat = seat
    const carried = this.#carried
    this.#unsavedWork = new UnsavedWork()
    this.#line.end()
    this.renewing = true
    this.#line = this.#open()
    this.#readUndo()
    const { doc, provider, ledger } = this.#line
    provider.once('sync', () => {
      // The fresh document has them anew.
      const before = this.#edits.length
      const present = readBoard(doc, this.exercise)
      const how = { origin: this.#me, alsoSaved: carried.alsoSaved, seat: this.#seat, granted: this.granted }
      doc.transact(() => {
        this.untaken = [...this.untaken, ...carried.work.redo(doc, carried.written, present, this.exercise, how)]
      }, this.#me)
      this.#carried = null
      this.renewing = false
      this.#edits = this.#edits.slice(before)
      this.#bring(doc, ledger)
      this.#tellSaved(ledger)
    })
    this.look(null, null)
  }

  /** Asks until there is an answer: a network that fails says nothing about the seat. */
  async #seatNow(): Promise<string | null> {
    for (;;) {
      const seat = await this.#whoIsHere()
      if (!isRefusal(seat)) return seat
      await new Promise((resolve) => setTimeout(resolve, askAgainMs))
    }
  }

  #readUndo(): void {
    const may = mayUndo(this.granted)
    this.canUndo = may && this.#line.undo.undoStack.length > 0
    this.canRedo = may && this.#line.undo.redoStack.length > 0
  }
}
