import type { Token } from '../ports.ts'
import { Database } from './database.ts'

const schema = `
CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, created INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (hash TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS wiped (id TEXT NOT NULL, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS self (id TEXT NOT NULL);
INSERT INTO self SELECT lower(hex(randomblob(16))) WHERE NOT EXISTS (SELECT 1 FROM self);
`
/** Sessions that were wiped and have not come back since. */
export const goneSessions = 'SELECT DISTINCT id FROM wiped WHERE id NOT IN (SELECT id FROM sessions)'
/** Whose data this is: chance, once and for all; the same in every copy of it, and after one was brought back. */
export const selfId = 'SELECT id FROM self'

/** What belongs to no single session: who holds which cookie, and which sessions there are. */
export class ServerFile {
  readonly database: Database

  constructor(path: string) {
    this.database = new Database(path, schema)
  }

  sessionIds(): string[] {
    const rows = this.database.prepare('SELECT id FROM sessions ORDER BY created, id').all()
    return rows.map((row) => String(row['id']))
  }

  addSession(id: string, created: number): void {
    this.database.prepare('INSERT INTO sessions (id, created) VALUES (?, ?)').run(id, created)
  }

  /** Those that were wiped and have not come back since. */
  gone(): string[] {
    const rows = this.database.prepare(goneSessions).all()
    return rows.map((row) => String(row['id']))
  }

  /** What stays of a session is that there was one of this id, and when it was wiped. */
  wipe(id: string, at: number): void {
    this.database.prepare('DELETE FROM sessions WHERE id = ?').run(id)
    this.database.prepare("DELETE FROM tokens WHERE json_extract(value, '$.person.session') = ?").run(id)
    this.database.prepare('INSERT INTO wiped (id, at) VALUES (?, ?)').run(id, at)
  }

  /** A write that changes nothing. */
  writeAgain(): void {
    this.database.prepare('UPDATE sessions SET created = created').run()
    this.database.prepare('UPDATE tokens SET value = value WHERE hash = (SELECT min(hash) FROM tokens)').run()
  }

  saveToken(token: Token): void {
    this.database.prepare('INSERT OR REPLACE INTO tokens (hash, value) VALUES (?, ?)').run(token.hash, JSON.stringify(token))
  }

  findToken(hash: string): Token | null {
    const row = this.database.prepare('SELECT value FROM tokens WHERE hash = ?').get(hash)
    return row ? (JSON.parse(String(row['value'])) as Token) : null
  }
}
