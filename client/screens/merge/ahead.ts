import type { Decision } from '../../../shared/merge/cluster.ts'

/** What was asked here and is not yet in the log that has come: a decision, or one that is taken back or taken up again. */
export interface Ahead {
  readonly id: string
  readonly undone: boolean
  /** Null for one that is in the log already. */
  readonly decision: Decision | null
  /** The server has it on disk: the next log that comes tells of it, or of what somebody did after it. */
  readonly answered: boolean
}

/** The log as it will be. */
export function logAhead(log: readonly Decision[], ahead: readonly Ahead[]): readonly Decision[] {
  if (ahead.length === 0) return log
  const turned = new Map(ahead.map(({ id, undone }) => [id, undone]))
  const known = new Set(log.map(({ id }) => id))
  const fresh = ahead.flatMap(({ decision }) => (decision && !known.has(decision.id) ? decision : []))
  return [...log, ...fresh].map((one) => (turned.has(one.id) ? { ...one, undone: turned.get(one.id)! } : one))
}

/**
 * The log with the entries of an earlier one where they tell the same, and the earlier one itself where nothing is different:
 * every command of the session brings the whole log again, and each entry is a row on the desk.
 */
export function steadied(earlier: readonly Decision[], log: readonly Decision[]): readonly Decision[] {
  const known = new Map(earlier.map((one) => [one.id, one]))
  const steady = log.map((one) => {
    const before = known.get(one.id)
    return before?.undone === one.undone && before.at === one.at && before.by === one.by ? before : one
  })
  return steady.length === earlier.length && steady.every((one, at) => one === earlier[at]) ? earlier : steady
}

/** Two logs of one name tell the same. */
export const nameOfLog = (log: readonly Decision[]): string => log.map(({ id, undone }) => (undone ? `-${id}` : id)).join(' ')
