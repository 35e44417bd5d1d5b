import type { BrowserContext } from 'playwright-core'
import { io, type Socket } from 'socket.io-client'
import { controlPath, cookieName, type Answer, type Hat } from '../../../shared/protocol/control.ts'
import type { SessionView } from '../../../shared/session/view.ts'

/** A laptop as the server sees it: cookies, our own header, the Origin of our own page. */
export class Laptop {
  readonly base: string
  #cookies = new Map<string, string>()

  constructor(port: number, base = `http://127.0.0.1:${port}`) {
    this.base = base
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** The same browser, after the server moved to another port. */
  at(port: number): Laptop {
    const same = new Laptop(port)
    same.#cookies = this.#cookies
    return same
  }

  /** A browser's cookie of one hat, for what its pages have no words for. */
  static async of(context: BrowserContext, hat: Hat, port: number, base?: string): Promise<Laptop> {
    const one = new Laptop(port, base)
    const cookie = (await context.cookies()).find(({ name }) => name === cookieName(hat))
    if (cookie) one.#cookies.set(cookie.name, cookie.value)
    return one
  }

  /** Another browser with this one's cookie of one hat alone. */
  wearing(hat: Hat): Laptop {
    const same = new Laptop(0, this.base)
    const value = this.#cookies.get(cookieName(hat))
    if (value !== undefined) same.#cookies.set(cookieName(hat), value)
    return same
  }

  get(path: string): Promise<Response> {
    return fetch(this.base + path, { headers: { cookie: this.cookie } })
  }

  async post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
    const headers = { cookie: this.cookie, origin: this.base, 'x-roundtable': '1', 'content-type': 'application/json' }
    const response = await fetch(this.base + path, { method: 'POST', headers, body: JSON.stringify(body) })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      this.#cookies.set(name, value)
    }
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }

  /** A control socket; resolves with the first view. `prepare` may listen for what comes together with it. */
  async connect(hat: Hat, session: string, prepare: (socket: Socket) => void = () => undefined): Promise<ControlLink> {
    const extraHeaders = { cookie: this.cookie, origin: this.base }
    const socket = io(this.base, {
      path: controlPath(hat),
      query: { session },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders,
    })
    prepare(socket)
    const view = await new Promise<SessionView>((resolve, reject) => {
      socket.once('view', resolve)
      socket.once('connect_error', reject)
      // A seat that is no longer in the session is hung up on.
      socket.once('disconnect', (reason) => reject(new Error(`closed before the view: ${reason}`)))
    })
    return { socket, view, send: (envelope) => socket.emitWithAck('command', envelope) as Promise<Answer> }
  }
}

export interface ControlLink {
  readonly socket: Socket
  readonly view: SessionView
  send(envelope: unknown): Promise<Answer>
}
