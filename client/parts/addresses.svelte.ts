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
    try {
      const answer = await fetch(`/rt/addresses?session=${encodeURIComponent(session)}`)
      if (!answer.ok) return
      this.list = ((await answer.json()) as { addresses: readonly JoinAddress[] }).addresses
    } catch {
      // No network for a moment: the next call asks again.
    }
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
