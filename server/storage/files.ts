import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Session } from '../../shared/session/session.ts'
import { isId } from '../../shared/ids.ts'
import type { EditRecord } from '../ports.ts'
import { failureOf, type Failure } from './failure.ts'
import type { Job, Outcome } from './jobs.ts'
import { lockData } from './lock.ts'
import { unpackEdits } from './packed.ts'
import { ServerFile } from './server-file.ts'
import { SessionFile } from './session-file.ts'
import { shred } from './shred.ts'

/** Open files beyond this many are closed, the one used longest ago first. */
const mostOpen = 32

/** As much as a busy minute writes: room for less would be full again at once. */
const trialBytes = 1_048_576

type AnyFile = ServerFile | SessionFile

/** Some sessions' files refused their edits; null for one that could not be opened. */
class OneRefused extends Error {
  readonly files: readonly SessionFile[]

  constructor(refused: ReadonlyMap<SessionFile | null, unknown>) {
    const [first] = refused.values()
    super('refused', { cause: first })
    this.files = [...refused.keys()].filter((file) => file !== null)
  }
}

/** All files of the data directory. Lives in the worker; every call blocks until the disk has answered. */
export class Files {
  readonly #dir: string
  readonly #lock: DatabaseSync
  readonly #server: ServerFile
  readonly #sessions = new Map<string, SessionFile>()
  /** Wiped: nothing is read or written of them any more, whoever still asks. */
  readonly #gone: Set<string>

