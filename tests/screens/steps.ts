import type { Serving } from '../../server/serve.ts'
import { keyOf } from '../../shared/merge/merge.ts'
import type { Session } from '../../shared/session/session.ts'
import type { SimulatedPerson } from '../kit/people.ts'
import { until } from '../kit/waiting.ts'
import type { Laptop } from '../server/kit/people.ts'
import { seat, steer, work } from './seated.ts'

// Rooms in a step of the first exercise, with what tables did in it. Their states stand in `rooms.ts`.

export async function workInEmpty(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  await seat(serving, session, 3, 1)
  await (
    await steer(facilitator, session, serving)
  )({ do: 'open-step', step: 'choose' })
}

export async function workInChoose(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const people = await seat(serving, session, 5)
  await order({ do: 'open-step', step: 'choose' })
  await order({ do: 'show', plenary: { shows: 'question' } })
  await order({ do: 'extend-step', step: 'choose', minutes: 5, group: session.groups[3]?.id ?? '' })
  await order({ do: 'name-group', group: session.groups[2]?.id ?? '', name: 'Правоохранительные органы' })
  await work(people, session)
  await people[2]?.control.send({ do: 'raise-hand' })
  await people[7]?.control.send({ do: 'raise-hand' })
  for (const one of people.slice(8, 10)) await one.control.send({ do: 'done', step: 'choose', done: true })
  await until(() => people[8]?.view?.current?.step === 'choose', 'The step did not reach table E')
  await people[8]?.control.send({ do: 'hand-in', step: 'choose' })
  // Somebody goes on after that: the version of the hand-in is not what the board says.
  const exercise = await people[9]?.exercise('crime-mapping')
  if (exercise) people[9]?.add(exercise, exercise.kinds['market']!)
}

export async function workInRate(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const people = await seat(serving, session, 6)
  await order({ do: 'open-step', step: 'choose' })
  await order({ do: 'open-step', step: 'rate' })
  await work(people, session)
  await people[2]?.control.send({ do: 'hand-in', step: 'rate' })
  await order({ do: 'ask-board', exercise: 'crime-mapping', group: null })
  for (const index of [0, 2, 6]) await people[index]?.control.send({ do: 'agree-board', exercise: 'crime-mapping' })
  await people[4]?.control.send({ do: 'keep-board', exercise: 'crime-mapping' })
}

export async function workInBlind(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const people = await seat(serving, session, 2, 3)
  await order({ do: 'open-step', step: 'choose' })
  for (const first of [people[0]!, people[3]!]) {
    const exercise = await first.exercise('crime-mapping')
    await first.openBoard(exercise.id)
    for (let card = 0; card < 7; card++) first.add(exercise, exercise.kinds['market']!)
    await until(() => first.saved === first.edits, 'The cards were not saved')
  }
  await order({ do: 'open-step', step: 'rate' })
  for (const [index, person] of people.entries()) {
    if (index === 0) continue
    const cards = (await people[index < 3 ? 0 : 3]!.shownCards('crime-mapping')) ?? []
    const answers = cards.flatMap(({ id: card }, place) =>
      ['scale', 'impact'].map((field, axis) => {
        const number = 1 + ((place * 2 + axis + (place % 3) * index) % 5)
        return { card, field, value: place === 6 && index === 4 ? ('unknown' as const) : number }
      }),
    )
    await person.control.send({ do: 'rate', step: 'rate', round: 1, rated: true, answers })
  }
  await people[3]?.control.send({ do: 'reveal', step: 'rate' })
}

export async function workInClosed(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const order = await steer(facilitator, session, serving)
  const people = await seat(serving, session, 6)
  await order({ do: 'open-step', step: 'choose' })
  await order({ do: 'open-step', step: 'rate' })
  await work(people, session)
  for (let index = 0; index < people.length - 2; index += 2) await people[index]?.control.send({ do: 'hand-in', step: 'rate' })
  await order({ do: 'close-step', step: 'rate' })
  const keys = await keysOfOwnWords(people, session)
  const [gold, scam] = [keys.get('Незаконная добыча золота') ?? '', keys.get('Scam call centers') ?? '']
  await order({ do: 'decide', decision: 'title-gold', what: { act: 'title', key: gold, text: 'Illegal gold mining' } })
  await order({ do: 'decide', decision: 'aside-scam', what: { act: 'set-aside', key: scam } })
  await order({ do: 'undo-decision', decision: 'aside-scam' })
  await order({ do: 'show', plenary: { shows: 'merged' } })
}

/** Keys of contributions that are in a table's own words: what helpers decide about first. */
async function keysOfOwnWords(people: readonly SimulatedPerson[], session: Session): Promise<ReadonlyMap<string, string>> {
  const keys = new Map<string, string>()
  for (const person of people) {
    const { group } = person
    for (const card of (await person.shownCards(session.agenda[0]?.exercise ?? '')) ?? []) {
      const name = card.fields['name']
      if (typeof name === 'object' && name !== null && 'own' in name) keys.set(name.own, keyOf(group, card.id))
    }
  }
  return keys
}

export async function workInCrowded(facilitator: Laptop, session: Session, serving: Serving): Promise<void> {
  const people = await seat(serving, session, 11, 1)
  await (
    await steer(facilitator, session, serving)
  )({ do: 'open-step', step: 'choose' })
  await work(people, session)
  await people[4]?.control.send({ do: 'raise-hand' })
}
