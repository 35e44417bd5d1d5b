import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { message } from '../../shared/protocol/sync.ts'
import { Unacceptable } from '../board-checks/unacceptable.ts'
import type { Line } from './line.ts'
import type { Owners } from './owners.ts'
import { readBytes, readNumber, readText } from './reading.ts'

const largestSign = 1024
const mostIds = 8
const mostEntries = 200
const mostRetold = 262_144
const laterMs = 250

interface Sign {
  readonly client: number
  readonly clock: number
  readonly state: string
}

/** Something for y-websocket to hear: it gives up after 30 s of silence. */
export const heartbeat = new Uint8Array([message.awareness, 1, 0])

/** Who is where on a board, as the clients say it (y-protocols' awareness). Never stored. */
export class Signs {
  readonly #now = new Map<number, { readonly clock: number; readonly state: string; readonly line: Line }>()
  readonly #late = new Set<Line>()

  /**
   * Checks what a socket says and returns what the others may hear: the frame as received, when all of it was its own.
   * Clients repeat what others have said, so signs of foreign ids are left out silently. Throws on anything unfair.
   */
  take(frame: Uint8Array, decoder: decoding.Decoder, line: Line, owners: Owners): Uint8Array | null {
    const signs = readSigns(readBytes(decoder))
    const own = signs.filter((sign) => this.#isOwn(sign, line, owners))
    for (const sign of own) this.#note(sign, line, owners)
    if (own.length === 0) return null
    return own.length === signs.length ? frame : writeSigns(own)
  }

  /** All signs that stand now, for somebody who has just come; null when there are none. */
  all(): Uint8Array | null {
    return this.#told([...this.#now])
  }

  /** Of many signs of one socket in a moment the others hear the last. */
  tellLater(line: Line, tell: (signs: Uint8Array) => void): void {
    if (this.#late.has(line)) return
    this.#late.add(line)
    setTimeout(() => {
      this.#late.delete(line)
      const signs = this.#told([...this.#now].filter(([, sign]) => sign.line === line))
      if (signs) tell(signs)
    }, laterMs).unref()
  }

  #told(signs: readonly (readonly [client: number, { readonly clock: number; readonly state: string }])[]): Uint8Array | null {
    return signs.length === 0 ? null : writeSigns(signs.map(([client, { clock, state }]) => ({ client, clock, state })))
  }

  /** Takes away the signs of a socket that has gone; returns what the others should hear. */
  remove(line: Line): Uint8Array | null {
    const gone: Sign[] = []
    for (const client of line.signs) {
      const sign = this.#now.get(client)
      if (sign?.line !== line) continue
      this.#now.delete(client)
      gone.push({ client, clock: sign.clock + 1, state: 'null' })
    }
    return gone.length > 0 ? writeSigns(gone) : null
  }

  #isOwn({ client, clock, state }: Sign, line: Line, owners: Owners): boolean {
    const owner = owners.ownerOf(client)
    if (owner !== null && owner !== line.pass.seat) return false
    if (owner === null && state === 'null') return false
    const before = this.#now.get(client)
    return !before || clock > before.clock || (clock === before.clock && state === 'null') || before.line !== line
  }

  #note(sign: Sign, line: Line, owners: Owners): void {
    const { client, clock, state } = sign
    checkState(state, line.pass.seat)
    if (!line.signs.has(client) && line.signs.size >= mostIds) throw new Unacceptable('too many ids')
    line.signs.add(client)
    owners.bindForNow(client, line.pass.seat)
    if (state === 'null') this.#now.delete(client)
    else this.#now.set(client, { clock, state, line })
  }
}

function checkState(text: string, seat: string): void {
  const state = parsed(text)
  if (state === null) return
  if (typeof state !== 'object' || Array.isArray(state)) throw new Unacceptable('not a sign')
  if ('seat' in state && state.seat !== seat) throw new Unacceptable('the sign of somebody else')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Unacceptable('not JSON', { cause })
  }
}

function readSigns(bytes: Uint8Array): Sign[] {
  if (bytes.length > mostRetold) throw new Unacceptable('too large')
  const decoder = decoding.createDecoder(bytes)
  const count = readNumber(decoder)
  if (count > mostEntries) throw new Unacceptable('too many signs')
  return Array.from({ length: count }, () => {
    const client = readNumber(decoder)
    const clock = readNumber(decoder)
    const state = readText(decoder)
    if (state.length > largestSign || !Number.isSafeInteger(client) || clock > 0xff_ff_ff_ff) throw new Unacceptable('too large')
    return { client, clock, state }
  })
}

function writeSigns(signs: readonly Sign[]): Uint8Array {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, signs.length)
  for (const { client, clock, state } of signs) {
    encoding.writeVarUint(inner, client)
    encoding.writeVarUint(inner, clock)
    encoding.writeVarString(inner, state)
  }
  const outer = encoding.createEncoder()
  encoding.writeVarUint(outer, message.awareness)
  encoding.writeVarUint8Array(outer, encoding.toUint8Array(inner))
  return encoding.toUint8Array(outer)
}
