import { idFrom } from '../../shared/ids.ts'

/** A fresh id of 100 bits. `crypto.randomUUID` would need a secure context, which a room's network is not. */
export function freshId(): string {
  return idFrom(crypto.getRandomValues(new Uint8Array(20)))
}
