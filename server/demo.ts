import * as Y from 'yjs'
import { addCard, cardsRoot, changeCards } from '../shared/board/board.ts'
import { updateWithLaid } from '../shared/board/laid.ts'
import type { Exercise, SampleBoard } from '../shared/exercise/exercise.ts'
import { readField } from '../shared/fields/catalogue.ts'
import type { Session } from '../shared/session/session.ts'
import type { OpenSessions } from './control/open-sessions.ts'
import type { Storage } from './ports.ts'
import { newId, realWorld } from './world.ts'

/** A session whose boards are filled from the exercises' samples: every screen has something to show. */
export async function makeDemo(
  openSessions: OpenSessions,
  storage: Storage,
  exercises: readonly Exercise[],
  named: { readonly title: string; readonly place: string } = { title: 'Demo', place: '' },
): Promise<Session> {
  const most = Math.max(2, ...exercises.map((exercise) => exercise.sample.length))
  const session = await openSessions.create({ ...named, groups: most, exercises })
  for (const item of session.agenda) {
    const exercise = exercises.find((one) => one.id === item.exercise)
    for (const [index, sample] of (exercise?.sample ?? []).entries()) {
      const board = item.boards[session.groups[index]?.id ?? '']
      if (!exercise || board === undefined) continue
      const update = boardOf(sample, exercise)
      await storage.appendEdits([{ session: session.id, board, sequence: 1, update, owners: [] }])
    }
  }
  return session
}

function boardOf(sample: SampleBoard, exercise: Exercise): Uint8Array {
  const doc = new Y.Doc()
  const laid = updateWithLaid(doc, { givens: [], start: 'en' }, exercise)
  if (laid) Y.applyUpdate(doc, laid)
  for (const card of sample.cards) {
    const kind = exercise.kinds[card.kind]
    if (!kind) continue
    const values = Object.values(kind.fields).map((field) => [field.id, readField(card.fields[field.id], field)] as const)
    const id = card.id ?? newId(realWorld)
    // What comes with the exercise is filled in.
    if (doc.getMap(cardsRoot).has(id)) {
      const said = values.filter(([field]) => Object.hasOwn(card.fields, field))
      changeCards(
        doc,
        said.map(([field, value]) => ({ card: id, field: kind.fields[field]!, value })),
        null,
      )
    } else addCard(doc, id, kind, Object.fromEntries(values), null)
  }
  return Y.encodeStateAsUpdate(doc)
}
