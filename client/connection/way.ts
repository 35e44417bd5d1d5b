import { controlPath, type Hat } from '../../shared/protocol/control.ts'
import { isRefusal } from '../../shared/refusals.ts'
import { ask } from './api.ts'

const healthMs = 3000
const speakMs = 2500

/** What a way asks of the network. */
export interface Probes {
  /** True when the server answers a plain request. */
  reaches(): Promise<boolean>
  /** True when a WebSocket opens and the server's first word comes through it. */
  speaks(): Promise<boolean>
}

/**
 * How this page reaches the server: by WebSockets, or by requests over HTTP where something on the way blocks or swallows
 * WebSockets. One for all connections of a page.
 */
export class Way {
  readonly #probes: Probes
  readonly #watchers = new Set<() => void>()
  #polls = false
  #isAsking = false

  constructor(probes: Probes) {
    this.#probes = probes
  }

  /** True while WebSockets are known to be blocked. */
  get polls(): boolean {
    return this.#polls
  }

  /** A WebSocket did not come up: asks once whether it is the network as a whole or WebSockets alone. */
  async failed(): Promise<void> {
    if (this.#polls || this.#isAsking) return
    this.#isAsking = true
    const { reaches, speaks } = this.#probes
    // Asked again at the end: a server that went away or has just come back says nothing about WebSockets.
    const isBlocked = (await reaches()) && !(await speaks()) && (await reaches())
    this.#isAsking = false
    if (isBlocked) this.#turn(true)
  }

  /** A WebSocket carries what it should. */
  worked(): void {
    if (this.#polls) this.#turn(false)
  }

  /** Calls whenever the way has changed; returns how to stop. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  #turn(polls: boolean): void {
    this.#polls = polls
    for (const watcher of [...this.#watchers]) watcher()
  }
}

async function reaches(): Promise<boolean> {
  return !isRefusal(await ask('GET', '/rt/health', undefined, { withinMs: healthMs }))
}

/** The control channel greets before anybody has signed in. */
export function speaks(hat: Hat = 'seat'): Promise<boolean> {
  return new Promise((resolve) => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const socket = new WebSocket(`${scheme}://${location.host}${controlPath(hat)}/?EIO=4&transport=websocket`)
    const end = (does: boolean) => {
      clearTimeout(patience)
      socket.onmessage = socket.onclose = null
      socket.close()
      resolve(does)
    }
    const patience = setTimeout(() => end(false), speakMs)
    socket.onmessage = () => end(true)
    socket.onclose = () => end(false)
  })
}

export const way = new Way({ reaches, speaks: () => speaks() })
