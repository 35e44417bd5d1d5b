import { digest } from 'lib0/hash/sha256'
import { toHexString } from 'lib0/buffer'
import { hereWords, keyWords } from '../../shared/protocol/here.ts'

/** What this server said of itself while it could be reached. */
export interface Known {
  /** Makes this page known again at another address, once. */
  readonly key: string
  /** What goes along is read with this alone; whoever has it as well is the server that gave it. */
  readonly seal: string
  readonly addresses: readonly { readonly address: string; readonly url: string }[]
}

/** What looking asks of the browser. */
export interface Looking {
  /** What is answered at that address to the key's id and the nonce; null when nothing is in time. */
  asks(address: string, key: string, nonce: string): Promise<string | null>
  /** Chance that nobody has seen before, in base64url. */
  nonce(): string
  wait(ms: number): Promise<void>
}

/** Beside the four seconds of silence after which a connection counts as lost: longer than a walk past a pillar. */
export const patienceMs = 2500
/** Each address is asked so long, and not more often than this. */
export const roundMs = 2000

/** Where else the page could go: all that the server announced, but for the page's own and what is no way from here. */
export function othersThan(origin: string, { addresses }: Known): readonly { readonly address: string; readonly url: string }[] {
  const here = new URL(origin)
  // A page on the server's own machine has lost the server and not its address.
  if (isOwnMachine(here.hostname)) return []
  return addresses.filter(({ address }) => {
    const { protocol, host, hostname } = new URL(address)
    return protocol === here.protocol && host !== here.host && !isOwnMachine(hostname)
  })
}

const hexOf = (words: string) => toHexString(digest(new TextEncoder().encode(words)))
const isOwnMachine = (hostname: string) => /^(127\.|localhost$|\[::1\]$)/.test(hostname)

/**
 * Looks for the server at its other addresses, from the moment at which it fell silent, until it is told to stop. `found` is called
 * with the first address at which the same server answers, again after each round in which one does. Where the own address
 * answers as well the page stays: the server was only busy, or is starting. Another machine may have taken an address: it does not know
 * the seal, and what the server once answered is no answer to another nonce.
 */
export function lookElsewhere(origin: string, known: Known, { asks, nonce, wait }: Looking, found: (address: string) => void): () => void {
  let isOver = false
  const key = hexOf(keyWords(known.key))
  const others = othersThan(origin, known)
  const isThere = async (address: string) => {
    const fresh = nonce()
    if ((await asks(address, key, fresh)) !== hexOf(hereWords(known.seal, fresh))) throw new Error('not there')
    return address
  }
  const look = async () => {
    await wait(patienceMs)
    while (!isOver) {
      const round = wait(roundMs)
      const own = isThere(origin).then(
        () => true,
        () => false,
      )
      const first = await Promise.any(others.map(({ address }) => isThere(address))).catch(() => null)
      if (first !== null && !(await own) && !isOver) found(first)
      await round
    }
  }
  if (others.length > 0) void look()
  return () => (isOver = true)
}
