import { hostname } from 'node:os'

/** Reads what costs a call to the system, and not more often than this. */
export function readEvery<Value>(ms: number, now: () => number, read: () => Value): () => Value {
  let known: { readonly value: Value; readonly at: number } | null = null
  return () => {
    if (known === null || now() - known.at >= ms) known = { value: read(), at: now() }
    return known.value
  }
}

/** Where pages are opened over plain HTTP; `own` are the addresses of this machine. */
export function plainAddresses(host: string, port: number, own: readonly string[]): string[] {
  const names = host === '0.0.0.0' || host === '::' ? (own.length > 0 ? own : ['127.0.0.1']) : [host]
  return names.filter((name) => host !== '0.0.0.0' || !name.startsWith('[')).map((name) => `http://${name}${port === 80 ? '' : `:${port}`}`)
}

/**
 * To which of them a page may go by itself: those that are surely this machine's, for a certificate may speak for other machines as
 * well. `named` are the names that the operator has given it, `own` its addresses. No IPv6: no policy of a page can allow it to ask there.
 */
export function movableAddresses(addresses: readonly string[], named: readonly string[], own: readonly string[]): string[] {
  const name = hostname().toLowerCase()
  const ours = new Set([...named, name, `${name}.local`, ...own].map((one) => one.toLowerCase()))
  return addresses.filter((address) => {
    const { hostname: its, host } = new URL(address)
    return !its.startsWith('[') && (ours.has(its) || ours.has(host))
  })
}
