import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { OpenBoards } from '../../client/board/open-boards.svelte.ts'
import { cardsRoot } from '../../shared/board/board.ts'
import { closeCodes } from '../../shared/protocol/sync.ts'
import { waitFor } from '../server/kit/board-socket.ts'
import { startServer, type TestServer } from '../server/kit/server.ts'
import { cutOff } from './cut-off.ts'

let server: TestServer
beforeAll(async () => (server = await startServer()))
afterAll(async () => {
  vi.unstubAllGlobals()
  await server.close()
})

test('what a laptop wrote while it was away and may not write any more is kept to be read; the rest arrives, and it goes on', async () => {
  const { board, mine, market, note, mate, steer, step, network, leave } = await cutOff(server)
  board.change('hers', note, 'Ours, really')
  board.change(mine, note, 'Written in the lift')
  const late = board.add(market, {})
  await steer({ do: 'allow', step, allowed: { ownCards: true } })
  network.mend()
  board.redial()
  expect(await waitFor(() => board.untaken.length > 0 && board.unsaved === 0)).toBe(true)
  expect(board.untaken).toMatchObject([{ action: 'change', card: { id: 'hers', fields: { note: 'Ours, really' } }, fields: ['note'] }])
  expect([board.closed, board.card('hers')?.fields['note'], board.card(mine)?.fields['note']]).toEqual([null, '', 'Written in the lift'])
  expect(await waitFor(() => mate.cards().length === 3)).toBe(true)
  expect(mate.cards().includes(late)).toBe(true)

  // From here on the page itself makes no edit that would be refused.
  board.remove('hers')
  board.change('hers', note, 'Still ours')
  board.change(mine, note, 'Mine')
  expect(await waitFor(() => board.unsaved === 0)).toBe(true)
  expect([board.card('hers')?.fields['note'], board.card(mine)?.fields['note'], board.untaken.length]).toEqual(['', 'Mine', 1])
  expect([board.obstacleTo('remove', 'hers'), board.obstacleTo('remove', mine)]).toEqual(['not-yours', null])
  await board.close()
  leave()
})

test('what a laptop had saved before a refusal stays as a mate left it since', async () => {
  let mateWrites = (): Promise<unknown> => Promise.resolve()
  const { board, market, note, mate, steer, step, network, leave } = await cutOff(server, async () => void (await mateWrites()))
  network.mend()
  board.redial()
  expect(await waitFor(() => board.connected)).toBe(true)
  board.change('hers', note, 'As I had it')
  expect(await waitFor(() => board.unsaved === 0)).toBe(true)
  network.cut()
  expect(await waitFor(() => !board.connected)).toBe(true)
  const late = board.add(market, {})
  await steer({ do: 'allow', step, allowed: { may: ['change'] } })
  mateWrites = () => {
    ;(mate.doc.getMap(cardsRoot).get('hers') as Y.Map<unknown>).set('note', new Y.Text('As she has it'))
    return waitFor(() => mate.saved === mate.sent)
  }
  network.mend()
  board.redial()
  expect(await waitFor(() => board.untaken.length > 0 && board.unsaved === 0)).toBe(true)
  expect(board.untaken).toMatchObject([{ action: 'add', card: { id: late } }])
  expect(await waitFor(() => board.card('hers')?.fields['note'] === 'As she has it')).toBe(true)
  await board.close()
  leave()
})

test.each(['while it is offline', 'while its table is locked'])(
  'what a laptop could not save %s is there to be read when it is moved to another table, and its old board lets it in no more',
  async (when) => {
    const { board, mine, market, note, mate, steer, step, group, move, network, leave } = await cutOff(server, () => Promise.resolve(null))
    const isOffline = when.includes('offline')
    if (!isOffline) {
      await steer({ do: 'lock-step', step, group, locked: true })
      network.mend()
      board.redial()
      expect(await waitFor(() => board.connected)).toBe(true)
    }
    const boards = new OpenBoards<typeof board>()
    boards.add(board)
    board.change('hers', note, 'Ours, really')
    const late = board.add(market, {})
    board.change(late, note, 'From the lift')
    board.remove(mine)
    await move()
    network.mend()
    if (isOffline) board.redial()
    expect(await waitFor(() => board.closed !== null)).toBe(true)
    expect([board.closed, board.unsaved]).toEqual([isOffline ? closeCodes.notAllowed : closeCodes.signInAgain, 4])
    boards.leave(board)
    expect(await waitFor(() => boards.all.length === 0)).toBe(true)
    expect(boards.withUntaken.flatMap(({ untaken }) => untaken)).toMatchObject([
      { action: 'remove', card: { id: mine } },
      { action: 'change', card: { id: 'hers', fields: { note: 'Ours, really' } }, fields: ['note'] },
      { action: 'add', card: { id: late, fields: { note: 'From the lift' } } },
    ])
    expect(mate.cards()).toEqual(['hers', mine].sort())
    leave()
  },
)
