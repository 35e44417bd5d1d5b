import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { SessionView } from '../../shared/session/view.ts'
import { refuse, type Refusal } from '../../shared/refusals.ts'
import { pretendBrowser, wordsOf } from './words-of.ts'

/** The control channel as a page sees it. */
const seen = vi.hoisted(() => ({
  view: null as SessionView | null,
  connected: false,
  refused: null as Refusal | null,
}))
vi.mock('../../client/connection/control.svelte.ts', () => ({
  ControlConnection: class {
    view = seen.view
    connected = seen.connected
    refused = seen.refused
  },
}))
beforeAll(pretendBrowser)
afterAll(() => vi.unstubAllGlobals())

test('no rule of naming is shown before it is known, and why there is none is said', async () => {
  const { default: Naming } = await import('../../client/screens/report/Naming.svelte')
  const words = () => wordsOf(Naming, { session: 's', onset: () => undefined })
  expect(words()).toBe('Who is named Not connected')
  seen.refused = refuse('not-signed-in')
  expect(words()).toMatch(/^Who is named The server no longer knows this browser\./)
  Object.assign(seen, { refused: null, connected: true, view: { attribution: { rule: 'group' } } as SessionView })
  expect(words()).toMatch(/^Who is named Nobody Tables Delegations By their letter/)
  // What is known stays in sight in a gap.
  seen.connected = false
  expect(words()).toMatch(/^Who is named Not connected Nobody Tables/)
})
