import type { AgendaDay } from './agenda.ts'
import type { Exercise } from './exercise.ts'

/** Whether a kind has a field by which groups may share an exercise out: a choice or a link. */
export function canShareBy(kind: { readonly fields: Readonly<Record<string, { readonly type: string }>> }, name: string): boolean {
  const type = kind.fields[name]?.type
  return type === 'choice' || type === 'link'
}

/** The exercise as the agenda has it run: what its line says of sharing out wins over what the exercise says. */
export function sharedOut(exercise: Exercise, days: readonly AgendaDay[]): Exercise {
  const lines = days.flatMap((day) => day.lines).filter((line) => line.exercise === exercise.id)
  const by = lines.find((line) => line.assemble !== undefined)?.assemble
  return by === undefined ? exercise : { ...exercise, assemble: by }
}
