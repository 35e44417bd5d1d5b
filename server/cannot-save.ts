/** The disk did not take what was to be written. What was asked is not done, and what is on disk is as it was before. */
export class CannotSave extends Error {}

const ofTheDisk: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EIO'])

/** What SQLite says where a disk or a file is at fault, by the last byte of its codes (sqlite.org/rescode.html). */
const sqlite = { perm: 3, busy: 5, locked: 6, nomem: 7, readonly: 8, ioerr: 10, corrupt: 11, full: 13, cantopen: 14, protocol: 15, nolfs: 22, notadb: 26 } // prettier-ignore
const ofSqlite: ReadonlySet<unknown> = new Set(Object.values(sqlite))

/** True when it was the disk, and nobody's mistake. */
export function isCannotSave(error: unknown): boolean {
  return error instanceof CannotSave || (error instanceof Error && 'code' in error && ofTheDisk.has(error.code))
}

/**
 * The same of an error that the storage gave over a write: whatever the system says of its files is the disk's, whether it is
 * full, was pulled out or may not be written. Only what our mistakes make SQLite or the system say is not.
 */
export function isOfTheDisk(error: unknown): boolean {
  if (isCannotSave(error)) return true
  if (!(error instanceof Error) || !('code' in error)) return false
  if ('errcode' in error) return ofSqlite.has(Number(error.errcode) & 0xff)
  return error.code !== 'EBADF' && /^(E[A-Z0-9]+|UNKNOWN)$/.test(String(error.code))
}
