import { mergeGroups, keyOf } from '../../shared/merge/merge.ts'
import type { Session } from '../../shared/session/session.ts'
import type { SimulatedPerson } from '../kit/people.ts'
import type { Order } from './seated.ts'

/** Everybody at a laptop votes twice, by dots and by rank, and most of them a third time. */
export async function workInVotes(session: Session, order: Order, people: readonly SimulatedPerson[]): Promise<void> {
  await order({ do: 'open-step', step: 'choose' })
  await order({ do: 'open-step', step: 'rate' })
  await order({ do: 'close-step', step: 'rate' })
  for (const [index, person] of people.entries()) await person.control.send({ do: 'set-seat', name: person.name, people: 2 + (index % 3) })
  const items = await itemsOf(people)
  const open = (vote: string, question: string, way: 'dots' | 'ranking') =>
    order({ do: 'open-vote', vote, exercise: session.agenda[0]!.exercise, question, way, dots: 5, items })
  await open('first', 'Which markets should the regional strategy take up first?', 'dots')
  await voteAll(people, 'first', items, 'dots')
  await order({ do: 'close-vote', vote: 'first' })
  await open('second', 'В каком порядке заниматься этими рынками?', 'ranking')
  await voteAll(people, 'second', items, 'ranking')
  await order({ do: 'close-vote', vote: 'second' })
  await open('third', 'Which markets should the regional strategy take up first?', 'dots')
  await voteAll(people.slice(2), 'third', items, 'dots')
  await order({ do: 'show', plenary: { shows: 'vote', vote: 'third' } })
}

/** The first seven merged entries, as the console offers them. */
async function itemsOf(people: readonly SimulatedPerson[]) {
  const exercise = await people[0]!.exercise('crime-mapping')
  const boards = []
  for (const person of people.filter((_, index) => index % 2 === 0)) {
    await person.openBoard(exercise.id)
    boards.push({ group: person.group, cards: (await person.shownCards(exercise.id)) ?? [] })
  }
  const { clusters } = mergeGroups(boards, exercise, [])
  return clusters.slice(0, 7).map(({ members, kind, title }) => ({ cluster: keyOf(members[0]!.group, members[0]!.card.id), kind, title }))
}

async function voteAll(
  people: readonly SimulatedPerson[],
  vote: string,
  items: Awaited<ReturnType<typeof itemsOf>>,
  way: 'dots' | 'ranking',
) {
  for (const [index, person] of people.entries()) {
    const order = items.map((_, place) => (place * (1 + (index % 2)) + (index % 3)) % items.length)
    const answers =
      way === 'ranking'
        ? order.map((place, at) => ({ item: items[at]!.cluster, value: place + 1 }))
        : order.slice(0, 4).map((place, at) => ({ item: items[place]!.cluster, value: 4 - at }))
    await person.control.send({ do: 'vote', vote, done: true, answers })
  }
}
