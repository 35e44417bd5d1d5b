import { DatabaseSync } from 'node:sqlite'

/**
 * Takes the data directory for this process, for as long as it lives: the operating system lets go of the lock when
 * the process ends in any way, so a crash leaves none behind. Throws at once when another process holds it.
 */
export function lockData(path: string, dataDir: string): DatabaseSync {
  const lock = new DatabaseSync(path, { timeout: 300 })
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw new Error(`Another Roundtable is running on the data in ${dataDir}. Stop it first, or choose another directory.`, {
      cause: error,
    })
  }
  return lock
}
