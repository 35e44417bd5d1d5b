import { isRefusal, type Refusal } from '../../shared/refusals.ts'
import { ask } from './api.ts'
import { bytesOf, mark, parseSealed, readFragment, unseal, type Carried, type Sealed } from './carried.ts'
import { newId } from './new-id.ts'

const place = 'moved'
/** The people on the page know that it could not be brought: nothing is said or asked of it again. */
const toldPlace = 'moved-told'
const answerMs = 4000
const againMs = 1000

/** The board lets nobody in, or is no more; or some of the edits stand on others that it does not have. */
export type Stuck = 'closed' | 'gap'

/**
 * What a page has brought from an address that was lost. The browser keeps it for this tab, sealed, over a reload, until the server has
 * called all of it saved. Where the server does not know the key it is kept as well: one that does may answer at the next load.
 */
export class Arrival {
  readonly #sealed: Sealed
  readonly #attempt: string
  #carried: Carried | null = null
  #toOpen: readonly string[] = []
  /** What the server has not called saved yet. */
  readonly #left = new Set<string>()
  /** Boards for which nobody here can do more; they are kept for the next load. */
  readonly #stuck = new Set<string>()
  #settled: () => void = () => undefined
  #isUnread = false
  #hasGap = false

  private constructor(sealed: Sealed, attempt: string) {
    this.#sealed = sealed
    this.#attempt = attempt
  }

  /** What came with the address, which at once says it no longer, or was kept in this tab; null when nothing was. */
  static at(hat: Sealed['hat']): Arrival | null {
    const brought = readFragment(location.hash)
    if (location.hash.startsWith(mark)) history.replaceState(null, '', location.pathname + location.search)
    const [attempt = '', ...text] = (sessionStorage.getItem(place) ?? '').split(' ')
    const kept = parseSealed(text.join(' '))
    const arrival = brought ? new Arrival(brought, newId()) : kept && new Arrival(kept, attempt)
    if (arrival === null || arrival.#sealed.hat !== hat) return null
    if (brought) sessionStorage.removeItem(toldPlace)
    sessionStorage.setItem(place, `${arrival.#attempt} ${JSON.stringify(arrival.#sealed)}`)
    return arrival
  }

  /**
   * Gives the key for a cookie and the seal; resolves with what was brought, or null when the server does not know the page again.
   * Where this browser holds another seat here, `mayReplace` asks its people: with yes it is from now on who the key says, otherwise
   * it stays who it is and nothing is brought. `waiting` is told each time why it has to be tried again.
   */
  async signIn(mayReplace: (seats: Refusal['details']) => Promise<boolean>, waiting: (refusal: Refusal) => void): Promise<Carried | null> {
    const { hat, key } = this.#sealed
    let instead = false
    for (;;) {
      const body = { key, attempt: this.#attempt, ...(instead ? { instead } : {}) }
      const answer = await ask<{ seal: string }>('POST', `/rt/${hat}/move`, body, { withinMs: answerMs })
      if (!isRefusal(answer)) return this.#unpack(answer.seal)
      if (answer.refused === 'cannot-move' || answer.refused === 'not-understood') break
      if (answer.refused !== 'already-seated') {
        waiting(answer)
        await new Promise((resolve) => setTimeout(resolve, againMs))
      } else if (!this.#isTold && (await mayReplace(answer.details))) instead = true
      else {
        this.told()
        return null
      }
    }
    // A wall carries nobody's words.
    if (hat === 'plenary') this.#forget()
    else this.#isUnread = !this.#isTold
    return null
  }

  /** True when what was brought could not be read here, and the people on the page do not know it. */
  get isUnread(): boolean {
    return this.#isUnread
  }

  /** True when some of what was brought stands on edits that are not here, and the people on the page do not know it. */
  get hasGap(): boolean {
    return this.#hasGap
  }

  /** They know: another load of the page does not say or ask it again. */
  told(): void {
    this.#isUnread = this.#hasGap = false
    sessionStorage.setItem(toldPlace, this.#attempt)
  }

  get #isTold(): boolean {
    return sessionStorage.getItem(toldPlace) === this.#attempt
  }

  #unpack(seal: string): Carried | null {
    this.#carried = unseal(this.#sealed, seal)
    this.#toOpen = this.#carried?.boards.map(({ board }) => board) ?? []
    for (const board of this.#toOpen) this.#left.add(board)
    if ((this.#carried?.commands.length ?? 0) > 0) this.#left.add('commands')
    this.#done('')
    return this.#carried
  }

  /** Boards with something on them that nobody has put there yet. */
  get boards(): Carried['boards'] {
    return this.#carried?.boards.filter(({ board }) => this.#toOpen.includes(board)) ?? []
  }

  /**
   * What was brought of that board, for whoever opens it: once. `done` is to be called when the server has called it saved, `stuck`
   * when it never will here, and why.
   */
  take(board: string): { readonly update: Uint8Array; readonly done: () => void; readonly stuck: (why: Stuck) => void } | null {
    const found = this.boards.find((one) => one.board === board)
    if (!found) return null
    this.#toOpen = this.#toOpen.filter((one) => one !== board)
    return { update: bytesOf(found.update), done: () => this.#done(board), stuck: (why) => this.stuck(board, why) }
  }

  /** Nobody here can put that board's part where it belongs, or not all of it. */
  stuck(board: string, why: Stuck): void {
    this.#stuck.add(board)
    if (why === 'gap') this.#hasGap = !this.#isTold
    this.#settle()
  }

  /**
   * The commands, once no board has anything left to be saved before them: what is handed in shall hold what was written before.
   * `bound` ends the waiting for a board that is locked or takes too long: commands are not lost to it.
   */
  async commandsAfterBoards(bound: Promise<void>): Promise<Carried['commands']> {
    const settled = new Promise<void>((resolve) => (this.#settled = resolve))
    this.#settle()
    await Promise.race([settled, bound])
    return this.#carried?.commands ?? []
  }

  /** What has to go along if this address is lost too: what the page holds itself, and what was brought and is not put there yet. */
  with(boards: Carried['boards'], commands: Carried['commands']): Pick<Carried, 'boards' | 'commands'> {
    const opened = new Set(boards.map(({ board }) => board))
    const left = this.#carried?.boards.filter(({ board }) => this.#left.has(board) && !opened.has(board)) ?? []
    const unanswered = this.#left.has('commands') ? (this.#carried?.commands ?? []) : []
    const before = new Set(unanswered.map(({ id }) => id))
    return { boards: [...left, ...boards], commands: [...unanswered, ...commands.filter(({ id }) => !before.has(id))] }
  }

  /** The server has answered all commands. */
  answered(): void {
    this.#done('commands')
  }

  #done(what: string): void {
    this.#left.delete(what)
    this.#settle()
    if (this.#left.size === 0) this.#forget()
  }

  #settle(): void {
    if ([...this.#left].every((one) => one === 'commands' || this.#stuck.has(one))) this.#settled()
  }

  #forget(): void {
    sessionStorage.removeItem(place)
    sessionStorage.removeItem(toldPlace)
  }
}
