import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Session } from '../../shared/session/session.ts'
import type { ImportedBoard, LedgerEntry, Token, Version } from '../ports.ts'
import type { Failure } from './failure.ts'

/** What the worker can be asked. Plain data only: it is cloned on its way. */
export type Job =
  | { readonly do: 'list-sessions' }
  | { readonly do: 'create-session'; readonly session: Session; readonly exercises: readonly Exercise[] }
  | {
      readonly do: 'import-session'
      readonly session: Session
      readonly exercises: readonly Exercise[]
      readonly boards: readonly ImportedBoard[]
      readonly at: number
    }
  | { readonly do: 'wipe-session'; readonly id: string; readonly at: number }
  | { readonly do: 'load-session'; readonly id: string }
  | { readonly do: 'append-command'; readonly session: Session; readonly entry: LedgerEntry }
  | { readonly do: 'append-edits'; readonly packed: readonly Uint8Array[] }
  | { readonly do: 'load-board'; readonly session: string; readonly board: string }
  | { readonly do: 'compact-board'; readonly session: string; readonly board: string; readonly upTo: number; readonly state: Uint8Array }
  | {
      readonly do: 'keep-version'
      readonly session: string
      readonly board: string
      readonly version: Version
    }
  | { readonly do: 'list-versions'; readonly session: string; readonly board: string }
  | { readonly do: 'load-version'; readonly session: string; readonly board: string; readonly id: number }
  | { readonly do: 'template'; readonly session: string }
  | { readonly do: 'save-template'; readonly session: string; readonly template: unknown }
  | { readonly do: 'try-writing'; readonly session: string | null }
  | { readonly do: 'save-token'; readonly token: Token }
  | { readonly do: 'find-token'; readonly hash: string }

/** What became of one job. It is `done` only after the files that it wrote to have been flushed. */
export type Outcome = { readonly done: unknown } | { readonly failed: Failure }

export type FromWorker =
  { readonly ready: true } | { readonly refused: string } | { readonly outcomes: readonly Outcome[] } | { readonly closed: true }

export type ToWorker = { readonly jobs: readonly Job[] } | { readonly close: true }

/** A session as the worker reads it, without its boards; `damaged` names the records whose bytes are not what was written. */
export interface SessionRows {
  readonly session: Session
  readonly exercises: unknown
  readonly ledger: readonly (readonly [id: string, answer: unknown])[]
  readonly damaged: readonly string[]
}

/** A board as the worker reads it; `damaged` names the records whose bytes are not what was written. */
export interface BoardRows {
  readonly snapshot: Uint8Array | null
  readonly updates: readonly Uint8Array[]
  readonly lastSequence: number
  readonly owners: readonly (readonly [number, string])[]
  readonly lastEdit: number | null
  readonly versionedUpTo: number
  readonly damaged: readonly string[]
}
