import { createHash } from 'node:crypto'
import type { Hat } from '../shared/protocol/control.ts'
import type { Person } from '../shared/session/session.ts'
import { log } from './log.ts'
import type { Storage, Token, World } from './ports.ts'

/** A cookie that nobody uses lasts from one afternoon to the next morning, and not for another meeting. */
export const idleMs = 20 * 3_600_000
/** A meeting of two days and the evening before. */
export const longestMs = 72 * 3_600_000
/** The disk hears of a cookie in use once an hour, not at every request. */
const renewMs = 3_600_000
const mostKept = 10_000

/** Who holds which cookie. The cookie is 256 random bits; only its SHA-256 is kept, so a stolen file opens nothing. */
export class Tokens {
  readonly #storage: Storage
  readonly #world: World
  readonly #known = new Map<string, Token>()

  constructor(storage: Storage, world: World) {
    this.#storage = storage
    this.#world = world
  }

  /** A new cookie for the person; good once it is on disk. */
  async issue(hat: Hat, person: Person): Promise<string> {
    const secret = Buffer.from(this.#world.bytes(32)).toString('base64url')
    const created = this.#world.now()
    const token: Token = { hash: hashOf(secret), hat, person, created, expires: created + idleMs, revoked: false }
    await this.#storage.saveToken(token)
    this.#keep(token)
    return secret
  }

  /** The person behind a cookie; nobody when it is unknown, of another hat, over or revoked. */
  async personBehind(secret: string | undefined, hat: Hat): Promise<Person> {
    const token = await this.#find(secret, hat)
    return token ? token.person : { is: 'nobody' }
  }

  /** From now on nobody is behind the cookie, after a new start as well. */
  async withdraw(secret: string | undefined, hat: Hat): Promise<void> {
    const token = await this.#find(secret, hat)
    if (!token) return
    const revoked = { ...token, revoked: true }
    await this.#storage.saveToken(revoked)
    this.#keep(revoked)
  }

  /** Nobody holds a cookie of the session any more; the disk forgets them with the session. */
  forget(session: string): void {
    for (const [hash, { person }] of this.#known) if ('session' in person && person.session === session) this.#known.delete(hash)
  }

  async #find(secret: string | undefined, hat: Hat): Promise<Token | null> {
    if (secret === undefined || !/^[A-Za-z0-9_-]{43}$/.test(secret)) return null
    const hash = hashOf(secret)
    const token = this.#known.get(hash) ?? (await this.#storage.findToken(hash))
    if (!token || token.seal !== undefined || token.hat !== hat || token.revoked || token.expires <= this.#world.now()) return null
    this.#keep(token)
    this.#renew(token)
    return token
  }

  /** Whoever goes on using a cookie keeps it, until the longest time is over. */
  #renew(token: Token): void {
    const expires = Math.min(this.#world.now() + idleMs, token.created + longestMs)
    if (expires - token.expires < renewMs) return
    const renewed = { ...token, expires }
    this.#keep(renewed)
    this.#storage.saveToken(renewed).catch((error: unknown) => log('warn', 'A cookie could not be renewed', { error }))
  }

  #keep(token: Token): void {
    if (this.#known.size >= mostKept) this.#known.clear()
    this.#known.set(token.hash, token)
  }
}

/** Links that make a facilitator: 128 bits, good once, for a quarter of an hour. Kept in memory only. */
export class OneTimeLinks {
  readonly #world: World
  readonly #open = new Map<string, { readonly until: number; readonly usedBy?: string }>()

  constructor(world: World) {
    this.#world = world
  }

  make(minutes: number): string {
    for (const [hash, { until }] of this.#open) if (until <= this.#world.now()) this.#open.delete(hash)
    const secret = Buffer.from(this.#world.bytes(16)).toString('base64url')
    this.#open.set(hashOf(secret), { until: this.#world.now() + minutes * 60_000 })
    return secret
  }

  /**
   * Does the work for a good link; null for one that is wrong, over or used. The link is used up when the work has
   * succeeded, and nobody else can use it meanwhile. Who used it with a key may ask again with that key as long as the link
   * would have been good: the answer, and the cookie in it, may have been lost on the way.
   */
  async use<Done>(secret: string, key: string | undefined, work: () => Promise<Done>): Promise<Done | null> {
    const hash = hashOf(secret)
    const link = this.#open.get(hash)
    if (!link || link.until <= this.#world.now() || (link.usedBy !== undefined && link.usedBy !== key)) return null
    this.#open.delete(hash)
    try {
      const done = await work()
      if (key !== undefined) this.#open.set(hash, { until: link.until, usedBy: key })
      return done
    } catch (error) {
      this.#open.set(hash, link)
      throw error
    }
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
