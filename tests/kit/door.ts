import { ownHeader } from '../../shared/protocol/control.ts'

/** A browser as the server sees it: the address it opened, its cookies, our header, the Origin of our own page. */
export class Door {
  readonly origin: string
  readonly #cookies = new Map<string, string>()

  constructor(url: string) {
    this.origin = new URL(url).origin
  }

  /** What every request and both upgrades carry. */
  get headers(): { cookie: string; origin: string } {
    return { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '), origin: this.origin }
  }

  /** Throws a plain sentence when the server refuses or is not there. */
  get<Result>(path: string): Promise<Result> {
    return this.#ask<Result>(path, { headers: this.headers })
  }

  /** The bytes of a file. Throws a plain sentence when the server refuses it. */
  async file(path: string): Promise<Uint8Array> {
    const response = await fetch(this.origin + path, { headers: this.headers })
    if (!response.ok) throw new Error(`The server refused ${path}: ${response.status}.`)
    return new Uint8Array(await response.arrayBuffer())
  }

  /** Throws a plain sentence when the server refuses or is not there. */
  post<Result>(path: string, body: unknown): Promise<Result> {
    const headers = { ...this.headers, [ownHeader]: '1', 'content-type': 'application/json' }
    return this.#ask<Result>(path, { method: 'POST', headers, body: JSON.stringify(body) })
  }

  async #ask<Result>(path: string, how: RequestInit): Promise<Result> {
    const response = await fetch(this.origin + path, how).catch((error: unknown) => {
      throw new Error(`No Roundtable answers at ${this.origin}.`, { cause: error })
    })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      this.#cookies.set(name, value)
    }
    const answer = (await response.json()) as { refused?: string }
    if (!response.ok) throw new Error(`The server refused ${path}: ${answer.refused ?? response.status}.`)
    return answer as Result
  }
}
