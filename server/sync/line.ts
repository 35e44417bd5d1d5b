import { closeCodes, writeSaved } from '../../shared/protocol/sync.ts'
import type { BoardPass, World } from '../ports.ts'
import { Budget } from './budget.ts'
import type { Carrier, Wire } from './carrier.ts'
import type { Limits } from './limits.ts'
import { asMessage } from './message.ts'

const quietMs = 45_000

/** One open socket on a board: who is behind it, what it has sent and how well it listens. */
export class Line {
  readonly pass: BoardPass
  /** Client ids that have shown signs of presence through this socket. */
  readonly signs = new Set<number>()
  readonly #socket: Carrier
  readonly #wire: Wire
  readonly #world: World
  readonly #limits: Limits
  #received = 0
  #saved = 0
  #inFlight = 0
  #unsaved = 0
  #told = 0
  #hasCaughtUp = false
  #isBehind = false
  /** The frame with the last step 2 that was to bring what had been passed by. */
  #bringing = 0
  #slow: { since: number; least: number } | null = null
  #heard: number
  #toldSigns = { second: 0, count: 0 }
  readonly #questions: Budget
  #isSentAway = false

  /** `wire` is what lies under the socket: messages are written to it as they are, those that leave together at once. */
  constructor(socket: Carrier, wire: Wire, pass: BoardPass, world: World, limits: Limits) {
    this.#socket = socket
    this.#wire = wire
    this.#world = world
    this.#limits = limits
    this.pass = pass
    this.#heard = world.now()
    this.#questions = new Budget(limits.questions, () => world.now())
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  /** True when the server has closed it; what still comes through it does not count. */
  get isSentAway(): boolean {
    return this.#isSentAway
  }

  heard(): void {
    this.#heard = this.#world.now()
  }

  /** Sends a message (see `asMessage`), unless the other end has stopped reading; what may be dropped is dropped first. */
  send(message: Buffer, mayDrop = false): void {
    if (!this.isOpen) return
    const waiting = this.#socket.bufferedAmount
    if (waiting > this.#limits.unread.drop) {
      if (mayDrop) return
      if (this.#isStuck(waiting)) return this.close(closeCodes.tryAgain)
    } else this.#slow = null
    if (!this.#isOwedWord) return void this.#wire.write(message)
    // Whole messages, one a write: polls carry each as a packet of its own.
    this.#wire.cork()
    this.#wire.write(this.#word())
    this.#wire.write(message)
    this.#wire.uncork()
  }

  /** Counts a frame that carries edits; its number is what `saved` will name. */
  receiveEdit(): number {
    return ++this.#received
  }

  /** The frame received last is the client's sync step 2: from here on an honest one leaves no gap. */
  catchUp(): void {
    this.#hasCaughtUp = true
    if (this.#isBehind) this.#bringing = this.#received
    this.#isBehind = false
  }

  /**
   * False once the client has caught up. Before, an edit may stand on offline work that is still to come with step 2,
   * which brings this edit as well: it is passed by, and nothing is called saved until then.
   */
  mayLag(): boolean {
    this.#isBehind = !this.#hasCaughtUp
    return this.#isBehind
  }

  /**
   * Its table may not write now: the edit stays on the laptop, nothing later is called saved, and step 2 brings it when it is
   * asked for again.
   */
  holdBack(): void {
    this.#hasCaughtUp = false
    this.#isBehind = true
  }

  /** The frame goes to the disk. Who is far ahead of the disk is not read until the disk has caught up. */
  startSaving(bytes: number): void {
    this.#inFlight++
    this.#unsaved += bytes
    if (this.#unsaved > this.#limits.unsaved) this.#socket.pause()
  }

  finishSaving(frame: number, bytes: number): void {
    this.#inFlight--
    this.#unsaved -= bytes
    if (this.#socket.isPaused && this.#unsaved <= this.#limits.unsaved / 2) this.#socket.resume()
    if (this.#isBehind) return
    // A number names all frames before it: none may be named from which something was passed by that is not on disk yet.
    if (this.#inFlight === 0) this.#saved = this.#received
    else if (frame >= this.#bringing) this.#saved = frame
  }

  /** The frame needed no saving: it counts as saved once nothing before it is on its way. */
  passOver(): void {
    if (this.#inFlight === 0 && !this.#isBehind) this.#saved = this.#received
    this.tellSaved()
  }

  /** Tells the client how far it is saved, if that has changed. Whatever else it is sent brings the word along. */
  tellSaved(): void {
    if (this.isOpen && this.#isOwedWord) this.#wire.write(this.#word())
  }

  get #isOwedWord(): boolean {
    return this.#saved !== this.#told && !this.#isBehind
  }

  /** The word "saved", which counts as told from here on. */
  #word(): Buffer {
    this.#told = this.#saved
    return asMessage(writeSaved(this.#saved))
  }

  /** Every 15 s: asks for a sign of life and ends a socket that has not given one. */
  beat(): void {
    if (this.#world.now() - this.#heard > quietMs || this.#isStuck(this.#socket.bufferedAmount)) return this.close(closeCodes.tryAgain)
    this.#socket.ping()
  }

  /** False when this socket has told enough of where it is in this second. */
  maySign(): boolean {
    const second = Math.floor(this.#world.now() / 1000)
    if (second !== this.#toldSigns.second) this.#toldSigns = { second, count: 0 }
    return ++this.#toldSigns.count <= this.#limits.signsASecond
  }

  /** False when this socket has asked too often what it lacks: an answer may be as long as the whole document. */
  mayAsk(): boolean {
    return this.#questions.take()
  }

  close(code: number): void {
    this.#isSentAway = true
    // A socket that is not read would not hear the answer either.
    this.#socket.resume()
    this.#socket.close(code)
    // Somebody who does not read does not answer a close either.
    if (code === closeCodes.tryAgain) setTimeout(() => this.#socket.terminate(), 1000).unref()
  }

  #isStuck(waiting: number): boolean {
    const { slow, never, patienceMs } = this.#limits.unread
    if (waiting <= slow) return false
    if (waiting > never) return true
    const now = this.#world.now()
    if (!this.#slow || waiting < this.#slow.least) this.#slow = { since: now, least: waiting }
    return now - this.#slow.since > patienceMs
  }
}
