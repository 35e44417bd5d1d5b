import type { Refusal } from '../refusals.ts'
import type { ExerciseFit } from './fit.ts'

/** What would come in, before anything is made: sessions in the order in which they will be counted. */
export interface RegionalLook {
  readonly sessions: readonly LookedAt[]
  readonly exercises: readonly ExerciseFit[]
  /** Why these sessions cannot be brought together; null when they can. */
  readonly refusal: Refusal | null
}

export interface LookedAt {
  readonly id: string
  readonly title: string
  readonly place: string
  readonly created: number
  readonly tables: number
  /** Cards of each exercise that it ran. */
  readonly cards: Readonly<Record<string, number>>
}
