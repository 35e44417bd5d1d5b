import { isRefusal } from '../../shared/refusals.ts'
import { ask } from '../connection/api.ts'

/** Where tables join, and the picture of it: rows of 0 and 1. */
export interface JoinAddress {
  readonly address: string
  readonly url: string
  readonly qr: readonly string[]
}

/** Addresses of this server in the room's networks. `list` is null until they are known. */
export class Addresses {
  list = $state.raw<readonly JoinAddress[] | null>(null)

  async load(session: string): Promise<void> {
    const answer = await ask<{ addresses: readonly JoinAddress[] }>('GET', `/rt/addresses?session=${encodeURIComponent(session)}`)
    if (!isRefusal(answer)) this.list = answer.addresses
  }

  /** The address to show first: one that other laptops can reach, if there is one. */
  get best(): JoinAddress | null {
    const list = this.list ?? []
    return list.find(({ address }) => !/\/\/(localhost|127\.|\[::1\])/.test(address)) ?? list[0] ?? null
  }
}

/** The address without `http://`: what people type. */
export function typedAddress(address: string): string {
  return address.replace(/^http:\/\//, '')
}
