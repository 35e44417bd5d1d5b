import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { cardsRoot } from '../../../shared/board/board.ts'
import { syncPath, type Hat } from '../../../shared/protocol/control.ts'
import type { Granted } from '../../../shared/exercise/allowed.ts'
import { message, readAllowed, readSaved, syncStep, type SyncStep } from '../../../shared/protocol/sync.ts'
import type { Laptop } from './people.ts'

/** A bare socket on a board, by the letter of the protocol: a test sees and sends every frame. */
export class BoardSocket {
  readonly doc = new Y.Doc()
  readonly socket: WebSocket
  saved = 0
  sent = 0
  synced = false
  /** The server has sent something that breaks the document. */
  isSpoilt = false
  /** The close code; 0 while the socket is open. */
  code = 0
  /** What the server said last that may be done. */
  granted: Granted | null = null
  /** Awareness as it came: client id and state. */
  readonly signs: { readonly client: number; readonly state: string }[] = []

  constructor(laptop: Laptop, hat: Hat, board: string, headers: Readonly<Record<string, string>> = {}) {
    const url = `${laptop.base.replace('http', 'ws')}${syncPath(hat)}/${board}`
    this.socket = new WebSocket(url, { headers: { cookie: laptop.cookie, origin: laptop.base, ...headers } })
    this.socket.on('error', () => (this.code ||= 1006))
    this.socket.on('close', (code) => (this.code ||= code))
    this.socket.on('open', () => this.send(syncFrame(syncStep.step1, Y.encodeStateVector(this.doc))))
    this.socket.on('message', (data: Buffer) => this.#hear(data))
    this.doc.on('update', (update, origin) => origin !== 'wire' && this.send(syncFrame(syncStep.update, update)))
  }

  send(frame: Uint8Array): void {
    if (this.socket.readyState !== WebSocket.OPEN) return
    if (frame[0] === message.sync && frame[1] !== syncStep.step1) this.sent++
    this.socket.send(frame)
  }

  /** Resolves when the board is here or the server has refused. */
  async settled(): Promise<this> {
    await waitFor(() => this.synced || this.code !== 0)
    return this
  }

  add(id: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.doc.getMap(cardsRoot).set(id, new Y.Map<unknown>(Object.entries({ kind: 'market', order: 1, ...fields })))
  }

  sign(state: unknown, client = this.doc.clientID, clock = ++this.#clock): void {
    this.send(awarenessFrame([{ client, clock, state: JSON.stringify(state) }]))
  }
  #clock = 0

  cards(): string[] {
    return [...this.doc.getMap(cardsRoot).keys()].sort()
  }

  /** Ends without saying so. */
  leave(): void {
    this.socket.terminate()
  }

  #hear(data: Uint8Array): void {
    const decoder = decoding.createDecoder(data)
    const type = decoding.readVarUint(decoder)
    if (type === message.saved) this.saved = readSaved(decoder)
    if (type === message.allowed) this.granted = readAllowed(decoder)
    if (type === message.awareness) this.signs.push(...readSigns(decoding.readVarUint8Array(decoder)))
    if (type !== message.sync) return
    const step = decoding.readVarUint(decoder)
    const bytes = decoding.readVarUint8Array(decoder)
    if (step === syncStep.step1) return this.send(syncFrame(syncStep.step2, Y.encodeStateAsUpdate(this.doc, bytes)))
    try {
      Y.applyUpdate(this.doc, bytes, 'wire')
    } catch {
      this.isSpoilt = true
    }
    if (step === syncStep.step2) this.synced = true
  }
}

export function syncFrame(step: SyncStep, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, message.sync)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, bytes)
  return encoding.toUint8Array(encoder)
}

export function awarenessFrame(signs: readonly { readonly client: number; readonly clock: number; readonly state: string }[]): Uint8Array {
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

function readSigns(bytes: Uint8Array): { client: number; state: string }[] {
  if (bytes.length === 0) return []
  const decoder = decoding.createDecoder(bytes)
  return Array.from({ length: decoding.readVarUint(decoder) }, () => {
    const client = decoding.readVarUint(decoder)
    decoding.readVarUint(decoder)
    return { client, state: decoding.readVarString(decoder) }
  })
}

/** Waits until the condition holds; false when it does not within the time. */
export async function waitFor(holds: () => boolean | Promise<boolean>, withinMs = 5000): Promise<boolean> {
  const end = performance.now() + withinMs
  while (!(await holds())) {
    if (performance.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return true
}
