import { createHash } from 'node:crypto'
import { hereWords, keyWords } from '../shared/protocol/here.ts'
import type { Hat } from '../shared/protocol/control.ts'
import type { Person } from '../shared/session/session.ts'
import type { Storage, Token, World } from './ports.ts'
import { longestMs } from './tokens.ts'

/** The answer to a page that moves may be lost in the very network that it leaves, and the page be loaded anew: so long it may ask again. */
const askAgainMs = 3_600_000
const mostOpen = 10_000
/** More tabs than a browser has open at a table; each load of a page is one. */
const mostOfCookie = 20

interface Open {
  readonly cookie: string
  readonly given: MoveKey
  readonly token: Token
  readonly kept: Promise<void>
}

/** What a page is given: what makes it known, and what its people's words are sealed with on the way. */
export interface MoveKey {
  readonly key: string
  readonly seal: string
}

/**
 * Keys by which a page that has lost this server at one address is known again at another, where its cookie does not follow. A
 * key is 256 random bits for one person and one hat, good once. The disk has its SHA-256 alone, mixed so that no key opens
 * anything as a cookie and no cookie as a key. What was handed out and not used is known in memory, so that a room that comes back all
 * at once costs the disk nothing.
 *
 * With each goes a seal: what a page carries along stands in its address, and browsers remember addresses. It is read with the seal
 * alone, which whoever comes with the key gets again; wiped with the session, it leaves nothing to be read anywhere.
 */
export class MoveKeys {
  readonly #storage: Storage
  readonly #world: World
  readonly #open = new Map<string, Open>()
  readonly #taking = new Map<string, Promise<unknown>>()

  constructor(storage: Storage, world: World) {
    this.#storage = storage
    this.#world = world
  }

  /**
   * The key of that tab of the browser with that cookie; good once it is on disk. A browser that asks for ever more tabs gets the keys
   * of its oldest ones again: the disk does not grow with it.
   */
  async keyFor(hat: Hat, person: Person, cookie: string, tab: string): Promise<MoveKey> {
    const holder = hashOf(`${cookie} ${tab}`)
    const now = this.#world.now()
    const known = this.#open.get(holder)
    // One that is nearly over would not outlast the next hours at work.
    const isFresh = ({ token }: Open) => token.expires - now > longestMs / 2
    if (known && isFresh(known)) return this.#onDisk(holder, known)
    const others = [...this.#open].filter(([, open]) => open.cookie === hashOf(cookie))
    const [oldest] = others
    if (!known && oldest && others.length >= mostOfCookie && isFresh(oldest[1])) {
      this.#open.delete(oldest[0])
      this.#open.set(holder, oldest[1])
      return this.#onDisk(holder, oldest[1])
    }
    const chance = () => Buffer.from(this.#world.bytes(32)).toString('base64url')
    const given = { key: chance(), seal: chance() }
    const times = { created: now, expires: now + longestMs }
    const token: Token = { hash: hashOf(given.key), hat, person, ...times, revoked: false, seal: given.seal }
    const open = { cookie: hashOf(cookie), given, token, kept: this.#storage.saveToken(token) }
    if (this.#open.size >= mostOpen) this.#open.clear()
    // Before it is kept: of many questions at the same moment each counts.
    this.#open.set(holder, open)
    return this.#onDisk(holder, open)
  }

  async #onDisk(holder: string, open: Open): Promise<MoveKey> {
    try {
      await open.kept
    } catch (error) {
      if (this.#open.get(holder) === open) this.#open.delete(holder)
      throw error
    }
    return open.given
  }

  /**
   * The answer to a page that asks whether this is its server, by the id of its key: only who has the seal of that key can give it. Null
   * where the key is not known or over.
   */
  async proofFor(id: string, nonce: string): Promise<string | null> {
    const token = await this.#storage.findToken(id)
    if (token?.seal === undefined || token.expires <= this.#world.now()) return null
    return sha256(hereWords(token.seal, nonce))
  }

  /** Whose key that is, as `take` would say; it is not used up. */
  async whose(key: string, hat: Hat, attempt: string): Promise<Person | null> {
    return (await this.#find(hashOf(key), hat, attempt))?.person ?? null
  }

  /** Who comes with that key; null when it is wrong, of another hat, over or used. The same try, by its id, is answered again for an hour. */
  async take(key: string, hat: Hat, attempt: string): Promise<{ readonly person: Person; readonly seal: string } | null> {
    const hash = hashOf(key)
    // One after the other: two pages with one key at the same moment are one that comes in and one that does not.
    const taken = (this.#taking.get(hash) ?? Promise.resolve()).then(() => this.#take(hash, hat, attempt))
    const settled = taken.catch(() => undefined)
    this.#taking.set(hash, settled)
    void settled.then(() => this.#taking.get(hash) === settled && this.#taking.delete(hash))
    return taken
  }

  async #take(hash: string, hat: Hat, attempt: string) {
    const token = await this.#find(hash, hat, attempt)
    if (token === null) return null
    const { person, seal, usedBy, expires } = token
    if (usedBy === undefined) {
      await this.#storage.saveToken({ ...token, usedBy: attempt, expires: Math.min(expires, this.#world.now() + askAgainMs) })
      for (const [holder, open] of this.#open) if (open.token.hash === hash) this.#open.delete(holder)
    }
    return { person, seal }
  }

  /** The key where it is good for that try, as it is on disk. */
  async #find(hash: string, hat: Hat, attempt: string): Promise<(Token & { readonly seal: string }) | null> {
    const token = await this.#storage.findToken(hash)
    if (token?.seal === undefined || token.hat !== hat || token.expires <= this.#world.now()) return null
    return token.usedBy === undefined || token.usedBy === attempt ? { ...token, seal: token.seal } : null
  }

  /** Nobody holds a key into the session any more; the disk forgets them with the session. */
  forget(session: string): void {
    for (const [holder, { token }] of this.#open)
      if ('session' in token.person && token.person.session === session) this.#open.delete(holder)
  }
}

const hashOf = (secret: string) => sha256(keyWords(secret))
const sha256 = (words: string) => createHash('sha256').update(words).digest('hex')
