import type { Exercise } from '../exercise/exercise.ts'
import type { Card } from '../fields/values.ts'
import { timeIsOver } from '../session/reduce.ts'
import type { AgendaItem, Group, Ms, Session, StepRun } from '../session/session.ts'
import { openSteps } from '../session/whereabouts.ts'
import { canonical } from './canonical.ts'

/** What an archive calls itself; the version grows when older programs can no longer read it. */
export const archiveFormat = 'roundtable-session'
export const archiveVersion = 1
/** How pages send one. */
export const archiveType = 'application/vnd.roundtable.session+json'
export const largestArchive = 48_000_000

/** One session as one file holds it. What opens doors (the join code, cookies) is not in it, nor are earlier versions of boards. */
export interface Archive {
  readonly session: ArchivedSession
  /** As they were used, with their maps; without the boards that show what they look like. */
  readonly exercises: readonly Exercise[]
  /** By id; what organisers write around the results is one of them where there is any. */
  readonly boards: Readonly<Record<string, ArchivedBoard>>
}
export type ArchivedSession = Omit<Session, 'code' | 'ownCodes' | 'keepUntil' | 'summons' | 'pushed' | 'closed' | 'numbers'>

/** `state` is the document (Yjs, base64), and what is restored; `cards` say the same for whoever reads the file. */
export interface ArchivedBoard {
  readonly cards: readonly Card[]
  readonly state: string
  readonly lastEdit: Ms | null
  /** Which seat wrote under each client id of the document; there only where laptops of one table speak for several delegations. */
  readonly writers?: Readonly<Record<string, string>>
}

/** Stands for the seat that wrote in a document from outside, where the file does not say which. */
export const nobodyHere = 'archive'

/**
 * The session without what belongs to this server and this hour: its codes, when it will be wiped, a clock that runs (a step
 * that is open counts as closed at its end, a summons is over), notes of boards put back, whose versions are not in the file, and numbers
 * of boards on which laptops wrote alone, which are not in it either.
 */
export function atRest(session: Session): ArchivedSession {
  const {
    code: _code,
    ownCodes: _own,
    keepUntil: _until,
    summons: _summons,
    pushed: _pushed,
    closed: _closed,
    numbers: _numbers,
    agenda,
    ...rest
  } = over(session)
  const groups = rest.groups.map(({ code: _, ...group }): Group => group)
  // A clock of its own says nothing once its step is over.
  const atRest = ({ clocks: _, ...run }: StepRun): StepRun => run
  return {
    ...rest,
    groups,
    agenda: agenda.map(({ restored: _, numbered: __, ...item }): AgendaItem => ({ ...item, steps: item.steps.map(atRest) })),
  }
}

/** The session with every open step closed at its end, and all that is shown by that. */
export function over(session: Session): Session {
  const close = (before: Session, { id, state }: StepRun) => (state.is === 'open' ? timeIsOver(before, id, state.until) : before)
  return openSteps(session).reduce(close, session)
}

/** The text of the file, the same for the same content; `hashOf` is SHA-256 in hexadecimal digits. */
export function archiveText(content: Archive, hashOf: (text: string) => string): string {
  const text = canonical(content)
  return `{"format":"${archiveFormat}","version":${String(archiveVersion)},"hash":"${hashOf(text)}","content":${text}}\n`
}
