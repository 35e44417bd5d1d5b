import type { MakeTeller } from './control/outbox.ts'
import type { SessionEvents } from './control/open-session.ts'
import type { Rules } from './control/rules.ts'
import type { Doorkeeper, ReportWriter, Storage } from './ports.ts'
import type { Gate } from './sync/gate.ts'
import type { Limits } from './sync/limits.ts'

/**
 * What may stand in front of the real adapters: each is given the real one and returns the one to use. So the same
 * server runs on a slow disk, or with one of its defences taken away to see that the tests of that defence notice.
 */
export interface Adapters {
  readonly storage: (real: Storage) => Storage
  readonly doorkeeper: (real: Doorkeeper) => Doorkeeper
  readonly rules: (real: Rules) => Rules
  readonly outbox: (real: MakeTeller) => MakeTeller
  readonly gate: (real: Gate) => Gate
  readonly limits: (real: Limits) => Limits
  readonly writer: (real: ReportWriter) => ReportWriter
  /** Whether nobody may write on a board. */
  readonly locks: (real: (board: string) => boolean) => (board: string) => boolean
  /** What happens to the open sockets of seats that are gone or sit elsewhere. */
  readonly left: (real: SessionEvents['left']) => SessionEvents['left']
}

const asItIs = <Adapter>(real: Adapter): Adapter => real

/** The given ones; the rest stay as they are. */
export function withAdapters(given: Partial<Adapters> = {}): Adapters {
  return {
    storage: asItIs,
    doorkeeper: asItIs,
    rules: asItIs,
    outbox: asItIs,
    gate: asItIs,
    limits: asItIs,
    writer: asItIs,
    locks: asItIs,
    left: asItIs,
    ...given,
  }
}
