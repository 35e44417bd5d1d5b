import type { Serving } from '../../server/serve.ts'
import { changeCard, readBoard } from '../../shared/board/board.ts'
import { steering, type Command } from '../../shared/session/commands.ts'
import type { Session } from '../../shared/session/session.ts'
import { SimulatedPerson } from '../kit/people.ts'
import type { Laptop } from '../server/kit/people.ts'

const names = ['Aida', 'Рустам', 'Tamara', 'Nino', 'Дильшод', 'Elnura', 'Бекзат', 'Gulnara', 'Арман', 'Ketevan', 'Farhod', 'Мадина']

/** Carries out what a facilitator orders; throws where it is refused. */
export type Order = (command: Command) => Promise<void>

/** The facilitator of one session. */
export async function steer(facilitator: Laptop, session: Session, serving: Serving): Promise<Order> {
  const { send } = await facilitator.connect('facilitator', session.id)
  let count = 0
  return async (command) => {
    const turn = steering.has(command.do) ? (serving.openSessions.session(session.id)?.turn ?? 0) : null
    const answer = await send({ id: `screens${count++}x${session.id.slice(0, 8)}`, turn, command })
    if (!answer.ok) throw new Error(`${command.do} was refused: ${answer.refused}`)
  }
}

/** People sit down: two laptops a table, the first of them hands in. */
export async function seat(serving: Serving, session: Session, groups: number, each = 2): Promise<SimulatedPerson[]> {
  const url = `http://127.0.0.1:${serving.port}`
  const people: SimulatedPerson[] = []
  for (const [index, group] of session.groups.slice(0, groups).entries())
    for (let place = 0; place < each; place++) {
      const number = index * each + place
      const name = names[number % names.length] ?? ''
      const person = await SimulatedPerson.join({ url, code: session.code, group: group.id, name, seed: number + 1 })
      if (place === 0) await person.control.send({ do: 'take-rapporteur' })
      people.push(person)
    }
  return people
}

/** Each opens its board and writes a note once more, so that the table counts as working. */
export async function work(people: readonly SimulatedPerson[], session: Session): Promise<void> {
  const item = session.agenda[0]
  for (const person of people) {
    const exercise = await person.exercise(item?.exercise ?? '')
    const { doc } = await person.openBoard(exercise.id)
    const card = readBoard(doc, exercise)[0]
    const note = card && exercise.kinds[card.kind]?.fields['note']
    if (card && note) changeCard(doc, card.id, note, `${String(card.fields['note'])} `, person)
    else if (exercise.kinds['market']) person.add(exercise, exercise.kinds['market'])
  }
}

export async function openAndClose(order: Order, step: string): Promise<void> {
  await order({ do: 'open-step', step })
  await order({ do: 'close-step', step })
}
