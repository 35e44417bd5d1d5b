/** What the adapters of the server know of each other. Each adapter knows one outside thing; they meet in `serve.ts`. */
import type { IncomingMessage } from 'node:http'
import type { Laid } from '../shared/board/laid.ts'
import type { Writers } from '../shared/board/writers.ts'
import type { Agenda } from '../shared/exercise/agenda.ts'
import type { Exercise } from '../shared/exercise/exercise.ts'
import type { Problem } from '../shared/exercise/problem.ts'
import type { Card } from '../shared/fields/values.ts'
import type { Localized } from '../shared/i18n/language.ts'
import type { Answer, Hat } from '../shared/protocol/control.ts'
import type { Refusal } from '../shared/refusals.ts'
import type { ReportFormat } from '../shared/report/formats.ts'
import type { ReportInput } from '../shared/report/telling.ts'
import type { Shown } from '../shared/session/alone.ts'
import type { Template } from '../shared/report/template.ts'
import type { Command } from '../shared/session/commands.ts'
import type { Person, Session } from '../shared/session/session.ts'
import type { KeptVersion, PutBack, VersionReason } from '../shared/session/versions.ts'

/**
 * What the storage writes of what people do. Each resolves after the flush: then it is on disk and may be told to others. Each
 * rejects when the disk refuses, with what the system or SQLite said or `CannotSave`, and then nothing of it is done.
 */
export interface WritingStorage {
  createSession(session: Session, exercises: readonly Exercise[]): Promise<void>
  /** A session from elsewhere with its boards, in one transaction; `at` counts as the last work on it. */
  importSession(session: Session, exercises: readonly Exercise[], boards: readonly ImportedBoard[], at: number): Promise<void>
  /**
   * Takes a session away, with its boards, versions, commands and cookies: nothing of it is left in the folder, and nothing is
   * written of it any more. Its id and the time stay.
   */
  wipeSession(id: string, at: number): Promise<void>
  /** The command, its answer, the session it made and what came into it, in one transaction. */
  appendCommand(session: Session, entry: LedgerEntry): Promise<void>
  /** All records in one flush with whatever else is waiting (group commit). */
  appendEdits(records: readonly EditRecord[]): Promise<void>
  /** Replaces the records up to `upTo` by one snapshot, in one transaction. */
  compactBoard(session: string, board: string, upTo: number, state: Uint8Array): Promise<void>
  /**
   * Keeps a whole state of a board: one made at hand-in or at a push for good, of those made by time the latest 24.
   * `upTo` is the sequence of its last edit; the same state for the same reason is kept once. Gives its id.
   */
  keepVersion(session: string, board: string, version: Version): Promise<number>
  saveTemplate(session: string, template: unknown): Promise<void>
  saveToken(token: Token): Promise<void>
}

export interface Storage extends WritingStorage {
  /** Those whose file can be read; the others are named in the log and left as they are. */
  sessions(): Promise<readonly Session[]>
  loadSession(id: string): Promise<StoredSession | null>
  /** Resolves when whatever is saved stands in the files of its sessions, for who reads those; false where a file refuses. */
  settle(): Promise<boolean>
  loadBoard(session: string, board: string): Promise<StoredBoard>
  /** The latest first. */
  versions(session: string, board: string): Promise<readonly KeptVersion[]>
  /** With the whole state; null when the board has none of that id, or its bytes are damaged. */
  loadVersion(session: string, board: string, id: number): Promise<(KeptVersion & { readonly state: Uint8Array }) | null>
  /** What the session's report shall look like, as it was saved; null for our own way. */
  template(session: string): Promise<unknown>
  findToken(hash: string): Promise<Token | null>
  /** Writes once more what the file of the session (of all sessions, for null) holds, and room for a board: rejects while the disk refuses. */
  tryWriting(session: string | null): Promise<void>
  close(): Promise<void>
}

/** Writes reports aside from the room. One at a time, in the order of the calls. */
export interface ReportWriter {
  /** The file of that format, told from the input. Rejects when nobody waits for it any longer. */
  write(format: ReportFormat, input: ReportInput, how?: HowToWrite): Promise<Uint8Array>
  close(): Promise<void>
}
export interface HowToWrite {
  /** Ends the work. */
  readonly signal?: AbortSignal
  /** Told as it goes on, 0 to 1. */
  readonly told?: (share: number) => void
  /** What a Word file shall look like. */
  readonly template?: Template | null
}

