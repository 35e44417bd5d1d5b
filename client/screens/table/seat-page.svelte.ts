import { untrack } from 'svelte'
import { isRefusal, type Refusal } from '../../../shared/refusals.ts'
import type { Command } from '../../../shared/session/commands.ts'
import type { Ms, Person } from '../../../shared/session/session.ts'
import type { SessionView } from '../../../shared/session/view.ts'
import { ask } from '../../connection/api.ts'
import { ControlConnection } from '../../connection/control.svelte.ts'
import { t } from '../../language.svelte.ts'
import { Exercises } from '../../parts/exercises.svelte.ts'
import { ServerNow } from '../../parts/now.svelte.ts'
import { refusedWords, waitingWords } from '../../parts/refused.ts'
import { Moving } from './moving.svelte.ts'
import type { Given, SeatPerson } from './own-step.svelte.ts'

const askAgainMs = 2000

/** Who sits at this laptop, and the page's way to the session: what it is told, and what it orders. Make it while a component is set up. */
export class SeatPage implements Given {
  /** Undefined while it is not known, null where nobody does. */
  person = $state.raw<SeatPerson | null | undefined>(undefined)
  connection = $state.raw<ControlConnection | null>(null)
  exercises = $state.raw<Exercises | null>(null)
  /** What the server refused last, in words; '' after it took something. */
  said = $state('')
  readonly clock = new ServerNow(() => this.connection?.serverOffset ?? 0)
  readonly moving = new Moving()
  /** Why nobody has said yet who sits here; it is asked again. */
  #unanswered = $state.raw<Refusal | null>(null)
  /** Called with the first view. */
  #nowSeen: () => void = () => undefined

  /** Boards are opened by it at once: what was brought for them goes before all else. */
  readonly seen: SessionView | null = $derived.by(() => this.connection?.view ?? null)
  /** What people are shown: nothing before what was brought is here. */
  readonly view = $derived.by(() => (this.moving.isBringing ? null : this.seen))
  /** What a page that has got no answer yet says of it. */
  readonly waiting = $derived.by(() => waitingWords(this.#unanswered ?? this.moving.waiting))
  /** Why the server does not let this page in any more. */
  readonly refused = $derived.by(() => refusedWords(this.connection?.refused ?? null, 'seat'))

  constructor() {
    $effect(() => {
      if (!this.seen) return
      void this.exercises?.load(this.connection?.entered)
      this.#nowSeen()
    })

    // The facilitator may move a laptop to another table.
    $effect(() => {
      const now = this.view?.person
      if (now?.is === 'seat' && now.group !== untrack(() => this.person?.group)) this.person = now
    })

    void this.#begin()
  }

  get now(): Ms {
    return this.clock.ms
  }

  async #begin(): Promise<void> {
    await this.moving.signIn()
    const person = await this.#whoSits()
    this.person = person
    if (person === null) return
    this.connection = new ControlConnection('seat', person.session)
    this.exercises = new Exercises('seat', person.session, () => this.seen?.agenda ?? [])
    const refusal = await this.moving.bring(this.connection, new Promise((resolve) => (this.#nowSeen = resolve)))
    if (refusal) this.#say(refusal)
  }

  /** Asks until there is an answer: a network or a disk that fails says nothing about the seat. */
  async #whoSits(): Promise<SeatPerson | null> {
    for (;;) {
      const answer = await askWho()
      this.#unanswered = isRefusal(answer) ? answer : null
      if (!isRefusal(answer)) return answer
      await new Promise((resolve) => setTimeout(resolve, askAgainMs))
    }
  }

  /** Which seat this laptop holds: another person may have taken one in another tab. A refusal where the server gives no answer to that. */
  readonly whoIsHere = async (): Promise<string | null | Refusal> => {
    const answer = await askWho()
    if (answer === null || isRefusal(answer)) return answer
    const isSameTable = answer.group === this.person?.group
    this.person = answer
    // At another table this laptop has another board: the page opens it, and this one is over.
    return isSameTable ? answer.seat : null
  }

  /** True when the server has it on disk. */
  readonly order = async (command: Command): Promise<boolean> => {
    this.said = ''
    const answer = await this.connection?.send(command)
    if (isRefusal(answer)) this.#say(answer)
    return answer?.ok ?? false
  }

  #say({ refused, details }: Refusal): void {
    this.said = t(`refusals.${refused}`, details)
  }
}

/** The person of this browser's seat, null where it holds none; a refusal that says nothing about the seat is no answer. */
async function askWho(): Promise<SeatPerson | null | Refusal> {
  const answer = await ask<{ person: Person }>('GET', '/rt/seat/me')
  if (isRefusal(answer)) return answer.refused === 'not-signed-in' || answer.refused === 'not-allowed' ? null : answer
  return answer.person.is === 'seat' ? answer.person : null
}
