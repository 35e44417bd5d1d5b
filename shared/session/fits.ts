import type { Exercise } from '../exercise/exercise.ts'
import { ratedIn } from '../exercise/rated.ts'
import type { Command } from './commands.ts'
import { partsOf } from './material.ts'
import type { Session } from './session.ts'

/** Whether a command agrees with the exercises of its session, which its shape alone cannot say. */
export function fits(command: Command, exercises: ReadonlyMap<string, Exercise>, agenda: Session['agenda']): boolean {
  if (command.do === 'give-material') {
    const item = agenda.find(({ steps }) => steps.some(({ id }) => id === command.step))
    const exercise = item && exercises.get(item.exercise)
    return command.part === null || !exercise || partsOf(exercise, item).some(({ id }) => id === command.part)
  }
  if (command.do === 'hand-on') {
    const given = exercises.get(command.exercise)?.given
    return command.cards.every(({ kind }) => given?.[kind] !== undefined)
  }
  if (command.do === 'rate') {
    const most = mostOf(command.step, exercises)
    return command.answers.every(({ field, value }) => value === 'unknown' || value <= (most.get(field) ?? 0))
  }
  return true
}

/** The highest number of each rating that the step asks for, by field. */
function mostOf(id: string, exercises: ReadonlyMap<string, Exercise>): ReadonlyMap<string, number> {
  for (const exercise of exercises.values()) {
    const step = exercise.steps.find((one) => one.id === id)
    if (step) return new Map(ratedIn(step, exercise).map((field) => [field.id, field.of]))
  }
  return new Map()
}
