import { Socket } from 'engine.io-client'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { cardsRoot } from '../../../shared/board/board.ts'
import { message, readSaved, syncStep } from '../../../shared/protocol/sync.ts'
import { syncFrame } from './board-socket.ts'
import type { Laptop } from './people.ts'

/** A board by polls, by the letter of the protocol. */
export class PolledBoard {
  readonly doc = new Y.Doc()
  readonly #engine: Socket
  code = 0
  saved = 0
  isOpen = true

  constructor(laptop: Laptop, hat: string, board: string) {
    this.#engine = new Socket(laptop.base, {
      path: `/rt/${hat}/y/${board}`,
      addTrailingSlash: false,
      transports: ['polling'],
      extraHeaders: { cookie: laptop.cookie, origin: laptop.base },
    })
    this.#engine.on('open', () => this.send(syncFrame(syncStep.step1, Y.encodeStateVector(this.doc))))
    this.#engine.on('message', (data: Buffer | string) => (typeof data === 'string' ? (this.code = Number(data)) : this.#hear(data)))
    this.#engine.on('close', () => (this.isOpen = false))
    this.#engine.on('error', () => (this.isOpen = false))
    this.doc.on('update', (update, origin) => origin !== 'wire' && this.send(syncFrame(syncStep.update, update)))
  }

  /** The session id of its polls; empty before it is open. */
  get id(): string {
    return (this.#engine as Socket & { readonly id?: string }).id ?? ''
  }

  send(frame: Uint8Array): void {
    this.#engine.send(Buffer.from(frame))
  }

  add(id: string): void {
    this.doc.getMap(cardsRoot).set(id, new Y.Map<unknown>(Object.entries({ kind: 'market', order: 1 })))
  }

  cards(): string[] {
    return [...this.doc.getMap(cardsRoot).keys()].sort()
  }

  close(): void {
    this.#engine.close()
  }

  #hear(data: Uint8Array): void {
    const decoder = decoding.createDecoder(new Uint8Array(data))
    const type = decoding.readVarUint(decoder)
    if (type === message.saved) this.saved = readSaved(decoder)
    if (type !== message.sync) return
    const step = decoding.readVarUint(decoder)
    const bytes = decoding.readVarUint8Array(decoder)
    if (step === syncStep.step1) this.send(syncFrame(syncStep.step2, Y.encodeStateAsUpdate(this.doc, bytes)))
    else Y.applyUpdate(this.doc, bytes, 'wire')
  }
}
