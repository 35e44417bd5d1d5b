import { SvelteSet } from 'svelte/reactivity'
import { archiveType, largestArchive } from '../../../../shared/archive/archive.ts'
import { isRefusal, refuse, type Refusal } from '../../../../shared/refusals.ts'
import type { RegionalLook } from '../../../../shared/regional/look.ts'
import { ask } from '../../../connection/api.ts'

/** What became of a file that was chosen. */
export interface Opened {
  readonly name: string
  readonly as: 'opened' | 'was-here' | 'chosen-already' | Refusal
  readonly title: string
}

/** Which sessions are to be brought together, and what would come in. */
export class Regional {
  readonly chosen = new SvelteSet<string>()
  /** Exercises that stay out though they would fit. */
  readonly left = new SvelteSet<string>()
  #look = $state.raw<RegionalLook | null>(null)
  #refused = $state.raw<Refusal | null>(null)
  #opening = $state<string | null>(null)
  #opened = $state.raw<readonly Opened[]>([])
  #asked = 0

  /** Null until two sessions are chosen and the server has answered. */
  get look(): RegionalLook | null {
    return this.#look
  }

  /** Why the server did not do the last thing that it was asked for. */
  get refused(): Refusal | null {
    return this.#refused ?? this.#look?.refusal ?? null
  }

  /** The name of the file that is being opened. */
  get opening(): string | null {
    return this.#opening
  }

  get opened(): readonly Opened[] {
    return this.#opened
  }

  /** Those that come in, in the order of the agendas. */
  get exercises(): readonly string[] {
    return (this.#look?.exercises ?? []).filter(({ exercise, fit }) => fit.is === 'fits' && !this.left.has(exercise)).map(({ exercise }) => exercise) // prettier-ignore
  }

  get isReady(): boolean {
    return this.#look !== null && this.refused === null && this.exercises.length > 0 && this.#opening === null
  }

  async choose(session: string, isChosen: boolean): Promise<void> {
    if (isChosen) this.chosen.add(session)
    else this.chosen.delete(session)
    await this.#lookAgain()
  }

  /** Opens the files one after the other, and chooses what they hold. Resolves when all are told of. */
  async open(files: readonly File[]): Promise<void> {
    this.#opened = []
    for (const file of files) {
      this.#opening = file.name
      this.#opened = [...this.#opened, await this.#openOne(file)]
    }
    this.#opening = null
    await this.#lookAgain()
  }

  /** The id of the new session; null when it was refused. */
  async make(title: string, place: string): Promise<string | null> {
    const made = await ask<{ session: string }>('POST', '/rt/facilitator/regional', {
      sessions: [...this.chosen],
      exercises: this.exercises,
      title,
      place,
    })
    this.#refused = isRefusal(made) ? made : null
    return isRefusal(made) ? null : made.session
  }

  async #openOne(file: File): Promise<Opened> {
    // The server says the same, but only when all of it has gone over the Wi-Fi.
    const answer =
      file.size > largestArchive
        ? refuse('archive-too-large', { most: largestArchive / 1_000_000 })
        : await ask<{ session: string; title: string }>('POST', '/rt/facilitator/archives', new Blob([file], { type: archiveType }))
    const { name } = file
    if (!isRefusal(answer)) {
      this.chosen.add(answer.session)
      return { name, as: 'opened', title: answer.title }
    }
    const { session, title } = answer.details
    if (answer.refused !== 'session-is-here' || typeof session !== 'string') return { name, as: answer, title: '' }
    const isChosen = this.chosen.has(session)
    this.chosen.add(session)
    return { name, as: isChosen ? 'chosen-already' : 'was-here', title: String(title) }
  }

  async #lookAgain(): Promise<void> {
    const asked = ++this.#asked
    this.#refused = null
    if (this.chosen.size < 2) {
      this.#look = null
      return
    }
    const look = await ask<RegionalLook>('POST', '/rt/facilitator/regional/look', { sessions: [...this.chosen] })
    if (asked !== this.#asked) return
    this.#look = isRefusal(look) ? null : look
    this.#refused = isRefusal(look) ? look : null
  }
}
