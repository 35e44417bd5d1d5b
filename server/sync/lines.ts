import type * as decoding from 'lib0/decoding'
import type { Granted } from '../../shared/exercise/allowed.ts'
import { writeAllowed } from '../../shared/protocol/sync.ts'
import type { Line } from './line.ts'
import { asMessage } from './message.ts'
import type { Owners } from './owners.ts'
import { heartbeat, Signs } from './signs.ts'

/** Everybody on one board, and what they hear: edits, what each may do, and where the others are. */
export class Lines {
  readonly #lines = new Set<Line>()
  readonly #signs = new Signs()
  /** What laptops were told last that they may do. */
  readonly #granted = new WeakMap<Line, string>()

  get all(): readonly Line[] {
    return [...this.#lines]
  }

  get size(): number {
    return this.#lines.size
  }

  has(line: Line): boolean {
    return this.#lines.has(line)
  }

  add(line: Line): void {
    this.#lines.add(line)
  }

  /** The others hear that it has gone. False when it was not there. */
  remove(line: Line): boolean {
    if (!this.#lines.delete(line)) return false
    const farewell = this.#signs.remove(line)
    if (farewell) this.tellOthers(line, farewell, 'may drop')
    return true
  }

  /** What a socket says of where it is, as the others may hear it. Throws on anything unfair. */
  takeSign(line: Line, frame: Uint8Array, decoder: decoding.Decoder, owners: Owners): void {
    const heard = this.#signs.take(frame, decoder, line, owners)
    if (heard && line.maySign()) this.tellOthers(line, heard, 'may drop')
    else if (heard) this.#signs.tellLater(line, (signs) => this.tellOthers(line, signs, 'may drop'))
  }

  /** Where the others are, for somebody who has just come. */
  tellSigns(line: Line): void {
    const signs = this.#signs.all()
    if (signs) line.send(asMessage(signs), true)
  }

  /** What a laptop may do, if it is something else than it was told last. */
  tellGranted(line: Line, granted: Granted): void {
    const now = JSON.stringify(granted)
    if (now !== this.#granted.get(line)) line.send(asMessage(writeAllowed(granted)))
    this.#granted.set(line, now)
  }

  /** Whatever may drop does not reach those who have stopped reading. */
  tellOthers(from: Line | null, frame: Uint8Array, how: 'must arrive' | 'may drop'): void {
    const sent = asMessage(frame)
    for (const line of this.#lines) if (line !== from) line.send(sent, how === 'may drop')
  }

  /** Asks for a sign of life, and gives one. */
  beat(): void {
    const sign = asMessage(heartbeat)
    for (const line of this.#lines) {
      line.send(sign, true)
      line.beat()
    }
  }
}
