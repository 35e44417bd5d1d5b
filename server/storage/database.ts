import { DatabaseSync, type StatementSync } from 'node:sqlite'

const pragmas: readonly (readonly [name: string, set: string, expected: string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['secure_delete', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  // Without these two macOS does not reach the disk.
  ...(process.platform === 'darwin' ? ([['fullfsync', 'ON', 1], ['checkpoint_fullfsync', 'ON', 1]] as const) : []), // prettier-ignore
]

/** As SQLite says it of a file that the disk does not let it open as it must be. */
const cannotOpen = { code: 'ERR_SQLITE_ERROR', errcode: 14 }

/** One SQLite file with its prepared statements and at most one open transaction. */
export class Database {
  readonly #sqlite: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  /** Opens or makes the file; throws when a setting that durability rests on does not hold. */
  constructor(path: string, schema: string) {
    this.#sqlite = new DatabaseSync(path)
    for (const [name, set, expected] of pragmas) {
      this.#sqlite.exec(`PRAGMA ${name} = ${set}`)
      const row = this.#sqlite.prepare(`PRAGMA ${name}`).get()
      const found = row === undefined ? undefined : Object.values(row)[0]
      if (found !== expected) throw Object.assign(new Error(`${path}: ${name} is ${String(found)}, and must be ${expected}`), cannotOpen)
    }
    this.#sqlite.exec(schema)
  }

  get inTransaction(): boolean {
    return this.#sqlite.isTransaction
  }

  begin(): void {
    if (!this.inTransaction) this.prepare('BEGIN IMMEDIATE').run()
  }

  /** Returns after the flush. */
  commit(): void {
    this.prepare('COMMIT').run()
  }

  /** What was deleted does not stay in the log of writes either. */
  emptyLog(): void {
    this.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
  }

  rollback(): void {
    if (this.inTransaction) this.#sqlite.exec('ROLLBACK')
  }

  prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#sqlite.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  close(): void {
    this.#statements.clear()
    this.#sqlite.close()
  }
}
