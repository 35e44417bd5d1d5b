import { closeCodes } from '../../shared/protocol/sync.ts'
import { AgainstRules } from './gate.ts'
import { ForeignClientId } from './owners.ts'

/** The close code of a socket whose message was not taken: it says what its page has to do. */
export function codeFor(error: unknown): number {
  if (error instanceof ForeignClientId) return closeCodes.otherClientId
  return error instanceof AgainstRules ? closeCodes.againstRules : closeCodes.badMessage
}