export interface StoredSession {
  readonly session: Session
  readonly exercises: readonly Exercise[]
  /** Answers already given, by command id: a retry gets the same answer. */
  readonly ledger: ReadonlyMap<string, Answer>
}

export interface LedgerEntry {
  readonly id: string
  readonly at: number
  readonly by: string
  readonly command: Command | { readonly do: 'join'; readonly seat: string } | { readonly do: 'import' }
  readonly answer: Answer
  /** The definitions that the session has from this command on; absent where it changes none. They stand beside the session, not in the ledger. */
  readonly exercises?: readonly Exercise[] | undefined
}

/** A board as an archive holds it. Nobody here may write under the client ids in it, but the laptop that already did where `writers` names it. */
export interface ImportedBoard {
  readonly board: string
  readonly state: Uint8Array
  readonly lastEdit: number | null
  readonly clients: readonly number[]
  readonly writers?: Readonly<Record<string, string>> | undefined
}

export interface EditRecord {
  readonly session: string
  readonly board: string
  /** Grows by one within a board; given by the sync gate. */
  readonly sequence: number
  readonly update: Uint8Array
  /** When a person's edit came; absent for an edit of the server's own. */
  readonly at?: number | undefined
  /** Client ids that this update is the first to use, with the seat that owns them from now on. */
  readonly owners: readonly (readonly [clientId: number, seat: string])[]
}

export interface Version {
  readonly at: number
  readonly why: VersionReason
  readonly upTo?: number
  /** How many cards it has. */
  readonly cards?: number
  readonly state: Uint8Array
}

export interface StoredBoard {
  readonly snapshot: Uint8Array | null
  /** In order; the snapshot stands before them. */
  readonly updates: readonly Uint8Array[]
  readonly lastSequence: number
  readonly owners: ReadonlyMap<number, string>
  /** When a person edited the board last; null before the first time. */
  readonly lastEdit: number | null
  /** The sequence up to which the latest version goes; 0 before the first. */
  readonly versionedUpTo: number
}

/** Only the SHA-256 of a cookie's 256 bits is stored. Times in ms since 1970. */
export interface Token {
  readonly hash: string
  readonly hat: Hat
  readonly person: Person
  readonly created: number
  readonly expires: number
  readonly revoked: boolean
  /** It is no cookie but a key to another address of this server, with this seal. */
  readonly seal?: string
  /** The try that has used the key up. */
  readonly usedBy?: string
}

/** Boards as the rest of the server sees them: cards and signs of life, never the document. */
export interface Boards {
  /** Cards as they are on disk; loads the board when nobody has it open. */
  read(session: string, board: string, exercise: Exercise): Promise<BoardReading>
  /** Who wrote what stands on each card. */
  writers(session: string, board: string): Promise<Writers>
  /** Keeps the board as it stands now; resolves when the version is on disk. */
  keepHandedIn(session: string, board: string): Promise<void>
  /** Keeps those of the boards that have changed since their last version. */
  keepPushed(boards: readonly string[]): Promise<void>
  /** Puts down what was handed on or comes with the exercise, and is not there yet; resolves when it is on disk. */
  lay(session: string, board: string, laid: Laid, exercise: Exercise): Promise<void>
  /** Brings what a seat wrote alone onto the board of its table, as far as it is not there; resolves when it is on disk. */
  show(session: string, shown: Shown): Promise<void>
  versions(session: string, board: string): Promise<readonly KeptVersion[]>
  /** The cards of a version; null when it cannot be read. */
  version(session: string, board: string, id: number, exercise: Exercise): Promise<readonly Card[] | null>
  /**
   * Makes the board say what the version says, by an edit that everybody sees at once; what it says now is kept as a version
   * first. With `since` what was changed after that version stays. Null when the version cannot be read: then nothing is done.
   */
  putBack(
    session: string,
    board: string,
    to: { readonly version: number; readonly since?: number },
    exercise: Exercise,
  ): Promise<PutBack | null>
  /** The session has changed: laptops are told what they may do now, and those held back by a lock that is gone are asked for what they have. */
  rulesChanged(session: string): void
  /** Called after edits of a board are on disk. Returns the way to stop listening. */
  onEdited(listener: (session: string, board: string) => void): () => void
  /** Sockets open on a board now. */
  present(board: string): number
  /** Called when somebody opens or leaves a board. */
  onPresence(listener: (session: string, board: string) => void): () => void
  /** The whole document as it is on disk. */
  state(session: string, board: string): Promise<WholeBoard>
  /** Ends every socket on the boards of a session and lets go of them; resolves when nothing of them is on its way to the disk. */
  dropSession(session: string): Promise<void>
  /** Ends every socket of a person at once, with a final close code. */
  dropSeat(seat: string, code: number): void
}

