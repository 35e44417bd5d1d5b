import type { Serving } from '../../server/serve.ts'
import { addCard } from '../../shared/board/board.ts'
import { keyOf } from '../../shared/merge/merge.ts'
import type { Session } from '../../shared/session/session.ts'
import { labelledPairs } from '../bench/pairs/labelled.ts'
import { nationalArchive, openArchive } from '../kit/nationals.ts'
import type { SimulatedPerson } from '../kit/people.ts'
import { until } from '../kit/waiting.ts'
import type { Laptop } from '../server/kit/people.ts'
import type { Order } from './seated.ts'

/** Three national seminars, from their archives, as a facilitator brings them together. */
export async function bringTogether(facilitator: Laptop, serving: Serving, place: string): Promise<Session> {
  const exercises = serving.exercises.filter(({ id }) => id === 'crime-mapping')
  const sessions: string[] = []
  for (const [title, tables] of [['Казахстан', 4], ['Kyrgyzstan', 3], ['Uzbekistan', 5]] as const)
    sessions.push(await openArchive(facilitator, nationalArchive({ title, tables, exercises }))) // prettier-ignore
  const plan = { sessions, exercises: ['crime-mapping'], title: 'Central Asia, regional picture', place }
  const made = (await facilitator.post('/rt/facilitator/regional', plan)).body['session'] as string
  return serving.openSessions.session(made)!
}

/** Twelve tables with thirty cards each, many of them alike: what a desk has before it over lunch. */
export async function massOfCards(facilitator: Laptop, serving: Serving): Promise<Session> {
  const exercises = serving.exercises.filter(({ id }) => id === 'crime-mapping')
  const words = labelledPairs().flatMap(({ left, right }) => [left, right])
  const id = await openArchive(facilitator, nationalArchive({ title: 'Conference, twelve tables', tables: 12, exercises, words, each: 27 }))
  return serving.openSessions.session(id)!
}

/** Adds what leaves a strategy open everywhere: threats without an objective, objectives without evidence, two leads for one measure. */
export async function leaveOpen(session: Session, order: Order, people: readonly SimulatedPerson[]): Promise<void> {
  const keys: string[] = []
  for (const [at, person] of people.entries()) {
    const exercise = await person.exercise('strategy-building')
    const line = await person.openBoard(exercise.id)
    const add = (id: string, kind: string, fields: Parameters<typeof addCard>[3]) =>
      addCard(line.doc, id, exercise.kinds[kind]!, fields, null)
    for (const [index, code] of ['HT', 'HS', 'AT', 'CG', 'EX'].entries()) add(`open-threat${String(index)}`, 'threat', { name: { code } })
    for (const index of [0, 1, 2])
      add(`open-aim${String(index)}`, 'aim', {
        text: `Задача ${String(at + 1)}.${String(index + 1)}: согласовать порядок обмена сведениями между ведомствами приграничных областей`,
        level: { code: 'objective' },
      })
    const lead = { own: at === 0 ? 'Border service' : 'Customs committee' }
    for (const index of [0, 1, 2])
      add(`open-action${String(index)}`, 'action', { text: `Joint patrols on the river, part ${String(index + 1)}`, lead })
    keys.push(person.group)
    await until(() => line.saved === line.edits, 'A board was not saved.')
  }
  for (const index of [0, 1, 2]) {
    const joined = keys.map((group) => keyOf(group, `open-action${String(index)}`))
    await order({
      do: 'decide',
      decision: `open${String(index)}`,
      exercise: session.agenda[0]!.exercise,
      what: { act: 'join', keys: joined },
    })
  }
}