  constructor(dataDir: string) {
    this.#dir = join(dataDir, 'sessions')
    mkdirSync(this.#dir, { recursive: true })
    this.#lock = lockData(join(dataDir, 'lock.sqlite'), dataDir)
    this.#server = new ServerFile(join(dataDir, 'server.sqlite'))
    this.#gone = new Set(this.#server.gone())
    // The process may have ended between the word and the deed.
    for (const id of this.#gone) this.#destroy(id)
  }

  /** Carries out a batch: one transaction and one flush a file. A job is done only when every file that it wrote to is flushed. */
  run(jobs: readonly Job[]): Outcome[] {
    const touched = new Map<AnyFile, Failure | null>()
    const uses: AnyFile[][] = []
    const outcomes = jobs.map((job, index): Outcome => {
      const used: AnyFile[] = []
      uses[index] = used
      const write = <File extends AnyFile>(file: File): File => {
        file.database.begin()
        used.push(file)
        if (!touched.has(file)) touched.set(file, null)
        return file
      }
      try {
        return { done: this.#do(job, write) }
      } catch (error) {
        // Half a job must not be kept: its files roll back, and with them whatever else the batch wrote there.
        const undone = error instanceof OneRefused ? error.files : used
        const failed = failureOf(error instanceof OneRefused ? error.cause : error)
        for (const file of undone) touched.set(file, touched.get(file) ?? failed)
        return { failed }
      }
    })
    for (const [file, failed] of inOrder(touched)) touched.set(file, finish(file, failed))
    for (const [index, job] of jobs.entries()) {
      if (job.do !== 'wipe-session') continue
      if (touched.get(this.#server) === null) outcomes[index] = this.#tryDestroying(job.id)
      else this.#gone.delete(job.id)
    }
    this.#closeSome()
    return outcomes.map((outcome, index) => {
      if ('failed' in outcome) return outcome
      const [failed] = uses[index]?.flatMap((file) => touched.get(file) ?? []) ?? []
      return failed ? { failed } : outcome
    })
  }

  close(): void {
    for (const file of this.#sessions.values()) file.database.close()
    this.#server.database.close()
    this.#lock.close()
  }

  #do(job: Job, write: <File extends AnyFile>(file: File) => File): unknown {
    switch (job.do) {
      case 'list-sessions':
        return this.#server.sessionIds().map((id) => this.#readSession(id))
      case 'create-session': {
        const file = write(this.#ownFile(job.session.id))
        file.writeFact('session', job.session)
        file.writeFact('exercises', job.exercises)
        return write(this.#server).addSession(job.session.id, job.session.created)
      }
      case 'import-session': {
        const { session, exercises, boards, at } = job
        if (this.#server.sessionIds().includes(session.id)) throw new Error('the session is here already')
        // Half of one, left by a crash: no catalogue names it.
        this.#destroy(session.id)
        this.#gone.delete(session.id)
        const file = write(this.#ownFile(session.id))
        file.writeFact('exercises', exercises)
        file.appendCommand(session, { id: `import-${String(at)}`, at, by: '', command: { do: 'import' }, answer: { ok: true, revision: session.revision } }) // prettier-ignore
        for (const board of boards) file.importBoard(board)
        return write(this.#server).addSession(session.id, session.created)
      }
      case 'wipe-session':
        this.#gone.add(job.id)
        return write(this.#server).wipe(job.id, job.at)
      case 'load-session': {
        const file = this.#session(job.id)
        return file ? write(file).loadSession() : null
      }
      case 'append-command':
        return write(this.#ownFile(job.session.id)).appendCommand(job.session, job.entry)
      case 'append-edits':
        return this.#appendEdits(job.packed.flatMap(unpackEdits), write)
      case 'load-board':
        return write(this.#ownFile(job.session)).loadBoard(job.board)
      case 'compact-board':
        return write(this.#ownFile(job.session)).compactBoard(job.board, job.upTo, job.state)
      case 'keep-version':
        return write(this.#ownFile(job.session)).keepVersion(job.board, job.version)
      case 'list-versions':
        return this.#session(job.session)?.versions(job.board) ?? []
      case 'load-version':
        return this.#session(job.session)?.loadVersion(job.board, job.id) ?? null
      case 'template':
        return this.#session(job.session)?.readTemplate() ?? null
      case 'save-template':
        return write(this.#ownFile(job.session)).writeFact('template', job.template)
      case 'try-writing':
        this.#tryRoom()
        if (job.session !== null && this.#gone.has(job.session)) return undefined
        return job.session === null ? write(this.#server).writeAgain() : write(this.#ownFile(job.session)).writeAgain()
      case 'save-token':
        return write(this.#server).saveToken(job.token)
      case 'find-token':
        return this.#server.findToken(job.hash)
    }
  }

  /** One session's file that refuses takes nothing of the others back. */
  #appendEdits(edits: readonly EditRecord[], write: (file: SessionFile) => SessionFile): void {
    const refused = new Map<SessionFile | null, unknown>()
    for (const [session, own] of Map.groupBy(edits, (edit) => edit.session)) {
      // An edit of a session that was wiped meanwhile must not hold up the others.
      if (this.#gone.has(session)) continue
      let file: SessionFile | null = null
      try {
        file = write(this.#ownFile(session))
        for (const edit of own) file.appendEdit(edit)
      } catch (error) {
        refused.set(file, error)
      }
    }
    if (refused.size > 0) throw new OneRefused(refused)
  }

  /** Null where there is none. */
  #session(id: string): SessionFile | null {
    const isThere = !this.#gone.has(id) && (this.#sessions.has(id) || existsSync(this.#pathOf(id)))
    return isThere ? this.#open(id) : null
  }

  /** The file is made where there is none. */
  #ownFile(id: string): SessionFile {
    if (this.#gone.has(id)) throw new Error('the session was wiped')
    return this.#open(id)
  }

  #open(id: string): SessionFile {
    const file = this.#sessions.get(id) ?? new SessionFile(this.#pathOf(id))
    // The one used last stands last.
    this.#sessions.delete(id)
    this.#sessions.set(id, file)
    return file
  }

  #pathOf(id: string): string {
    if (!isId(id)) throw new Error('not the id of a session')
    return join(this.#dir, `${id}.sqlite`)
  }

  /** Its id where the file cannot be read: one damaged session must not keep the others out. */
  #readSession(id: string): Session | string {
    try {
      return this.#session(id)?.readSession() ?? id
    } catch {
      return id
    }
  }

  #tryDestroying(id: string): Outcome {
    try {
      this.#destroy(id)
      this.#server.database.emptyLog()
      return { done: undefined }
    } catch (error) {
      return { failed: failureOf(error) }
    }
  }

  #destroy(id: string): void {
    this.#sessions.get(id)?.database.close()
    this.#sessions.delete(id)
    const path = join(this.#dir, `${id}.sqlite`)
    for (const file of [path, `${path}-wal`, `${path}-shm`]) shred(file)
  }

  #tryRoom(): void {
    const path = join(this.#dir, 'trial')
    try {
      writeFileSync(path, new Uint8Array(trialBytes), { flush: true })
    } finally {
      rmSync(path, { force: true })
    }
  }

  #closeSome(): void {
    for (const [id, file] of this.#sessions) {
      if (this.#sessions.size <= mostOpen) return
      this.#sessions.delete(id)
      file.database.close()
    }
  }
}

/** Sessions before the catalogue: what the catalogue names must exist. */
function inOrder(touched: ReadonlyMap<AnyFile, Failure | null>): (readonly [AnyFile, Failure | null])[] {
  return [...touched].sort(([a], [b]) => Number(a instanceof ServerFile) - Number(b instanceof ServerFile))
}

function finish(file: AnyFile, failed: Failure | null): Failure | null {
  try {
    if (failed === null) file.database.commit()
    else file.database.rollback()
    return failed
  } catch (error) {
    file.database.rollback()
    return failureOf(error)
  }
}
