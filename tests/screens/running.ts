import type { Serving } from '../../server/serve.ts'
import type { Session } from '../../shared/session/session.ts'
import type { Laptop } from '../server/kit/people.ts'
import { seat, steer, work } from './seated.ts'

// Rooms as the facilitator runs them: the clock, locks, tables in steps of their own, codes and the call to the front. Their states stand in `rooms.ts`.

export async function workInPaused(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const people = await seat(serving, session, 5)
  await order({ do: 'open-step', step: 'choose' })
  await order({ do: 'show', plenary: { shows: 'question' } })
  await work(people, session)
  await order({ do: 'pause-step', step: 'choose' })
  await order({ do: 'lock-step', step: 'choose', group: session.groups[1]?.id ?? '', locked: true })
  await order({ do: 'say', message: 'coffee', text: 'Coffee is ready. We go on at 10:45 · Кофе готов, продолжим в 10:45', to: null })
  await order({ do: 'say', message: 'camera', text: 'A camera team comes to your table', to: session.groups[2]?.id ?? '' })
  for (const one of people.slice(2, 8)) await one.control.send({ do: 'mark-read', message: 'coffee' })
}

export async function workInApart(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const [, second, , fourth] = session.groups
  await order({ do: 'open-step', step: 'choose' })
  await seat(serving, session, 6, 1)
  await order({ do: 'open-step', step: 'rate', minutes: 12, groups: [second!.id, fourth!.id] })
  const text = 'Start from the case of March: two lorries, one warehouse, no arrest.\nLeave the airports to table D.'
  await order({ do: 'give-material', step: 'rate', group: second!.id, text, part: null })
  await order({ do: 'show', plenary: { shows: 'question' } })
}

export async function workInCoded(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const named = (name: string, delegation: string) => ({ name, delegation, language: null })
  const tables = [named('Kazakhstan', ''), named('Кыргызстан', ''), named('Harbour', 'Tajikistan'), named('', 'Turkmenistan')]
  await order({ do: 'set-tables', tables })
  await order({ do: 'set-joining', by: 'code' })
}

export async function workInCalled(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const delegations = ['Uzbekistan', 'Республика Казахстан', '']
  await order({ do: 'set-tables', tables: delegations.map((delegation) => ({ name: '', delegation, language: null })) })
  await seat(serving, session, 2)
  // The second round: laptops of two delegations at one table.
  const [first, second] = session.groups
  const guest = serving.openSessions.session(session.id)?.seats.find(({ group }) => group === first?.id)
  if (guest && second) await order({ do: 'move-seats', moves: [{ seat: guest.id, group: second.id }] })
  await order({ do: 'open-step', step: 'choose' })
  await order({ do: 'summon' })
}
