import { isRefusal, type Refusal } from '../../../shared/refusals.ts'
import type { Command, Envelope } from '../../../shared/session/commands.ts'
import type { Board } from '../../board/board.svelte.ts'
import { drafts } from '../../board/drafts.svelte.ts'
import { Arrival, type Stuck } from '../../connection/arrival.ts'
import { wordOf, type Carried } from '../../connection/carried.ts'
import type { ControlConnection } from '../../connection/control.svelte.ts'
import { newId } from '../../connection/new-id.ts'
import { language } from '../../language.svelte.ts'

/** So long a board that was brought may take before what was ordered after it is ordered all the same. */
const boardsMs = 10_000

/** A table's page that moves: what it has brought from an address that was lost, and what goes along when this one is lost too. */
export class Moving {
  readonly #arrival = Arrival.at('seat')
  /** What was brought; null where nothing was, or nothing that could be read here. */
  brought = $state.raw<Carried | null>(null)
  /** What was on its way there is on its way again: until it is here, the view would show this laptop less than it said. */
  isBringing = $state(this.#arrival !== null)
  /** What was written at the other address could not be read here. */
  isUnread = $state(false)
  /** Some of it stands on edits that are not here, and the people on the page do not know it. */
  hasGap = $state(false)
  /** False once some of it could not be brought, whether people know it or not. */
  isWhole = $state(true)
  /** Why the server has not made this laptop known yet; it is asked again. */
  waiting = $state.raw<Refusal | null>(null)
  /** This laptop holds another seat here: its people are asked which of the two it is. */
  choice = $state.raw<{ readonly seats: Refusal['details']; readonly choose: (instead: boolean) => void } | null>(null)

  /** Makes this laptop known here as who it was there; before the server is asked who it is. */
  async signIn(): Promise<void> {
    const mayReplace = (seats: Refusal['details']) => new Promise<boolean>((choose) => (this.choice = { seats, choose }))
    this.brought = (await this.#arrival?.signIn(mayReplace, (refusal) => (this.waiting = refusal))) ?? null
    this.waiting = this.choice = null
    this.isUnread = this.#arrival?.isUnread ?? false
  }

  /**
   * Brings what is on no board: words that were not put down, and commands, these after the boards. `seen` resolves with the first view:
   * before it no board is opened. Resolves with what the server refused of it, or null.
   */
  async bring(connection: ControlConnection, seen: Promise<void>): Promise<Refusal | null> {
    const refused = this.brought && (await this.#bring(this.brought, connection, seen))
    this.isBringing = false
    return refused
  }

  async #bring(brought: Carried, connection: ControlConnection, seen: Promise<void>): Promise<Refusal | null> {
    language.begin(brought.language)
    drafts.takeUp(brought.drafts)
    const bound = seen.then(() => new Promise<void>((resolve) => setTimeout(resolve, boardsMs)))
    const answer = await connection.sendAgain((await this.#arrival?.commandsAfterBoards(bound)) ?? [])
    this.#arrival?.answered()
    return isRefusal(answer) ? answer : null
  }

  /** Boards with something on them that nobody has put there yet. */
  get boards(): Carried['boards'] {
    return this.#arrival?.boards ?? []
  }

  /** What was brought for that board, for whoever opens it: once. */
  take(board: string): ReturnType<Arrival['take']> {
    const taken = this.#arrival?.take(board) ?? null
    return taken && { ...taken, stuck: (why) => this.stuck(board, why) }
  }

  /** Nobody here can put that board's part where it belongs. */
  stuck(board: string, why: Stuck): void {
    this.#arrival?.stuck(board, why)
    if (why === 'gap') this.isWhole = false
    this.hasGap = this.#arrival?.hasGap ?? false
  }

  /** People know that it could not be read, or not be brought whole. */
  hasRead(): void {
    this.#arrival?.told()
    this.isUnread = this.hasGap = false
  }

  /** What goes along: of these boards what is not saved, commands without an answer, and behind them what was to be sent next. */
  carry(boards: readonly Board[], unanswered: readonly Envelope[], next: readonly Command[]): Omit<Carried, 'from'> {
    const edits = boards.flatMap(({ id, exercise, unsavedEdits }) =>
      unsavedEdits === null ? [] : { board: id, exercise: exercise.id, update: wordOf(unsavedEdits) },
    )
    const commands = [...unanswered, ...next.map((command) => ({ id: newId(), turn: null, command }))]
    const all = this.#arrival?.with(edits, commands) ?? { boards: edits, commands }
    return { ...all, language: language.current, drafts: drafts.all, blank: false }
  }
}
