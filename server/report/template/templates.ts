import { fileURLToPath } from 'node:url'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusals.ts'
import { runAside, type Limits } from '../../aside.ts'
import type { Storage } from '../../ports.ts'
import type { Template } from '../../../shared/report/template.ts'

const child = fileURLToPath(new URL('./reading-child.ts', import.meta.url))
/** A template of the largest size takes a fifth of this time and memory. */
const usualLimits: Limits = { milliseconds: 15_000, heapMegabytes: 512 }

/** The Word file that each session's report shall look like, kept with the session: what wipes the one wipes the other. */
export class Templates {
  readonly #storage: Pick<Storage, 'template' | 'saveTemplate'>
  readonly #limits: Limits

  constructor(storage: Pick<Storage, 'template' | 'saveTemplate'>, limits: Limits = usualLimits) {
    this.#storage = storage
    this.#limits = limits
  }

  /** Reads a file aside from the room; it is the session's template as soon as it is on disk. */
  async take(session: string, bytes: Uint8Array, name: string): Promise<Template | Refusal> {
    const read = await runAside<Template | Refusal>(child, { bytes, name }, this.#limits)
    if (typeof read === 'string') return refuse('template-damaged')
    if (!isRefusal(read)) await this.#storage.saveTemplate(session, read)
    return read
  }

  async of(session: string): Promise<Template | null> {
    return (await this.#storage.template(session)) as Template | null
  }

  /** From now on the report looks as ours. */
  remove(session: string): Promise<void> {
    return this.#storage.saveTemplate(session, null)
  }
}
