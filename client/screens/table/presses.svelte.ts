import { SvelteMap, SvelteSet } from 'svelte/reactivity'

/** What was pressed on this laptop and is not answered yet, each button for itself: none waits for another. */
export class Presses {
  readonly #wanted = new SvelteMap<string, boolean>()
  readonly #underway = new SvelteSet<string>()

  /** As people want that switch, at once; once that is answered, as the server has `told` it. */
  shows(name: string, told: boolean): boolean {
    return this.#wanted.get(name) ?? told
  }

  /** Sends how people want a switch. What they press meanwhile follows, the last of it alone; after a refusal nothing does. */
  async turn(name: string, on: boolean, send: (on: boolean) => Promise<boolean>): Promise<void> {
    this.#wanted.set(name, on)
    await this.once(name, async () => {
      let wanted: boolean | undefined
      while (wanted !== this.#wanted.get(name)) {
        wanted = this.shows(name, on)
        if (!(await send(wanted))) break
      }
      this.#wanted.delete(name)
    })
  }

  isUnderway(name: string): boolean {
    return this.#underway.has(name)
  }

  /** Sends what is not sent twice while it is not answered. */
  async once(name: string, send: () => Promise<unknown>): Promise<void> {
    if (this.isUnderway(name)) return
    this.#underway.add(name)
    await send()
    this.#underway.delete(name)
  }
}
