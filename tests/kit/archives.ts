import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { addCard, readBoard } from '../../shared/board/board.ts'
import { restingState } from '../../shared/board/resting.ts'
import { atRest, type Archive } from '../../shared/archive/archive.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { fieldTypes } from '../../shared/fields/catalogue.ts'
import { isRefusal } from '../../shared/refusals.ts'
import { parseEnvelope } from '../../shared/session/commands.ts'
import { may } from '../../shared/session/may.ts'
import { newSession, takeSeat } from '../../shared/session/new-session.ts'
import { reduce } from '../../shared/session/reduce.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import { sampleCommands } from '../server/kit/commands.ts'
import { oneOf, type Chance } from './chance.ts'
import { context } from './context.ts'

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A session as a few random commands from everybody leave it. */
export function anySession(exercises: readonly Exercise[], random: Chance, id = 'session'): Session {
  let count = 0
  const newId = () => `${id}${String(++count).padStart(4, '0')}x`
  const made = { id, code: 'ABCDEF', title: oneOf(['Day one', 'День «второй» 🌍', 'a\u0000"\\\ud800'], random)!, place: '', created: 5 }
  let session = newSession({ ...made, groups: 1 + Math.floor(random() * 4), exercises }, newId)
  for (const { id: group } of session.groups)
    if (random() < 0.8)
      session = takeSeat(session, { id: newId(), group, name: 'Анна', people: 2, rapporteur: true, handRaised: null, done: [], joined: 7 })
  const steps = session.agenda.flatMap((item) => item.steps.map((step) => step.id))
  for (let turn = 0; turn < 60; turn++) {
    const samples = sampleCommands(oneOf(steps, random)!)
    const name = oneOf(Object.keys(samples), random) as keyof typeof samples
    const there = {
      group: oneOf(session.groups, random)?.id,
      seat: oneOf(session.seats, random)?.id,
      exercise: oneOf(session.agenda, random)?.exercise,
      decision: `d${String(turn)}`,
      vote: `v${String(Math.floor(random() * 3))}`,
      what: oneOf<unknown>([{ act: 'join', keys: ['a:1', 'b:1'] }, { act: 'title', key: 'a:1', text: 'T' }, { act: 'look' }], random),
    }
    const command: Record<string, unknown> = { do: name, ...samples[name] }
    for (const [key, value] of Object.entries(there)) if (key in command) command[key] = value
    const seat = oneOf(session.seats, random)
    const person: Person =
      seat && random() < 0.5 ? { is: 'seat', session: id, seat: seat.id, group: seat.group } : { is: 'facilitator', name: 'Фасилитатор' }
    const envelope = parseEnvelope({ id: `e${String(turn)}`, turn: null, command })
    if (isRefusal(envelope) || may(person, envelope.command, session)) continue
    const next = reduce(session, envelope.command, context({ now: 1000 + turn, person, name: 'Имя', newId, newCode: newId }))
    if (!isRefusal(next)) session = next
  }
  return session
}

/** A document that a few people have written: cards of every kind with values of every type, changed and taken away again. */
function anyDocument(exercise: Exercise, random: Chance): Y.Doc {
  const doc = new Y.Doc()
  for (let cards = Math.floor(random() * 6); cards > 0; cards--) {
    const writer = new Y.Doc()
    Y.applyUpdate(writer, Y.encodeStateAsUpdate(doc))
    writer.clientID = Math.floor(random() * 2 ** 31)
    const kind = oneOf(Object.values(exercise.kinds), random)!
    const values = Object.values(kind.fields).map((field) => [field.id, oneOf(fieldTypes[field.type].sample as readonly never[], random)])
    addCard(writer, `card${String(cards)}`, kind, Object.fromEntries(values) as Record<string, never>, null)
    if (random() < 0.3) writer.getMap('cards').delete(`card${String(Math.ceil(random() * 6))}`)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(writer))
  }
  return doc
}

export function archiveOf(session: Session, exercises: readonly Exercise[], random: Chance): Archive {
  const boards = session.agenda.flatMap((item) =>
    Object.values(item.boards).map((board): [string, Archive['boards'][string]] => {
      const exercise = exercises.find((one) => one.id === item.exercise)!
      const doc = anyDocument(exercise, random)
      const state = Buffer.from(restingState(Y.encodeStateAsUpdate(doc))).toString('base64')
      return [board, { cards: readBoard(doc, exercise), state, lastEdit: random() < 0.5 ? null : 2000 }]
    }),
  )
  return { session: atRest(session), exercises: exercises.map((one) => ({ ...one, sample: [] })), boards: Object.fromEntries(boards) }
}
