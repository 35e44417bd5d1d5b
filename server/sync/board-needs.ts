import type { Granted } from '../../shared/exercise/allowed.ts'
import type { Storage } from '../ports.ts'
import type { Gate } from './gate.ts'
import type { Journal } from './journal.ts'
import type { Mistakes } from './mistakes.ts'
import type { Words } from './words.ts'

/** What every board shares with the others, and whom it tells. */
export interface BoardNeeds {
  readonly storage: Storage
  readonly gate: Gate
  readonly journal: Journal
  readonly words: Words
  readonly mistakes: Mistakes
  readonly now: () => number
  /** True while nobody at its table may write on the board. */
  readonly isLocked: (board: string) => boolean
  /** What a seat may do on the board now. */
  readonly grantedOn: (board: string, seat: string) => Granted
  readonly edited: (session: string, board: string) => void
  /** The document could not be read; the board must not be used any longer. */
  readonly failed: (session: string, board: string, error: unknown) => void
}
