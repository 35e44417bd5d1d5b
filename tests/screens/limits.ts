import type { SimulatedPerson } from '../kit/people.ts'
import type { Order } from './seated.ts'

/** Each laptop keeps to its own cards and takes none away; tables B and D are in a later step, in which each laptop writes alone. */
export async function workInLimits(order: Order, people: readonly SimulatedPerson[], apart: readonly string[]): Promise<void> {
  await order({ do: 'open-step', step: 'choose' })
  await order({ do: 'allow', step: 'choose', allowed: { may: ['add', 'change', 'move'], ownCards: true } })
  await order({ do: 'open-step', step: 'crime-harms', groups: [...apart] })
  await order({ do: 'write-alone', step: 'crime-harms' })
  for (const person of people) await person.openBoard((await person.exercise('crime-mapping')).id)
}
