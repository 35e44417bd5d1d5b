import type { Circumstances } from '../../shared/session/reduce.ts'

/** What a command needs beside itself, where a test does not care: the facilitator asks, at the beginning of time, and nothing is brought. */
export function context(given: Partial<Circumstances> = {}): Circumstances {
  const person = { is: 'facilitator', name: 'Ann' } as const
  return { now: 0, person, name: person.name, newId: () => 'unused', newCode: noCodes, putBack: null, brought: [], ...given }
}

function noCodes(): never {
  throw new Error('Where tables have codes a test says which.')
}
