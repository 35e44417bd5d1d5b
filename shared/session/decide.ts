import type { Decision } from '../merge/cluster.ts'
import { refuse, type Refusal } from '../refusals.ts'
import type { Session } from './session.ts'

/** Adds a decision to the log. The same decision twice is one decision. */
export function decide(session: Session, decision: Decision): Session | Refusal {
  if (decision.act === 'join' && decision.keys.length < 2) return refuse('nothing-to-join')
  if (session.decisions.some((known) => known.id === decision.id)) return session
  return { ...session, decisions: [...session.decisions, decision] }
}

/** Marks a decision as taken back, or takes it up again; the log keeps its line either way. */
export function undoDecision(session: Session, id: string, to: 'undone' | 'redone'): Session | Refusal {
  if (!session.decisions.some((decision) => decision.id === id)) return refuse('unknown-decision')
  const undone = to === 'undone'
  return { ...session, decisions: session.decisions.map((decision) => (decision.id === id ? { ...decision, undone } : decision)) }
}
