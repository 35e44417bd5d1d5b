import type { Token } from '../ports.ts'
import { Database } from './database.ts'

const schema = `
CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, created INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (hash TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`

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
