import { changeCard, readBoard } from '../../../shared/board/board.ts'
import type { Exercise, Step } from '../../../shared/exercise/exercise.ts'
import { chance, oneOf } from '../../kit/chance.ts'
import type { SimulatedPerson } from '../../kit/people.ts'

/** Somebody else at the table who types: five characters a second, now in one card and now in another, until stopped. */
export async function workBeside(mate: SimulatedPerson, exercise: Exercise, step: Step): Promise<() => void> {
  const line = await mate.openBoard(exercise.id)
  const kind = exercise.kinds[step.canvas.kind]!
  const random = chance(11)
  const written = Object.values(kind.fields).find((field) => field.type === 'text') ?? Object.values(kind.fields).find((field) => field.type === 'line')
  const rated = Object.values(kind.fields).find((field) => field.type === 'rating')
  const ids = readBoard(line.doc, exercise).flatMap((card) => (card.kind === kind.id ? card.id : []))
  let [at, typed] = [ids[0]!, 0]
  const type = () => {
    if (typed++ % 12 === 0) {
      at = oneOf(ids, random)!
      mate.look(line, at, written?.id ?? null)
      if (rated) changeCard(line.doc, at, rated, 1 + Math.floor(random() * rated.of), mate)
    } else if (written) {
      const before = readBoard(line.doc, exercise).find((card) => card.id === at)?.fields[written.id]
      changeCard(line.doc, at, written, `${typeof before === 'string' ? before.slice(0, 100) : ''}${typed % 6 === 0 ? ' ' : 'x'}`, mate)
    }
  }
  const timer = setInterval(type, 200)
  return () => clearInterval(timer)
} // prettier-ignore
