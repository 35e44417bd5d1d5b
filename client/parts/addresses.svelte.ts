import { isRefusal } from '../../shared/refusals.ts'
import { ask } from '../connection/api.ts'

/** Networks come and go while a page stays open, and a router gives new addresses; the server looks every 5 s. */
const againMs = 10_000

/** Where tables join, and the picture of it: rows of 0 and 1. */
export interface JoinAddress {
  readonly address: string
  readonly url: string
  readonly qr: readonly string[]
}

/** Addresses of this server in the room's networks. `list` is null until they are known. */
export class Addresses {
  list = $state.raw<readonly JoinAddress[] | null>(null)
  #asked = 0

  /** Keeps them as they are, until what this returns is called. */
  watch(session: string): () => void {
    void this.load(session)
    const again = setInterval(() => void this.load(session), againMs)
    return () => {
      clearInterval(again)
      // What still comes leads elsewhere.
      this.#asked++
    }
  }

  async load(session: string): Promise<void> {
    const number = ++this.#asked
    const answer = await ask<{ addresses: readonly JoinAddress[] }>('GET', `/rt/addresses?session=${encodeURIComponent(session)}`)
    if (isRefusal(answer) || number !== this.#asked) return
    if (JSON.stringify(answer.addresses) !== JSON.stringify(this.list)) this.list = answer.addresses
  }

  /** The address to show: the first that other laptops can reach; null where there is none. */
  get best(): JoinAddress | null {
    return (this.list ?? []).find(({ address }) => !/\/\/(localhost|127\.|\[::1\])/.test(address)) ?? null
  }

  /** True when it is known that only this laptop itself can come to this server. */
  get isCutOff(): boolean {
    return this.list !== null && this.best === null
  }
}

/** The address without `http://`: what people type. */
export function typedAddress(address: string): string {
  return address.replace(/^http:\/\//, '')
}
