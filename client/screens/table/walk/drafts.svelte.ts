import { SvelteMap, SvelteSet } from 'svelte/reactivity'

/** Comments that are not said yet, one for each table: words about one board never stand beside another. */
export class Drafts {
  /** The one that was written in last stands last. */
  readonly #texts = new SvelteMap<string, string>()
  readonly #underway = new SvelteSet<string>()

  of(group: string): string {
    return this.#texts.get(group) ?? ''
  }

  write(group: string, text: string): void {
    this.#texts.delete(group)
    if (text !== '') this.#texts.set(group, text)
  }

  /** The table that somebody is writing about; null where nothing is half-written. */
  get latest(): string | null {
    return [...this.#texts].findLast(([, text]) => text.trim() !== '')?.[0] ?? null
  }

  isUnderway(group: string): boolean {
    return this.#underway.has(group)
  }

  /** Says it once, however often it is asked. What was not taken stays, and so does what was written meanwhile. */
  async say(group: string, give: (text: string) => Promise<boolean>): Promise<void> {
    const said = this.of(group).trim()
    if (said === '' || this.isUnderway(group)) return
    this.#underway.add(group)
    const taken = await give(said)
    this.#underway.delete(group)
    if (taken && this.of(group).trim() === said) this.write(group, '')
  }
}
