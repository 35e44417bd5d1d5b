import { refuse, type Refusal } from '../../shared/refusals.ts'
import { steering, type Command } from '../../shared/session/commands.ts'
import { may } from '../../shared/session/may.ts'
import type { Person, Session } from '../../shared/session/session.ts'

/** What is asked before a command is carried out; null lets it through. */
export interface Rules {
  may(person: Person, command: Command, session: Session): Refusal | null
  /** Of two facilitators who steer at once one is told who was faster, and with what. */
  tooLate(command: Command, turn: number | null, session: Session): Refusal | null
}

export const rules: Rules = {
  may,
  tooLate(command, turn, session) {
    if (!steering.has(command.do) || turn === session.turn) return null
    const { lastSteer } = session
    // Nobody has steered yet: the page counts the turns of another session.
    if (!lastSteer) return refuse('not-understood')
    return refuse('somebody-was-faster', { who: lastSteer.by, named: lastSteer.by === '' ? 'no' : 'yes', what: lastSteer.what })
  },
}
