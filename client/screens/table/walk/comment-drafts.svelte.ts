import { SvelteSet } from 'svelte/reactivity'
import { newId } from '../../../connection/new-id.ts'
import { drafts, type Drafts } from '../../../board/drafts.svelte.ts'

/**
 * Comments that are not said yet, one for each table: words about one board never stand beside another. They stand among all words of
 * this laptop that are not put down, so that they are there again when somebody comes back to the walk, and go along when the page moves. Keep it as long as the page is there.
 */
export class CommentDrafts {
  readonly #all: Drafts
  readonly #walk: string
  /** Where the ids stand of comments that were said and not answered. */
  readonly #said: string
  readonly #underway = new SvelteSet<string>()

  constructor(exercise: string, all = drafts) {
    this.#all = all
    this.#walk = `walk ${exercise}`
    this.#said = `said ${exercise}`
  }

  of(group: string): string {
    return this.#all.of(this.#walk, group)
  }

  write(group: string, text: string): void {
    // The one that was written in last stands last.
    this.#all.keep(this.#walk, group, '')
    this.#all.keep(this.#walk, group, text)
    this.#all.keep(this.#said, group, '')
  }

  /** The table that somebody is writing about; null where nothing is half-written. */
  get latest(): string | null {
    const own = this.#all.all.flatMap(([place, text]) => (place.startsWith(`${this.#walk} `) ? [{ place, text }] : []))
    return own.findLast(({ text }) => text.trim() !== '')?.place.slice(this.#walk.length + 1) ?? null
  }

  /** The walk is over, and nobody writes on. */
  forget(): void {
    for (let group = this.latest; group !== null; group = this.latest) this.write(group, '')
  }

  isUnderway(group: string): boolean {
    return this.#underway.has(group)
  }

  /**
   * Says it once, however often it is asked; said again about the same card (null for the board) it is the same comment by its id, also
   * where the page has moved. What was not taken stays, and so does what was written meanwhile.
   */
  async say(group: string, card: string | null, give: (text: string, id: string) => Promise<boolean>): Promise<void> {
    const said = this.of(group).trim()
    if (said === '' || this.isUnderway(group)) return
    this.#underway.add(group)
    const taken = await give(said, this.#idOf(group, card))
    this.#underway.delete(group)
    if (taken && this.of(group).trim() === said) this.write(group, '')
  }

  #idOf(group: string, card: string | null): string {
    const [kept = '', about] = this.#all.of(this.#said, group).split(' ')
    const id = kept !== '' && about === (card ?? '') ? kept : newId()
    this.#all.keep(this.#said, group, `${id} ${card ?? ''}`)
    return id
  }
}
