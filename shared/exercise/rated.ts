import type { Exercise, FieldOf, Step } from './exercise.ts'

/** The ratings that a step asks for, of the kind on its canvas, in the order of `fill`. */
export function ratedIn(step: Pick<Step, 'canvas' | 'fill'>, exercise: Pick<Exercise, 'kinds'>): FieldOf<'rating'>[] {
  const fields = exercise.kinds[step.canvas.kind]?.fields ?? {}
  return step.fill.flatMap((id) => {
    const field = fields[id]
    return field?.type === 'rating' ? [field] : []
  })
}
