import { mayEnd } from '../../shared/session/keeping.ts'
import type { Ms, Session } from '../../shared/session/session.ts'
import { log } from '../log.ts'

/** Ten minutes; what counts is how long the server runs, not what its clock says. */
const everyMs = 600_000
/** A clock that somebody puts right within the first hour after the start wipes nothing. */
const looksNeeded = 7

export interface RetentionNeeds {
  sessions(): readonly Session[]
  now(): Ms
  /** Somebody is connected, or something is on its way. */
  isInUse(session: Session): boolean
  /** As after the typed confirmation; false when it could not be done. */
  wipe(session: string): Promise<boolean>
}

/**
 * Wipes sessions whose date is over. A session goes when seven looks in a row, ten minutes apart, found it a day past its date
 * and unused: neither a clock that is a day fast nor one that is wrong for an hour ends anything early.
 */
export class Retention {
  readonly #needs: RetentionNeeds
  /** How often in a row each was found due, for the date that it has. */
  #found = new Map<string, { readonly until: Ms | undefined; readonly times: number }>()
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> = Promise.resolve()

  constructor(needs: RetentionNeeds) {
    this.#needs = needs
  }

  watch(every = everyMs): void {
    this.#timer = setInterval(() => void this.look(), every).unref()
  }

  /** One look at every session; resolves when what is due is wiped. */
  look(): Promise<void> {
    return (this.#looking = this.#looking.then(() => this.#look()))
  }

  async #look(): Promise<void> {
    const { sessions, now, isInUse, wipe } = this.#needs
    const found = new Map<string, { readonly until: Ms | undefined; readonly times: number }>()
    for (const session of sessions()) {
      if (!mayEnd(session, now()) || isInUse(session)) continue
      const before = this.#found.get(session.id)
      const times = before?.until === session.keepUntil ? (before?.times ?? 0) + 1 : 1
      if (times < looksNeeded) {
        found.set(session.id, { until: session.keepUntil, times })
        continue
      }
      log('warn', 'A session was kept until its date, and is wiped now', { session: session.id })
      if (!(await wipe(session.id))) found.set(session.id, { until: session.keepUntil, times: times - 1 })
    }
    this.#found = found
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#looking
  }
}
