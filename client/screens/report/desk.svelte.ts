import type { NarrativePlace, ReportExercise } from '../../../shared/protocol/control.ts'
import { isRefusal, type Refusal } from '../../../shared/refusals.ts'
import { narrativeExercise } from '../../../shared/report/narrative.ts'
import { Board } from '../../board/board.svelte.ts'
import { ask, askAgain } from '../../connection/api.ts'

/** The narrative of a session as this laptop writes in it. */
export class NarrativeDesk {
  board = $state.raw<Board | null>(null)
  /** The exercises that the report tells of, in the order of the agenda. */
  exercises = $state.raw<readonly ReportExercise[]>([])
  /** Why there is nothing to write in; null while all is well. */
  refused = $state.raw<Refusal | null>(null)

  async open(session: string): Promise<void> {
    const there = await askAgain<NarrativePlace>((why) => (this.refused = why), 'GET', `/rt/facilitator/narrative/${session}`)
    if (isRefusal(there)) return void (this.refused = there)
    this.refused = null
    this.exercises = there.exercises
    this.board = new Board(there.board, 'facilitator', narrativeExercise, whoIsHere, { hat: 'facilitator' })
  }

  close(): void {
    void this.board?.close()
    this.board = null
  }
}

async function whoIsHere(): Promise<string | null | Refusal> {
  const me = await ask('GET', '/rt/facilitator/me')
  if (!isRefusal(me)) return 'facilitator'
  return me.refused === 'not-signed-in' ? null : me
}
