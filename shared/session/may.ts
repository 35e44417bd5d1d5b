import { refuse, type Refusal } from '../refusals.ts'
import type { Command } from './commands.ts'
import type { Person, Session } from './session.ts'

/**
 * Who may send which command: a command without a row does not compile, and what is not named is refused.
 * `own rapporteur` is the seat that hands in for its group.
 */
export const commandAccess: Readonly<Record<Command['do'], 'facilitator' | 'seat' | 'own rapporteur' | 'facilitator or seat'>> = {
  'open-step': 'facilitator',
  'extend-step': 'facilitator',
  'close-step': 'facilitator',
  'undo-close': 'facilitator',
  show: 'facilitator',
  'hand-on': 'facilitator',
  'name-group': 'facilitator',
  'add-group': 'facilitator',
  decide: 'facilitator',
  'undo-decision': 'facilitator',
  'redo-decision': 'facilitator',
  'answer-hand': 'facilitator',
  'remove-seat': 'facilitator',
  'take-rapporteur': 'seat',
  'set-seat': 'seat',
  'raise-hand': 'seat',
  'lower-hand': 'seat',
  done: 'seat',
  'hand-in': 'own rapporteur',
  'take-back': 'own rapporteur',
  rate: 'seat',
  reveal: 'seat',
  'rate-again': 'own rapporteur',
  'reveal-for': 'facilitator',
  'open-vote': 'facilitator',
  'close-vote': 'facilitator',
  'reopen-vote': 'facilitator',
  'vote-again': 'facilitator',
  'set-vote-aside': 'facilitator',
  vote: 'seat',
  'ask-board': 'facilitator',
  'agree-board': 'own rapporteur',
  'keep-board': 'seat',
  'open-walk': 'facilitator',
  'close-walk': 'facilitator',
  comment: 'seat',
  'remove-comment': 'facilitator or seat',
  restore: 'facilitator',
  'undo-restore': 'facilitator',
  'pause-step': 'facilitator',
  'resume-step': 'facilitator',
  'wind-up': 'facilitator',
  'undo-open': 'facilitator',
  'lock-step': 'facilitator',
  'give-material': 'facilitator',
  allow: 'facilitator',
  'write-alone': 'facilitator',
  'show-cards': 'facilitator',
  say: 'facilitator',
  unsay: 'facilitator',
  'mark-read': 'seat',
  summon: 'facilitator',
  'let-go': 'facilitator',
  'set-agenda': 'facilitator',
  'move-seats': 'facilitator',
  'take-over-seat': 'facilitator',
  'speak-for': 'facilitator',
  'pass-rapporteur': 'own rapporteur',
  'set-tables': 'facilitator',
  'set-joining': 'facilitator',
  'set-attribution': 'facilitator',
  'keep-until': 'facilitator',
}

/** Null when the person may, else the refusal. Default deny. */
export function may(person: Person, command: Command, session: Session): Refusal | null {
  const need = commandAccess[command.do]
  if (person.is === 'nobody') return refuse('not-signed-in')
  if (person.is === 'facilitator') return need === 'facilitator' || need === 'facilitator or seat' ? null : refuse('not-allowed')
  if (need === 'facilitator') return refuse('not-allowed')
  if (person.is !== 'seat' || person.session !== session.id) return refuse('not-allowed')
  const seat = session.seats.find((one) => one.id === person.seat)
  if (!seat) return refuse('not-allowed')
  return need !== 'own rapporteur' || seat.rapporteur ? null : refuse('not-allowed')
}

/**
 * How a person may open a board of a session; null when not at all. Readers get cards by the control channel, not the
 * board. The board of no group holds what organisers write around the results.
 */
export function boardRights(person: Person, group: string | null, session: Session, seat?: string): 'read' | 'write' | null {
  // What one writes alone nobody else sees, the facilitator neither.
  if (seat !== undefined && (person.is !== 'seat' || person.seat !== seat)) return null
  if (group === null) return person.is === 'facilitator' ? 'write' : null
  if (person.is === 'facilitator') return 'read'
  if (person.is === 'seat' && person.session === session.id && person.group === group) return 'write'
  return null
}
