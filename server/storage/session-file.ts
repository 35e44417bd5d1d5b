import { hash } from 'node:crypto'
import type { Session } from '../../shared/session/session.ts'
import type { KeptVersion, VersionReason } from '../../shared/session/versions.ts'
import { nobodyHere } from '../../shared/archive/archive.ts'
import type { EditRecord, ImportedBoard, LedgerEntry, Version } from '../ports.ts'
import type { BoardRows, SessionRows } from './jobs.ts'
import { log } from '../log.ts'
import { Database } from './database.ts'
import { Facts, type Name } from './facts.ts'
import { Ledger } from './ledger.ts'

const schema = `
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ledger (id TEXT PRIMARY KEY, at INTEGER NOT NULL, by TEXT NOT NULL, command TEXT NOT NULL, answer TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS updates (board TEXT, sequence INTEGER, data BLOB NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (board, sequence)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS snapshots (board TEXT PRIMARY KEY, up_to INTEGER NOT NULL, data BLOB NOT NULL, hash BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS owners (board TEXT, client INTEGER, seat TEXT NOT NULL, PRIMARY KEY (board, client)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS versions (id INTEGER PRIMARY KEY, board TEXT NOT NULL, at INTEGER NOT NULL, why TEXT NOT NULL, data BLOB NOT NULL, hash BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS set_aside (id INTEGER PRIMARY KEY, board TEXT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL);
`

/** What files of earlier versions do not have. Edits of the server's own have no time, nor have those of earlier versions. */
const laterColumns = [
  ['updates', 'at', 'INTEGER'],
  ['snapshots', 'last_edit', 'INTEGER'],
  ['versions', 'up_to', 'INTEGER'],
  ['versions', 'cards', 'INTEGER'],
  ['facts', 'hash', 'BLOB'],
  ['ledger', 'hash', 'BLOB'],
] as const
const insertEdit = `INSERT OR IGNORE INTO updates (board, sequence, data, hash, at)
  SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM snapshots WHERE board = ?1 AND up_to >= ?2)`
/** Without it a version is found by reading all states before it. */
const versionIndex = 'CREATE INDEX IF NOT EXISTS versions_of_board ON versions (board, why, up_to)'
const mostByTime = 24

/** Everything of one session, in a file of its own. Writing methods need an open transaction. */
export class SessionFile {
  readonly database: Database
  readonly #facts: Facts
  readonly #ledger: Ledger

