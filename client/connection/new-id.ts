import { idFrom } from '../../shared/ids.ts'

/** A fresh id of 20 characters. `getRandomValues` works without a secure context; `randomUUID` does not. */
export function newId(): string {
  return idFrom(crypto.getRandomValues(new Uint8Array(20)))
}
