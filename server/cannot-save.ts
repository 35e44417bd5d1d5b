/** The disk did not take what was to be written. What was asked is not done, and what is on disk is as it was before. */
export class CannotSave extends Error {}

const ofTheDisk: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EIO'])

/** True when it was the disk, and nobody's mistake. */
export function isCannotSave(error: unknown): boolean {
  return error instanceof CannotSave || (error instanceof Error && 'code' in error && ofTheDisk.has(error.code))
}
