import { isEncrypted, isSameMachine } from './safe.ts'
import { hostname, networkInterfaces } from 'node:os'
import type { IncomingMessage } from 'node:http'

const refreshMs = 5000

/**
 * The names that our pages may be opened under. A page of another name is not ours, whatever it says: this stops
 * cross-site sockets, forged forms and DNS rebinding alike. Addresses are read anew, for laptops change networks.
 */
export class Hosts {
  readonly #extra: readonly string[]
  readonly #now: () => number
  #port = 0
  #hasTls = false
  #certified: readonly string[] = []
  #names: ReadonlySet<string> = new Set()
  #readAt = -Infinity

  constructor(extra: readonly string[], now: () => number) {
    this.#extra = extra
    this.#now = now
  }

  /** The port that is really listened on; known only after listening. */
  listensOn(port: number): void {
    this.#port = port
    this.#readAt = -Infinity
  }

  /** Names that a certificate speaks for; plain HTTP is then for this machine alone. */
  isCertifiedFor(names: readonly string[]): void {
    this.#hasTls = true
    this.#certified = names
    this.#readAt = -Infinity
  }

  /** Exact, with the port: `localhost:8080`, `[::1]:8080`, `192.168.1.5:8080`. */
  isOurs(host: string | undefined): boolean {
    return host !== undefined && this.#read().has(host)
  }

  /**
   * True when the request comes from one of our own pages. An upgrade or a change must say its Origin;
   * a plain read may leave it out, for browsers do.
   */
  isOurPage(request: IncomingMessage): boolean {
    const { host, origin } = request.headers
    if (!this.isOurs(host)) return false
    const site = request.headers['sec-fetch-site']
    // With a certificate, plain HTTP is for this machine alone; everybody else is sent to HTTPS.
    if (this.#hasTls && !isEncrypted(request) && !isSameMachine(request)) return false
    if (origin !== undefined)
      return (
        origin === `${isEncrypted(request) ? 'https' : 'http'}://${host}` &&
        (site === undefined || site === 'same-origin' || site === 'none')
      )
    const reads = request.method === 'GET' || request.method === 'HEAD'
    return reads && request.headers.upgrade === undefined
  }

  #read(): ReadonlySet<string> {
    if (this.#now() - this.#readAt < refreshMs) return this.#names
    this.#readAt = this.#now()
    const own = hostname().toLowerCase()
    const names = ['localhost', '127.0.0.1', '[::1]', own, `${own}.local`, ...ownAddresses(), ...this.#certified, ...this.#extra]
    // Browsers leave the port out of Host and Origin only when it is the usual one.
    const usual = this.#hasTls ? 443 : 80
    this.#names = new Set(names.map((name) => (this.#port === usual || /:\d+$/.test(name) ? name : `${name}:${this.#port}`)))
    return this.#names
  }
}

/** Every address of this machine that another laptop could type, IPv4 first; IPv6 in brackets. */
export function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  const outside = all.filter((one) => !one.internal && !(one.family === 'IPv6' && one.scopeid !== 0))
  return [
    ...outside.filter((one) => one.family === 'IPv4').map((one) => one.address),
    ...outside.filter((one) => one.family === 'IPv6').map((one) => `[${one.address}]`),
  ]
}
