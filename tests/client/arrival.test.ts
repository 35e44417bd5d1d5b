import { afterEach, expect, test, vi } from 'vitest'
import { Arrival } from '../../client/connection/arrival.ts'
import { fragmentOf, seal, wordOf, type Carried } from '../../client/connection/carried.ts'
import type { Refusal } from '../../shared/refusals.ts'

/** Row A13, the page's part: what is brought is neither lost nor put in another order, whatever the server says. */
afterEach(() => vi.unstubAllGlobals())

const bytes = (count: number, from = 1) => Uint8Array.from({ length: count }, (_, index) => (index * 7 + from) % 256)
const known = { hat: 'seat', key: wordOf(bytes(32)), seal: wordOf(bytes(32, 2)) } as const
const carried: Carried = {
  from: '10.0.0.1:8080',
  language: 'en',
  boards: ['b1', 'b2'].map((board) => ({ board, exercise: 'e', update: 'AAAA' })),
  commands: ['c1', 'c2'].map((id) => ({ id, turn: null, command: { do: 'raise-hand' } })),
  drafts: [['b1 market', 'half a word']],
  blank: false,
}
const fragment = fragmentOf(seal(carried, known, bytes(16))) ?? ''

interface Sent {
  readonly attempt: string
  readonly instead?: boolean
}

/** A tab whose server answers as told; `load` is one load of the page. */
function openTab(answer: (sent: Sent) => object) {
  const kept = new Map<string, string>()
  const sent: Sent[] = []
  const location = { hash: fragment, pathname: '/table', search: '' }
  vi.stubGlobal('location', location)
  vi.stubGlobal('history', { replaceState: () => (location.hash = '') })
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  })
  vi.stubGlobal('fetch', (_: string, { body }: { body: string }) => {
    sent.push(JSON.parse(body) as Sent)
    return Promise.resolve(Response.json(answer(sent.at(-1)!)))
  })
  const asked: Refusal['details'][] = []
  const waited: string[] = []
  const load = async (mayReplace = false) => {
    const arrival = Arrival.at('seat')
    const ask = (seats: Refusal['details']) => {
      asked.push(seats)
      return Promise.resolve(mayReplace)
    }
    return { arrival, words: (await arrival?.signIn(ask, ({ refused }) => waited.push(refused))) ?? null }
  }
  return { kept, sent, asked, waited, load }
}

const cannotMove = { refused: 'cannot-move', details: {} }
const seats = { name: 'Bek', table: 'B', otherName: 'Aida', otherTable: 'A' }
const soon = () => new Promise((resolve) => setImmediate(resolve))
const never = new Promise<void>(() => undefined)

test('what a server does not know is kept in the tab and told until it is read, and a server that knows it brings it later', async () => {
  let answer: object = cannotMove
  const { kept, sent, load } = openTab(() => answer)
  const { arrival, words } = await load()
  expect([words, arrival?.isUnread]).toEqual([null, true])
  expect(kept.size).toBe(1)
  arrival?.told()
  // At another load it is tried once, and nothing is said of it again.
  const again = await load()
  expect([again.words, again.arrival?.isUnread, sent.length]).toEqual([null, false, 2])
  answer = { seal: known.seal }
  const { arrival: there, words: brought } = await load()
  expect(brought).toEqual(carried)
  expect(new Set(sent.map(({ attempt }) => attempt)).size).toBe(1)
  // The control: it stays until the server has all of it.
  expect(kept.size).toBeGreaterThan(0)
  for (const board of ['b1', 'b2']) there?.take(board)?.done()
  there?.answered()
  expect(kept.size).toBe(0)
})

test('a browser that holds another seat is asked; who stays is not asked again and keeps the words, who goes on brings them', async () => {
  const { kept, sent, asked, load } = openTab(({ instead }) =>
    instead ? { seal: known.seal } : { refused: 'already-seated', details: seats },
  )
  expect((await load()).words).toBeNull()
  expect(asked).toEqual([seats])
  expect(kept.size).toBeGreaterThan(0)
  expect((await load()).arrival?.isUnread).toBe(false)
  expect([asked.length, sent.length]).toEqual([1, 2])

  const other = openTab(({ instead }) => (instead ? { seal: known.seal } : { refused: 'already-seated', details: seats }))
  expect((await other.load(true)).words).toEqual(carried)
  expect(other.sent.map(({ instead }) => instead)).toEqual([undefined, true])
})

test('commands wait until every board that was brought is saved, or nothing more can be done for it', async () => {
  const { load } = openTab(() => ({ seal: known.seal }))
  const { arrival } = await load()
  const commands = vi.fn()
  void arrival?.commandsAfterBoards(never).then(commands)
  const first = arrival?.take('b1')
  await soon()
  expect(commands).not.toHaveBeenCalled()
  first?.done()
  await soon()
  expect(commands).not.toHaveBeenCalled()
  arrival?.take('b2')?.stuck('closed')
  await soon()
  expect(commands).toHaveBeenCalledExactlyOnceWith(carried.commands)
})

test('edits with a gap are told until they are read, hold nothing up, and are kept for another load', async () => {
  const { kept, load } = openTab(() => ({ seal: known.seal }))
  const { arrival } = await load()
  const commands = vi.fn()
  void arrival?.commandsAfterBoards(never).then(commands)
  arrival?.take('b1')?.done()
  // The control: a board that lets nobody in says so itself.
  arrival?.stuck('b2', 'closed')
  expect(arrival?.hasGap).toBe(false)
  arrival?.take('b2')?.stuck('gap')
  await soon()
  expect([commands.mock.calls.length, arrival?.hasGap]).toEqual([1, true])
  arrival?.told()
  arrival?.answered()
  expect([arrival?.hasGap, kept.size]).toEqual([false, 2])
  const again = await load()
  expect(again.arrival?.boards).toEqual(carried.boards)
  again.arrival?.take('b2')?.stuck('gap')
  expect(again.arrival?.hasGap).toBe(false)
})

test('a page that is not made known yet is told why each time, and goes on trying', async () => {
  const answers: object[] = [
    { refused: 'cannot-save', details: {} },
    { refused: 'something-broke', details: {} },
  ]
  const { sent, waited, load } = openTab(() => answers.shift() ?? { seal: known.seal })
  expect((await load()).words).toEqual(carried)
  expect([waited, sent.length]).toEqual([['cannot-save', 'something-broke'], 3])
})

test('commands are not lost to a board that is never saved: they wait so long and no longer', async () => {
  const { load } = openTab(() => ({ seal: known.seal }))
  const { arrival } = await load()
  expect(await arrival?.commandsAfterBoards(Promise.resolve())).toEqual(carried.commands)
})

test('a page that loses its second address too takes along what it had not put there yet, once and in its order', async () => {
  const { load } = openTab(() => ({ seal: known.seal }))
  const { arrival } = await load()
  const mine = { id: 'c3', turn: null, command: { do: 'lower-hand' } } as const
  arrival?.take('b1')?.done()
  const opened = { board: 'b2', exercise: 'e', update: 'BBBB' }
  expect(arrival?.with([], [])).toEqual({ boards: [carried.boards[1]], commands: carried.commands })
  // A board that is open holds what was brought itself; a command that is on its way again stands where it stood.
  expect(arrival?.with([opened], [carried.commands[0]!, mine])).toEqual({ boards: [opened], commands: [...carried.commands, mine] })
  arrival?.answered()
  expect(arrival?.with([opened], [mine])).toEqual({ boards: [opened], commands: [mine] })
})
