import type { SimulatedPerson } from '../kit/people.ts'
import type { Order } from './seated.ts'

const exercise = 'crime-mapping'
const said = [
  'We see the same market growing on our side of the border.',
  'Как вы оценили масштаб? У нас данные другие: изъятий стало меньше, но партии крупнее.',
  'Ask the customs service for figures of the last two years.',
]

/** Five of six tables let the others look, and three of them say something beside the board of table B. */
export async function workInWalk(order: Order, people: readonly SimulatedPerson[]): Promise<void> {
  await order({ do: 'open-step', step: 'choose' })
  await order({ do: 'open-walk', exercise })
  for (const [index, { control }] of people.entries())
    await control.send(index === 3 ? { do: 'keep-board', exercise } : { do: 'agree-board', exercise })
  const owner = people[1]!
  await owner.exercise(exercise)
  await owner.openBoard(exercise)
  const cards = (await owner.shownCards(exercise)) ?? []
  for (const [index, text] of said.entries()) {
    const card = index === 0 ? null : (cards[index]?.id ?? null)
    await people[[0, 2, 4][index]!]!.control.send({ do: 'comment', comment: `said${index}`, exercise, group: owner.group, card, text })
  }
}