/** A whole document, when a person edited it last, and which seat each client id in it belongs to. */
export interface WholeBoard {
  readonly state: Uint8Array
  readonly lastEdit: number | null
  readonly owners: ReadonlyMap<number, string>
}

export interface BoardReading {
  readonly cards: readonly Card[]
  /** When a person edited the board last; the server's own edits do not count. */
  readonly lastEdit: number | null
}

/** The exercises that sessions are made from: those that came with Roundtable, and those that were uploaded. */
export interface ExerciseLibrary {
  /** What is there now. One with problems is left out, and each problem names file, line and remedy. */
  list(): Promise<{
    readonly exercises: readonly Exercise[]
    readonly agendas: readonly Agenda[]
    readonly problems: readonly Problem[]
    readonly uploads: readonly Upload[]
  }>
  /**
   * Takes in a zip file that came under that name. Resolves when the exercise is on disk, in the place of an older one of its
   * id; with problems nothing is changed.
   */
  take(zip: Uint8Array, named: string): Promise<{ readonly exercise: Exercise } | { readonly problems: readonly Problem[] }>
  /** Removes an uploaded exercise; sessions keep their own. False when there is none of that id. */
  remove(id: string): Promise<boolean>
  /**
   * An exercise, shipped or uploaded, as a zip file that stands by itself. Refused as `unknown-exercise` where there is none of
   * that id, as `something-broke` where its file could not be made.
   */
  zip(id: string): Promise<Uint8Array | Refusal>
}

export interface Upload {
  readonly id: string
  /** In ms since 1970. */
  readonly at: number
  /** True when one of the same id came with Roundtable: it comes back when this one is removed. */
  readonly insteadOfOurs: boolean
  /** Null when its files have problems. */
  readonly title: Localized | null
}

/** Who is behind a request, and what they may open: the one authorisation for HTTP and both upgrades. */
export interface Doorkeeper {
  /** False for a foreign Origin or Host: answered 403 before any upgrade. */
  isOurPage(request: IncomingMessage): boolean
  /** True for each name that our pages may be opened under. */
  isOurHost(host: string): boolean
  /** False where a facilitator's page would cross the room in clear; nobody is a facilitator there. */
  isSafe(request: IncomingMessage): boolean
  personOf(request: IncomingMessage, hat: Hat): Promise<Person>
  /**
   * Calls `gone` once, within 5 s after the cookie behind the request is over, withdrawn or nobody's any more: a socket
   * shows its cookie only when it opens. Returns the way to stop watching.
   */
  watch(request: IncomingMessage, hat: Hat, gone: () => void): () => void
  /** The person as the session has them now: at their table, or nobody when the session or the seat is gone. */
  asTheyAre(person: Person): Person
  /** From now on nobody is behind this cookie, and what was opened with it is closed. */
  signOut(request: IncomingMessage, hat: Hat): Promise<void>
  /** Which board a person may open, and how. */
  admit(person: Person, board: string): BoardPass | Refusal
}

export interface BoardPass {
  readonly session: string
  readonly rights: 'read' | 'write'
  /** Owner of the client ids that write through this socket. */
  readonly seat: string
}

/** Chance and time of the server, given to what needs them. */
export interface World {
  now(): number
  /** The time zone that this machine is set to. */
  zone(): string
  /** Cryptographic randomness. */
  bytes(count: number): Uint8Array
}
