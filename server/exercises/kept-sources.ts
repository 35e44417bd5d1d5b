import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { deserialize, serialize } from 'node:v8'

const hashOf = (what: string | Uint8Array) => createHash('sha256').update(what).digest('base64')

/** What texts said when they were parsed at an earlier start, by their hash: parsing them is a good part of a start. */
export class KeptSources {
  readonly #path: string
  readonly #parser: string
  readonly #before: ReadonlyMap<string, unknown>
  readonly #used = new Map<string, unknown>()

  /** `parser` names it and its version: another one may read a text otherwise. */
  constructor(path: string, parser: string) {
    this.#path = path
    this.#parser = parser
    this.#before = this.#read()
  }

  /** The value of exactly this text; null when it is not kept. */
  find(text: string): { readonly value: unknown } | null {
    const hash = hashOf(text)
    if (!this.#before.has(hash)) return null
    const value = this.#before.get(hash)
    this.#used.set(hash, value)
    return { value }
  }

  add(text: string, value: unknown): void {
    this.#used.set(hashOf(text), value)
  }

  /** Writes down what was found or added, when that is not what the file says already. It is no loss when it cannot. */
  save(): void {
    const isSame = this.#used.size === this.#before.size && [...this.#used.keys()].every((hash) => this.#before.has(hash))
    if (isSame) return
    const aside = `${this.#path}.${process.pid}`
    try {
      const content = serialize({ parser: this.#parser, values: this.#used })
      mkdirSync(dirname(this.#path), { recursive: true })
      writeFileSync(aside, Buffer.concat([Buffer.from(hashOf(content)), content]))
      renameSync(aside, this.#path)
    } catch {
      rmSync(aside, { force: true })
    }
  }

  /** Nothing of a file that is missing, damaged or of another parser. */
  #read(): ReadonlyMap<string, unknown> {
    try {
      const file = readFileSync(this.#path)
      const content = file.subarray(44)
      if (file.subarray(0, 44).toString() !== hashOf(content)) return new Map()
      const { parser, values } = deserialize(content) as { parser: string; values: Map<string, unknown> }
      return parser === this.#parser ? values : new Map()
    } catch {
      return new Map()
    }
  }
}