  constructor(path: string) {
    this.database = new Database(path, schema)
    this.#facts = new Facts(this.database)
    this.#ledger = new Ledger(this.database)
    for (const [table, column, type] of laterColumns) {
      const known = this.database.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column)
      if (!known) this.database.prepare(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`).run()
    }
    this.database.prepare(versionIndex).run()
  }

  /** The session as it stands; where its value is damaged, as it was one command earlier. */
  readSession(): Session | null {
    return this.#session()?.session ?? null
  }

  /** Everything but the boards; names of records that were damaged are told, and the records set aside. */
  loadSession(): SessionRows | null {
    const found = this.#session()
    if (!found) return null
    const exercises = this.#facts.read('exercises')
    const damaged: string[] = []
    const aside = (name: string, data: Uint8Array) => damaged.push(this.#setAside('', name, data))
    if (exercises?.isEarlier) aside('exercises', this.#facts.bytesOf('exercises'))
    if (found.isEarlier) {
      aside(`session ${found.before + 1}`, this.#facts.bytesOf('session'))
      for (const [id, data] of this.#ledger.takeAfter(found.before)) aside(`command ${id}`, data)
    }
    const ledger = this.#ledger.read()
    for (const [id, data] of ledger.damaged) aside(`command ${id}`, data)
    return { session: found.session, exercises: exercises?.value ?? [], ledger: ledger.answers, damaged }
  }

  /** Null where there is none, or where it can no longer be read: a report is written all the same. */
  readTemplate(): unknown {
    try {
      return this.#facts.read('template')?.value ?? null
    } catch {
      return null
    }
  }

  writeFact(name: Name, value: unknown): void {
    this.#facts.write(name, value)
  }

  writeAgain(): void {
    this.#facts.writeAgain()
  }

  appendCommand(session: Session, entry: LedgerEntry): void {
    this.#ledger.append(entry)
    this.#facts.write('session', session)
    if (!entry.exercises) return
    // The value before has no word of what has come in: twice, so that a changed bit takes nothing of it away.
    this.#facts.write('exercises', entry.exercises)
    this.#facts.write('exercises', entry.exercises)
  }

  /** Once: where the number is there already, or in the snapshot, this is the same edit again, after a crash. */
  appendEdit(edit: EditRecord): void {
    const { board, sequence, update } = edit
    const { changes } = this.database.prepare(insertEdit).run(board, sequence, update, hashOf(update), edit.at ?? null)
    if (changes === 0) this.#appendAgain(edit)
    for (const [client, seat] of edit.owners)
      this.database.prepare('INSERT OR IGNORE INTO owners (board, client, seat) VALUES (?, ?, ?)').run(board, client, seat)
  }

  /** What was damaged since becomes whole again; another edit under that number is set aside. */
  #appendAgain({ board, sequence, update }: EditRecord): void {
    const row = this.database.prepare('SELECT data, hash FROM updates WHERE board = ? AND sequence = ?').get(board, sequence)
    if (!row || hashOf(update).equals(row['hash'] as Uint8Array)) {
      if (row && !isWhole(row)) this.database.prepare('UPDATE updates SET data = ? WHERE board = ? AND sequence = ?').run(update, board, sequence) // prettier-ignore
      return
    }
    log('error', 'The number of an edit was given twice; the second one was set aside', { board })
    this.#setAside(board, `second update ${sequence}`, update)
  }

  /** The document as it came; whoever wrote it elsewhere owns nothing here, unless the file says who that was. */
  importBoard({ board, state, lastEdit, clients, writers = {} }: ImportedBoard): void {
    this.database
      .prepare('INSERT INTO snapshots (board, up_to, data, hash, last_edit) VALUES (?, 1, ?, ?, ?)')
      .run(board, state, hashOf(state), lastEdit)
    const own = this.database.prepare('INSERT INTO owners (board, client, seat) VALUES (?, ?, ?)')
    for (const client of clients) own.run(board, client, writers[String(client)] ?? nobodyHere)
  }

  loadBoard(board: string): BoardRows {
    const damaged: string[] = []
    const snapshotRow = this.database.prepare('SELECT up_to, data, hash FROM snapshots WHERE board = ?').get(board)
    const snapshot = snapshotRow && isWhole(snapshotRow) ? (snapshotRow['data'] as Uint8Array) : null
    if (snapshotRow && !snapshot)
      damaged.push(this.#setAside(board, `snapshot ${Number(snapshotRow['up_to'])}`, snapshotRow['data'] as Uint8Array))
    let lastSequence = snapshotRow ? Number(snapshotRow['up_to']) : 0
    const updates: Uint8Array[] = []
    for (const row of this.database.prepare('SELECT sequence, data, hash FROM updates WHERE board = ? ORDER BY sequence').iterate(board)) {
      lastSequence = Math.max(lastSequence, Number(row['sequence']))
      if (isWhole(row)) updates.push(row['data'] as Uint8Array)
      else damaged.push(this.#setAside(board, `update ${Number(row['sequence'])}`, row['data'] as Uint8Array))
    }
    const owners = this.database
      .prepare('SELECT client, seat FROM owners WHERE board = ?')
      .all(board)
      .map((row) => [Number(row['client']), String(row['seat'])] as const)
    return { snapshot, updates, lastSequence, owners, ...this.#timesOf(board), damaged }
  }

  compactBoard(board: string, upTo: number, state: Uint8Array): void {
    const { lastEdit } = this.#timesOf(board)
    this.database
      .prepare('INSERT OR REPLACE INTO snapshots (board, up_to, data, hash, last_edit) VALUES (?, ?, ?, ?, ?)')
      .run(board, upTo, state, hashOf(state), lastEdit)
    this.database.prepare('DELETE FROM updates WHERE board = ? AND sequence <= ?').run(board, upTo)
  }

  keepVersion(board: string, { at, why, upTo = 0, cards, state }: Version): number {
    const known = this.database.prepare('SELECT id FROM versions WHERE board = ? AND why = ? AND up_to = ?').get(board, why, upTo)
    if (known) return Number(known['id'])
    const { lastInsertRowid } = this.database
      .prepare('INSERT INTO versions (board, at, why, data, hash, up_to, cards) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(board, at, why, state, hashOf(state), upTo, cards ?? null)
    if (why === 'time') this.#thinOut(board)
    return Number(lastInsertRowid)
  }

  versions(board: string): KeptVersion[] {
    return this.database.prepare('SELECT id, at, why, cards FROM versions WHERE board = ? ORDER BY id DESC').all(board).map(keptIn)
  }

  loadVersion(board: string, id: number): (KeptVersion & { readonly state: Uint8Array }) | null {
    const row = this.database.prepare('SELECT id, at, why, cards, data, hash FROM versions WHERE board = ? AND id = ?').get(board, id)
    return row && isWhole(row) ? { ...keptIn(row), state: row['data'] as Uint8Array } : null
  }

  /** Pages may have seen the lost command: the next numbers are taken, so that they do not hold what they see for older. */
  #session(): { readonly session: Session; readonly isEarlier: boolean; readonly before: number } | null {
    const fact = this.#facts.read('session')
    if (!fact) return null
    const session = fact.value as Session
    const { revision, turn } = session
    const next = fact.isEarlier ? { ...session, revision: revision + 1, turn: turn + 1 } : session
    return { session: next, isEarlier: fact.isEarlier, before: revision }
  }

  #thinOut(board: string): void {
    const latest = 'SELECT up_to FROM versions WHERE board = ?1 AND why = ?2 ORDER BY up_to DESC LIMIT 1 OFFSET ?3'
    this.database.prepare(`DELETE FROM versions WHERE board = ?1 AND why = ?2 AND up_to <= (${latest})`).run(board, 'time', mostByTime)
  }

  #timesOf(board: string): { lastEdit: number | null; versionedUpTo: number } {
    const edits = 'SELECT at FROM updates WHERE board = ?1 UNION ALL SELECT last_edit FROM snapshots WHERE board = ?1'
    const row = this.database
      .prepare(`SELECT (SELECT max(at) FROM (${edits})) AS last_edit, (SELECT max(up_to) FROM versions WHERE board = ?1) AS up_to`)
      .get(board)
    const lastEdit = row?.['last_edit']
    return { lastEdit: typeof lastEdit === 'number' ? lastEdit : null, versionedUpTo: Number(row?.['up_to'] ?? 0) }
  }

  /** A copy for whoever looks into it later; the record itself stays where it is until the board is compacted. */
  #setAside(board: string, name: string, data: Uint8Array): string {
    const known = this.database.prepare('SELECT 1 FROM set_aside WHERE board = ? AND name = ?').get(board, name)
    if (!known) this.database.prepare('INSERT INTO set_aside (board, name, data) VALUES (?, ?, ?)').run(board, name, data)
    return name
  }
}

function keptIn(row: Record<string, unknown>): KeptVersion {
  const { cards } = row
  return { id: Number(row['id']), at: Number(row['at']), why: row['why'] as VersionReason, cards: typeof cards === 'number' ? cards : null }
}

function hashOf(data: Uint8Array): Buffer {
  return hash('sha256', data, 'buffer')
}

function isWhole(row: Record<string, unknown>): boolean {
  return hashOf(row['data'] as Uint8Array).equals(row['hash'] as Uint8Array)
}
