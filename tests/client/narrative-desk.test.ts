import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Board } from '../../client/board/board.svelte.ts'
import { OpenBoards } from '../../client/board/open-boards.svelte.ts'
import { NarrativeDesk } from '../../client/screens/report/desk.svelte.ts'
import type { Field } from '../../shared/exercise/exercise.ts'
import { closeCodes } from '../../shared/protocol/sync.ts'
import { narrativeExercise, sections, writtenIn } from '../../shared/report/narrative.ts'
import { waitFor } from '../server/kit/board-socket.ts'
import type { Laptop } from '../server/kit/people.ts'
import { startServer, type TestServer } from '../server/kit/server.ts'
import { networkOf } from './network-of.ts'
import { pretendBrowser, wordsOf } from './words-of.ts'

let server: TestServer
let ann: Laptop
let session: string
let network: ReturnType<typeof networkOf>
const real = fetch
const { en, ru } = narrativeExercise.kinds['section']!.fields as { en: Field; ru: Field }
beforeAll(async () => {
  pretendBrowser()
  server = await startServer()
  ann = await server.facilitator('Ann')
})
afterEach(() => vi.useRealTimers())
afterAll(async () => {
  vi.unstubAllGlobals()
  await server.close()
})

/** A page of the report, whose questions go through `via`. */
async function page(via: (asked: () => Promise<Response>) => Promise<Response> = (asked) => asked()) {
  session = (await server.session(ann)).id
  network = networkOf(ann)
  vi.stubGlobal('fetch', (path: string, init: RequestInit) =>
    path.startsWith('/') ? via(() => real(ann.base + path, { headers: { cookie: ann.cookie } })) : real(path, init),
  )
  const boards = new OpenBoards<Board>()
  return { boards, desk: new NarrativeDesk(session, boards) }
}
async function words(desk: NarrativeDesk): Promise<string> {
  const { default: NotWritten } = await import('../../client/screens/report/NotWritten.svelte')
  return wordsOf(NotWritten, { desk })
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('whoever has left before the narrative came leaves no board behind; whoever comes again sits at one', async () => {
  const held: (() => void)[] = []
  const { desk, boards } = await page((asked) => new Promise((resolve) => held.push(() => resolve(asked()))))
  const first = desk.open()
  desk.close()
  const second = desk.open()
  for (const let_ of held) let_()
  await Promise.all([first, second])
  expect(boards.all).toEqual([desk.board])
  expect(await waitFor(() => desk.board?.loaded === true)).toBe(true)
  desk.close()
  expect(await waitFor(() => boards.all.length === 0)).toBe(true)
})

test('a desk without a server asks again until it has answered, or nobody sits at it any more', async () => {
  let asked = 0
  const { desk } = await page(() => (asked++, Promise.reject(new Error('away'))))
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  void desk.open()
  const pass = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms)
    await settled()
  }
  await pass(10_000)
  expect(asked).toBeGreaterThan(4)
  expect(await words(desk)).toBe('The server cannot be reached. Check the Wi-Fi; this page goes on trying.')
  desk.close()
  await pass(10_000)
  const before = asked
  await pass(60_000)
  expect(asked).toBe(before)
})

test('what was written and is not saved counts when its view is left, and is read again where the server takes no more', async () => {
  const { desk, boards } = await page()
  await desk.open()
  expect(await waitFor(() => desk.board?.loaded === true)).toBe(true)
  expect(await words(desk)).toBe('')
  network.cut()
  expect(await waitFor(() => desk.board?.connected === false)).toBe(true)
  desk.board!.change('introduction', en, 'Written in the lift')
  const { board } = desk
  desk.close()
  expect([desk.board, boards.unsaved]).toEqual([null, 1])
  network.mend()
  board!.redial()
  expect(await waitFor(() => boards.unsaved === 0 && boards.all.length === 0)).toBe(true)

  await desk.open()
  expect(await waitFor(() => writtenIn(desk.board?.card('introduction'), 'en') === 'Written in the lift')).toBe(true)
  network.cut()
  expect(await waitFor(() => desk.board?.connected === false)).toBe(true)
  desk.board!.change('conclusions', en, 'Too late')
  expect((await ann.post('/rt/facilitator/wipe', { session, title: 'Day one' })).status).toBe(200)
  network.mend()
  desk.board!.redial()
  expect(await waitFor(() => desk.board?.closed === closeCodes.notAllowed)).toBe(true)
  expect(await words(desk)).toMatch(/^The session of this report is not there any more.*copy it before you leave\. +Try again$/)
  desk.close()
  await desk.open()
  expect([writtenIn(desk.board?.card('conclusions'), 'en'), boards.unsaved]).toEqual(['Too late', 1])
})

test('a text that the server is too small for says so', async () => {
  const { desk } = await page()
  await desk.open()
  expect(await waitFor(() => desk.board?.loaded === true)).toBe(true)
  const long = (field: Field) => sections.map((card) => ({ card, field, value: 'ჱ'.repeat(20_000) }))
  desk.board!.changeAll([...long(en), ...long(ru)])
  expect(await waitFor(() => desk.board?.closed === closeCodes.tooLarge)).toBe(true)
  expect(await words(desk)).toMatch(/The last change was too large.*Reload the page/)
})
