import { refuse, type Refusal } from '../refusals.ts'
import type { Command } from './commands.ts'
import type { Circumstances } from './reduce.ts'
import type { Session } from './session.ts'
import type { Restored } from './versions.ts'

/** Notes that a board was put back, so that its table and the facilitator see it and it can be taken back. The board itself is no part of the session. */
export function noteRestored(
  session: Session,
  { do: what, exercise, group }: Extract<Command, { do: 'restore' | 'undo-restore' }>,
  { now, name, putBack }: Circumstances,
): Session | Refusal {
  const item = session.agenda.find((one) => one.exercise === exercise)
  if (!item || !putBack) return refuse('unknown-version')
  const entry: Restored = { ...putBack, at: now, by: name, undone: what === 'undo-restore' }
  const noted = { ...item, restored: { ...item.restored, [group]: entry } }
  return { ...session, agenda: session.agenda.map((one) => (one === item ? noted : one)) }
}
