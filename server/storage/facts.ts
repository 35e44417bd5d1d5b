import { hash } from 'node:crypto'
import type { Database } from './database.ts'

export type Name = 'session' | 'exercises' | 'template'

export interface Fact {
  readonly value: unknown
  /** True when the latest is damaged, and this is the one before it. */
  readonly isEarlier: boolean
}

/**
 * What a file says of the session as a whole. Each value has a hash, and the value before it stays beside it: where a disk
 * has changed a bit, the session opens as it was one command earlier. Values of earlier versions have no hash.
 */
export class Facts {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Null where there is none; throws where neither the value nor the one before it is whole. */
  read(name: Name): Fact | null {
    const [latest, before] = [this.#row(name), this.#row(earlier(name))]
    if (!latest && !before) return null
    const row = [latest, before].find((one) => one !== undefined && isWholeText(name, one))
    if (!row) throw new Error(`What the file says of ${name} is damaged`)
    return { value: JSON.parse(String(row['value'])), isEarlier: row !== latest }
  }

  /** The bytes of a damaged value, for whoever looks into them later. */
  bytesOf(name: Name): Uint8Array {
    const row = this.#row(name)
    return Buffer.from(row ? String(row['value']) : '')
  }

  write(name: Name, value: unknown): void {
    const text = JSON.stringify(value)
    const latest = this.#row(name)
    // A damaged value must not take the place of the last whole one.
    if (!latest) this.#put(earlier(name), text, hashOfText(name, text))
    else if (isWholeText(name, latest)) this.#put(earlier(name), String(latest['value']), hashOfText(name, String(latest['value'])))
    this.#put(name, text, hashOfText(name, text))
  }

  /** A write that changes nothing. */
  writeAgain(): void {
    this.#database.prepare('UPDATE facts SET value = value').run()
  }

  #row(name: string): Record<string, unknown> | undefined {
    return this.#database.prepare('SELECT value, hash FROM facts WHERE name = ?').get(name)
  }

  #put(name: string, text: string, sum: Uint8Array): void {
    this.#database.prepare('INSERT OR REPLACE INTO facts (name, value, hash) VALUES (?, ?, ?)').run(name, text, sum)
  }
}

const earlier = (name: Name) => `${name}-before`

/** The name counts too: a value that stands under another name is not what was written. */
export function hashOfText(...parts: readonly (string | number)[]): Buffer {
  return hash('sha256', JSON.stringify(parts), 'buffer')
}

function isWholeText(name: Name, row: Record<string, unknown>): boolean {
  const [text, sum] = [String(row['value']), row['hash']]
  if (sum instanceof Uint8Array) return hashOfText(name, text).equals(sum)
  return isJson(text)
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
