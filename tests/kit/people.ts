import { io, type Socket } from 'socket.io-client'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { addCard, cardsRoot, changeCard } from '../../shared/board/board.ts'
import type { Exercise, Field, Kind } from '../../shared/exercise/exercise.ts'
import type { RatingValue } from '../../shared/fields/values.ts'
import { controlPath, ownHeader, syncPath, type Answer, type ClientToServer, type ServerToClient } from '../../shared/protocol/control.ts'
import { message, readSaved } from '../../shared/protocol/sync.ts'
import type { Command } from '../../shared/session/commands.ts'
import type { SessionView } from '../../shared/session/view.ts'

/** Chance with a seed: mulberry32, 0 to 1. */
export function chance(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface Lobby {
  readonly session: string
  readonly groups: readonly { readonly id: string; readonly letter: string }[]
}

/** Asks a running server which groups the session with this code has. Throws a plain sentence when it refuses. */
export async function look(url: string, code: string): Promise<Lobby> {
  return (await post(url, '/rt/seat/look', { code })).body as Lobby
}

async function post(url: string, path: string, body: unknown): Promise<{ body: unknown; cookie: string }> {
  const headers = { 'content-type': 'application/json', [ownHeader]: '1', origin: new URL(url).origin }
  const response = await fetch(new URL(path, url), { method: 'POST', headers, body: JSON.stringify(body) })
  const answer: unknown = await response.json()
  if (!response.ok) throw new Error(`The server refused ${path}: ${JSON.stringify(answer)}`)
  return { body: answer, cookie: response.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ') } // prettier-ignore
}

/** Somebody at a laptop: a seat, its control channel and its board, over the channels that a browser uses. */
export class SimulatedPerson {
  readonly doc = new Y.Doc()
  /** What this person put down, by card id: the field and the value that must be on the server at the end. */
  readonly wrote = new Map<string, Map<string, unknown>>()
  /** Milliseconds from an edit to the server's word that it is on disk. */
  readonly delays: number[] = []
  view: SessionView | null = null
  edits = 0
  readonly #headers: { cookie: string; origin: string }
  readonly #url: string
  readonly #random: () => number
  readonly #control: Socket<ServerToClient, ClientToServer>
  #provider: WebsocketProvider | null = null
  #counter = 0
  readonly #name: string

  private constructor(url: string, session: string, cookie: string, name: string, seed: number) {
    this.#url = url
    this.#name = name
    this.#random = chance(seed)
    this.#headers = { cookie, origin: new URL(url).origin }
    this.#control = io(new URL(url).origin, {
      path: controlPath('seat'),
      query: { session },
      transports: ['websocket'],
      extraHeaders: this.#headers,
      forceNew: true,
    })
    this.#control.on('view', (view) => (this.view = view))
  }

  static async join(url: string, code: string, group: string, name: string, seed: number): Promise<SimulatedPerson> {
    const { body, cookie } = await post(url, '/rt/seat/join', { code, group, name, people: 1, rapporteur: false })
    const { session } = (body as { person: { session: string } }).person
    const person = new SimulatedPerson(url, session, cookie, name, seed)
    await until(() => person.view !== null, `${name} did not get a view of the session`)
    return person
  }

  get control(): Socket<ServerToClient, ClientToServer> {
    return this.#control
  }

  /** The exercise as the server froze it for this session. */
  async exercise(id: string): Promise<Exercise> {
    const response = await fetch(new URL(`/rt/seat/exercises/${this.view?.id ?? ''}/${id}`, this.#url), { headers: this.#headers })
    return (await response.json()) as Exercise
  }

  /** Opens the own group's board of the exercise and waits until it is here. */
  async openBoard(exercise: string): Promise<void> {
    const group = this.view?.person.is === 'seat' ? this.view.person.group : ''
    const board = this.view?.agenda.find((item) => item.exercise === exercise)?.boards[group] ?? ''
    const headers = this.#headers
    class OwnSocket extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols, { headers })
      }
    }
    const address = new URL(syncPath('seat'), this.#url).href.replace(/^http/, 'ws')
    const provider = new WebsocketProvider(address, board, this.doc, { WebSocketPolyfill: OwnSocket as never, disableBc: true })
    provider.messageHandlers[message.saved] = (_encoder, decoder) => this.#saved(readSaved(decoder))
    provider.on('status', ({ status }) => status === 'connected' && (this.#waiting.length = 0))
    this.#provider = provider
    await until(() => provider.synced, `${this.#name} did not get the board`)
  }

  readonly #waiting: number[] = []
  #savedFrames = 0

  /** Frames are told in order, so the oldest waiting edits are the ones that are now on disk. */
  #saved(frames: number): void {
    const more = frames < this.#savedFrames ? frames : frames - this.#savedFrames
    this.#savedFrames = frames
    for (const sent of this.#waiting.splice(0, more)) this.delays.push(performance.now() - sent)
  }

  /** Puts down one card of the kind with a choice and a note, or rates one that is there. */
  work(exercise: Exercise, kind: Kind, fill: readonly string[]): void {
    const cards = [...this.doc.getMap(cardsRoot).keys()]
    const rates = fill.map((name) => kind.fields[name]).filter((field): field is Field => field?.type === 'rating')
    const card = cards[Math.floor(this.#random() * cards.length)]
    const rated = rates[Math.floor(this.#random() * rates.length)]
    if (card !== undefined && rated?.type === 'rating') {
      const value: RatingValue = this.#random() < 0.1 ? 'unknown' : 1 + Math.floor(this.#random() * rated.of)
      this.#note(() => changeCard(this.doc, card, rated, value, this))
    } else this.add(exercise, kind, `${this.#name} ${this.#counter}`)
  }

  /** Adds a card that carries the words; returns its id. */
  add(exercise: Exercise, kind: Kind, words: string): string {
    const title = kind.fields[kind.titleField]
    const text = Object.values(kind.fields).find((field) => field.type === 'text')
    const terms = title?.type === 'choice' ? (exercise.vocabularies[title.from]?.terms ?? []) : []
    const term = terms[Math.floor(this.#random() * terms.length)]
    const id = `p${this.#name.replace(/\W/g, '')}-${this.#counter++}`.slice(0, 40)
    const values = { ...(term ? { [kind.titleField]: { code: term.code } } : {}), ...(text ? { [text.id]: words } : {}) }
    this.#note(() => addCard(this.doc, id, kind, values, this))
    this.wrote.set(id, new Map(text ? [[text.id, words]] : []))
    return id
  }

  #note(edit: () => void): void {
    this.edits++
    if (this.#provider?.wsconnected === true) this.#waiting.push(performance.now())
    edit()
  }

  /** Cuts the board's socket as a dead access point does; `online` comes back. */
  offline(): void {
    const socket = this.#provider?.ws as unknown as WebSocket | undefined
    this.#provider?.disconnect()
    socket?.terminate()
  }

  online(): void {
    this.#provider?.connect()
  }

  command(command: Command): Promise<Answer> {
    const id = `c${Math.floor(this.#random() * 1e9).toString(36)}${Date.now().toString(36)}`
    return this.#control.timeout(5000).emitWithAck('command', { id, turn: null, command })
  }

  leave(): void {
    this.#provider?.destroy()
    this.#control.disconnect()
    this.doc.destroy()
  }
}

/** Waits until the condition holds; throws the sentence after 10 s. */
export async function until(holds: () => boolean, sentence: string, withinMs = 10_000): Promise<void> {
  const end = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(sentence)
    await pause(20)
  }
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** The value below which the share of the numbers lies; 0 when there are none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
