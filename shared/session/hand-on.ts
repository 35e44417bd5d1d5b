import { givenId } from '../ids.ts'
import { refuse, type Refusal } from '../refusals.ts'
import type { Command } from './commands.ts'
import type { Session } from './session.ts'
import type { Given } from './given.ts'

/** Adds givens to an exercise of the agenda, or notes that there are none. What was handed on before stays as it is and is not doubled. */
export function handOn(session: Session, { exercise, cards }: Extract<Command, { do: 'hand-on' }>, newId: () => string): Session | Refusal {
  const item = session.agenda.find((one) => one.exercise === exercise)
  if (!item) return refuse('unknown-exercise')
  const before = item.givens ?? []
  const known = new Set(before.map(nameOf))
  const fresh = cards.flatMap((card): Given[] => {
    if (known.has(nameOf(card))) return []
    known.add(nameOf(card))
    return [{ id: givenId(newId()), ...card }]
  })
  const agenda = session.agenda.map((one) => (one === item ? { ...item, givens: [...before, ...fresh] } : one))
  return { ...session, agenda }
}

const nameOf = ({ kind, from }: Pick<Given, 'kind' | 'from'>) => `${kind} ${from.exercise} ${from.cluster}`
