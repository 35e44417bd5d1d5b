import { closeSync, existsSync, fstatSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'

const nothing = new Uint8Array(1_048_576)

/** Writes nothing over a file, then removes it: on a disk that writes in place what stood there is gone as well. */
export function shred(path: string): void {
  if (!existsSync(path)) return
  const file = openSync(path, 'r+')
  try {
    const { size } = fstatSync(file)
    for (let at = 0; at < size; at += nothing.length) writeSync(file, nothing, 0, Math.min(nothing.length, size - at), at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  // On Windows somebody who reads it, a copy or a virus scanner, keeps it for a moment; only `recursive` tries again.
  rmSync(path, { recursive: true, maxRetries: 8, retryDelay: 50 })
}
