import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { log } from '../log.ts'
import { Turns } from '../turns.ts'
import type { Loaded } from './load.ts'
import { loadAside, type Limits } from './aside.ts'

/** One exercise as it was uploaded; `at` in ms since 1970. */
export interface UploadedFolder {
  readonly id: string
  readonly at: number
  readonly folder: string
}

const unfinished = 'incoming-'

/**
 * The exercises that people uploaded: `<time>/<id>/…` in a folder of the data directory. A folder comes into its place by
 * one rename when it has been checked, so that a crash leaves the old one or the new one and never half of one.
 */
export class Uploads {
  readonly #dir: string
  readonly #libraries: readonly string[]
  readonly #now: () => number
  readonly #limits: Limits | undefined
  /** A folder never changes once it is in place, so that it is read once. */
  readonly #loaded = new Map<string, Promise<Loaded>>()
  /** Two uploads of one id must not meet. */
  readonly #turns = new Turns()

  constructor(dir: string, libraries: readonly string[], now: () => number, limits?: Limits) {
    this.#dir = dir
    this.#libraries = libraries
    this.#now = now
    this.#limits = limits
    this.#turns
      .take(() => this.#sweep())
      .catch((error: unknown) => log('warn', 'What an earlier upload left unfinished could not be taken away', { error }))
  }

  /** The newest folder of each id, by id. */
  async folders(): Promise<readonly UploadedFolder[]> {
    await this.#turns.idle()
    const newest = new Map((await this.#all()).map((one) => [one.id, one]))
    return [...newest.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
  }

  /** What is in an uploaded folder; a later version of Roundtable may find mistakes that the one of its upload did not. */
  load({ folder, at }: UploadedFolder): Promise<Loaded> {
    const root = join(this.#dir, String(at))
    const known = this.#loaded.get(folder)
    if (known) return known
    const loading = loadAside({ do: 'load', folder, root, libraries: this.#libraries }, this.#limits)
    this.#loaded.set(folder, loading)
    // What went wrong may have been the hour: a machine with much to do reads slowly.
    void loading.then((loaded) => 'problems' in loaded && this.#loaded.delete(folder))
    return loading
  }

  /** Checks the exercise of a zip file and puts it in the place of an older one. With problems nothing is changed. */
  take(zip: Uint8Array, named: string): Promise<Loaded> {
    return this.#turns.take(async () => {
      await mkdir(this.#dir, { recursive: true })
      const into = await mkdtemp(join(this.#dir, unfinished))
      const loaded = await loadAside({ do: 'unpack', zip, named, into, libraries: this.#libraries }, this.#limits)
      if ('problems' in loaded) await rm(into, { recursive: true, force: true })
      else await this.#putInPlace(into, loaded)
      return loaded
    })
  }

  /** False when there is none of that id. */
  remove(id: string): Promise<boolean> {
    return this.#turns.take(async () => {
      const all = (await this.#all()).filter((one) => one.id === id)
      // The oldest first: if the disk fails in between, no older one comes to light.
      for (const one of all) await rm(join(this.#dir, String(one.at)), { recursive: true })
      return all.length > 0
    })
  }

  async #putInPlace(into: string, loaded: Loaded & { readonly exercise: { readonly id: string } }): Promise<void> {
    const all = await this.#all()
    const at = Math.max(this.#now(), (all.at(-1)?.at ?? 0) + 1)
    await rename(into, join(this.#dir, String(at)))
    this.#loaded.set(join(this.#dir, String(at), loaded.exercise.id), Promise.resolve(loaded))
    for (const one of all) if (one.id === loaded.exercise.id) await rm(join(this.#dir, String(one.at)), { recursive: true, force: true })
  }

  /** Every folder that is in place, the oldest first. */
  async #all(): Promise<UploadedFolder[]> {
    const names = await readdir(this.#dir).catch(() => [])
    const times = names.filter((name) => /^\d+$/.test(name)).map(Number)
    const found = times
      .sort((one, other) => one - other)
      .map(async (at) => {
        const [id] = await readdir(join(this.#dir, String(at)))
        return id === undefined ? [] : [{ id, at, folder: join(this.#dir, String(at), id) }]
      })
    return (await Promise.all(found)).flat()
  }

  /** What a crash left unfinished. */
  async #sweep(): Promise<void> {
    const names = await readdir(this.#dir).catch(() => [])
    for (const name of names) if (name.startsWith(unfinished)) await rm(join(this.#dir, name), { recursive: true, force: true })
  }
}
