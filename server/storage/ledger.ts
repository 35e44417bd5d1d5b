import type { LedgerEntry } from '../ports.ts'
import type { Database } from './database.ts'
import { hashOfText, isJson } from './facts.ts'

export interface LedgerRows {
  readonly answers: readonly (readonly [id: string, answer: unknown])[]
  /** Rows whose bytes are not what was written, by the id of their command. */
  readonly damaged: ReadonlyMap<string, Uint8Array>
}

/** The commands of a session that were carried out, each with its answer and a hash; those of earlier versions have none. */
export class Ledger {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  append({ id, at, by, command, answer }: LedgerEntry): void {
    const [asked, said] = [JSON.stringify(command), JSON.stringify(answer)]
    this.#database
      .prepare('INSERT INTO ledger (id, at, by, command, answer, hash) VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, at, by, asked, said, hashOfText(id, at, by, asked, said))
  }

  /** Only what was carried out stands here, so that an answer whose bytes are damaged is still known to be a yes. */
  read(): LedgerRows {
    const damaged = new Map<string, Uint8Array>()
    const answers = this.#database
      .prepare('SELECT id, at, by, command, answer, hash FROM ledger')
      .all()
      .map((row) => {
        const [id, said] = [String(row['id']), String(row['answer'])]
        if (isWholeRow(row)) return [id, JSON.parse(said)] as const
        damaged.set(id, Buffer.from(JSON.stringify({ ...row, hash: undefined })))
        return [id, { ok: true, revision: 0 }] as const
      })
    return { answers, damaged }
  }

  /** Takes out what was carried out after that revision, and gives it: it is not done any more. */
  takeAfter(revision: number): ReadonlyMap<string, Uint8Array> {
    const rows = this.#database.prepare('SELECT id, at, by, command, answer FROM ledger').all()
    const late = rows.filter((row) => revisionIn(String(row['answer'])) > revision)
    for (const row of late) this.#database.prepare('DELETE FROM ledger WHERE id = ?').run(String(row['id']))
    return new Map(late.map((row) => [String(row['id']), Buffer.from(JSON.stringify(row))]))
  }
}

function isWholeRow(row: Record<string, unknown>): boolean {
  const [id, by, command, answer] = [row['id'], row['by'], row['command'], row['answer']].map(String) as [string, string, string, string]
  const sum = row['hash']
  return sum instanceof Uint8Array ? hashOfText(id, Number(row['at']), by, command, answer).equals(sum) : isJson(answer)
}

function revisionIn(answer: string): number {
  if (!isJson(answer)) return 0
  const said: unknown = JSON.parse(answer)
  const revision: unknown = typeof said === 'object' && said !== null && 'revision' in said ? said.revision : 0
  return typeof revision === 'number' ? revision : 0
}
