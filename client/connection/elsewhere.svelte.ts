import { tick, untrack } from 'svelte'
import { isRefusal } from '../../shared/refusals.ts'
import { ask } from './api.ts'
import { fragmentOf, seal, unseal, wordOf, type Carried, type Sealed } from './carried.ts'
import { lookElsewhere, othersThan, roundMs, type Known, type Looking } from './look-elsewhere.ts'
import { newId } from './new-id.ts'

/** A page that is on its way and does not get there is given back to its people. */
const wayMs = 8000
/** A page that is never disconnected asks now and then, for keys do not last for ever. */
const knowAgainMs = 3_600_000

const looking: Looking = {
  async asks(address, key, nonce) {
    try {
      const answer = await fetch(`${address}/rt/here?key=${key}&nonce=${nonce}`, {
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(roundMs),
      })
      const here: unknown = await answer.json()
      return answer.ok && typeof here === 'object' && here !== null && 'proof' in here ? String(here.proof) : null
    } catch {
      return null
    }
  },
  nonce: () => wordOf(crypto.getRandomValues(new Uint8Array(16))),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

/**
 * Where else this server can be reached. A page that has lost it at its own address looks there, and goes by itself, with all that
 * was not saved. Make it while a component is set up.
 */
export class Elsewhere {
  #known = $state.raw<Known | null>(null)
  #isLeaving = false

  /** `isConnected` is null while it is not known yet; `carry` says what to take along, but for what is known here. */
  constructor(hat: Sealed['hat'], isConnected: () => boolean | null, carry: () => Omit<Carried, 'from'>) {
    const tab = newId()
    const learn = async () => {
      const answer = await ask<Known>('GET', `/rt/${hat}/elsewhere?tab=${tab}`)
      if (!isRefusal(answer)) this.#known = answer
    }
    const connected = $derived(isConnected())
    $effect(() => {
      if (connected) {
        untrack(() => void learn())
        const again = setInterval(() => void learn(), knowAgainMs)
        return () => clearInterval(again)
      }
      const known = untrack(() => this.#known)
      if (connected === null || known === null) return
      return lookElsewhere(location.origin, known, looking, (address) => {
        if (this.#isLeaving) return
        void this.#go(address, () => {
          const nonce = crypto.getRandomValues(new Uint8Array(16))
          const sealed = seal({ ...carry(), from: location.host }, { ...known, hat }, nonce)
          // What could not be read there stays here, and so does more than an address carries: people are told where to go.
          return unseal(sealed, known.seal) && fragmentOf(sealed)
        })
      })
    })
    // Before all others on the page: what they would warn of goes along, and nobody is asked.
    const unasked = (event: Event) => this.#isLeaving && event.stopImmediatePropagation()
    addEventListener('beforeunload', unasked, { capture: true })
    $effect(() => () => removeEventListener('beforeunload', unasked, { capture: true }))
  }

  /** Other addresses, for people to try. */
  get others(): Known['addresses'] {
    return this.#known ? othersThan(location.origin, this.#known) : []
  }

  async #go(address: string, pack: () => string | null): Promise<void> {
    // Nobody is disturbed for a way that the page cannot go.
    if (pack() === null) return
    this.#isLeaving = true
    const stay = holdStill()
    // What was put down just now has to come to those who are asked for it.
    await tick()
    const fragment = pack()
    const giveBack = () => {
      stay()
      this.#isLeaving = false
    }
    if (fragment === null) return giveBack()
    setTimeout(() => {
      stop()
      giveBack()
    }, wayMs)
    location.replace(address + location.pathname + location.search + fragment)
  }
}

/**
 * What is typed from here on would stay behind. Some fields put down what is in them when they are left, and no sooner. Returns the way
 * to give the page and the caret back.
 */
function holdStill(): () => void {
  const writing = document.activeElement instanceof HTMLElement ? document.activeElement : null
  writing?.blur()
  document.body.inert = true
  return () => {
    document.body.inert = false
    writing?.focus()
  }
}
