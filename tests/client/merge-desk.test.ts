import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Orders } from '../../client/parts/orders.svelte.ts'
import type { Merged } from '../../shared/merge/cluster.ts'
import { refuse } from '../../shared/refusals.ts'
import { pretendBrowser, wordsOf } from './words-of.ts'

beforeAll(pretendBrowser)
afterAll(() => vi.unstubAllGlobals())

const on = { exercise: 'swot', clusters: [] } as Partial<Merged> as Merged
/** The work of an exercise that is over, as it stood after so many changes. */
const over = (version: number) => ({ merged: { ...on, exercise: 'pestel', version } })
const worked = (version: number) => ({ worked: [{ exercise: 'pestel', contributions: version }, { exercise: 'swot', contributions: 0 }] }) // prettier-ignore

/** A desk whose asks are answered when and how it is said. */
async function deskWithSlowServer() {
  const { Desk } = await import('../../client/screens/merge/desk.svelte.ts')
  const asked: { path: string; answer: (what: unknown) => void }[] = []
  vi.stubGlobal('fetch', (path: string) => new Promise((resolve) => asked.push({ path, answer: (what) => resolve(Response.json(what)) })))
  const desk = new Desk({
    session: 's',
    view: () => null,
    current: () => on,
    exerciseOf: () => undefined,
    orders: {} as Orders,
    now: () => 0,
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  /** Answers an ask: the two questions that were sent together. */
  const answer = async (ask: number, first: unknown, second: unknown) => {
    asked[2 * ask]!.answer(first)
    asked[2 * ask + 1]!.answer(second)
    await settled()
    await settled()
  }
  return { desk, answer, asked }
}

test('of two asks for the same exercise the later one holds, whichever answer comes last', async () => {
  const { desk, answer } = await deskWithSlowServer()
  desk.choose('pestel')
  void desk.refresh()
  await answer(1, worked(2), over(2))
  expect(desk.merged).toMatchObject({ exercise: 'pestel', version: 2 })
  await answer(0, worked(1), over(1))
  expect(desk.merged).toMatchObject({ version: 2 })
  expect(desk.worked[0]?.contributions).toBe(2)
})

test('an exercise that was refused is said so and asked for again; the others can still be chosen', async () => {
  const { default: Awaited } = await import('../../client/screens/merge/Awaited.svelte')
  const { desk, answer } = await deskWithSlowServer()
  desk.choose('pestel')
  expect([desk.merged, wordsOf(Awaited, { desk })]).toEqual([null, 'Opening the exercise'])
  await answer(0, worked(1), refuse('something-broke'))
  expect(wordsOf(Awaited, { desk })).toMatch(/^Something broke on the server.* Try again$/)
  // Also the one that is on, in which nobody has put anything down.
  expect(desk.worked.map(({ exercise }) => exercise)).toEqual(['pestel', 'swot'])
  void desk.refresh()
  await answer(1, worked(1), over(1))
  expect([desk.merged?.exercise, desk.refused]).toEqual(['pestel', null])

  desk.choose('swot')
  expect(desk.merged?.exercise).toBe('swot')
})
