import type { Exercise } from './exercise.ts'

/** True where every card is an answer sheet: what people think of the meeting is no result of it. */
export function isEvaluation({ kinds }: Pick<Exercise, 'kinds'>): boolean {
  return Object.values(kinds).every(({ several }) => several === true)
}
