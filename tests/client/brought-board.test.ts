import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { Board } from '../../client/board/board.svelte.ts'
import { waitFor } from '../server/kit/board-socket.ts'
import { startServer, type TestServer } from '../server/kit/server.ts'
import { cutOff } from './cut-off.ts'
import { networkOf } from './network-of.ts'

/** The board's part in row A13: what was not saved at an address that was lost, at another. */
let server: TestServer
beforeAll(async () => (server = await startServer()))
afterAll(async () => {
  vi.unstubAllGlobals()
  await server.close()
})

test('what was not saved comes onto the board once, counts as unsaved until the server has it, and is then let go of', async () => {
  const { board, mine, market, note, mate, arrive, leave } = await cutOff(server)
  board.change(mine, note, 'Written in the lift')
  const late = board.add(market, {})
  const update = board.unsavedEdits!
  // Of this laptop alone, and of what was not saved alone.
  expect(Y.decodeUpdate(update).structs.every(({ id }) => id.client === Y.decodeUpdate(update).structs[0]?.id.client)).toBe(true)
  expect(update.length).toBeLessThan(600)
  // The control: it is nowhere else.
  expect(mate.cards()).not.toContain(late)

  const { board: there, done } = arrive(update)
  expect(there.unsaved).toBe(1)
  expect(there.unsavedEdits).toEqual(update)
  expect(await waitFor(() => done.mock.calls.length > 0)).toBe(true)
  expect([there.unsaved, there.unsavedEdits, there.closed]).toEqual([0, null, null])
  expect(await waitFor(() => mate.cards().length === 3)).toBe(true)
  expect([there.cards.length, there.card(mine)?.fields['note']]).toEqual([3, 'Written in the lift'])

  // The same once more, from a tab that was loaded anew at that moment: nothing is there twice.
  const { board: again, done: doneAgain } = arrive(update)
  expect(await waitFor(() => doneAgain.mock.calls.length > 0)).toBe(true)
  expect([again.cards.length, again.unsaved, again.card(mine)?.fields['note']]).toEqual([3, 0, 'Written in the lift'])
  // It is this seat's to take back.
  there.undo()
  expect(await waitFor(() => mate.cards().length === 2)).toBe(true)
  await Promise.all([there.close(), again.close()])
  leave()
})

test('what is not allowed any more is kept to be read; the rest arrives', async () => {
  const { board, mine, note, steer, step, arrive, leave } = await cutOff(server)
  board.change('hers', note, 'Ours, really')
  board.change(mine, note, 'Mine')
  await steer({ do: 'allow', step, allowed: { ownCards: true } })
  const { board: there, done } = arrive(board.unsavedEdits!)
  expect(await waitFor(() => there.untaken.length > 0 && there.unsaved === 0)).toBe(true)
  expect(there.untaken).toMatchObject([{ action: 'change', card: { id: 'hers', fields: { note: 'Ours, really' } } }])
  expect([there.card('hers')?.fields['note'], there.card(mine)?.fields['note']]).toEqual(['', 'Mine'])
  expect(done).toHaveBeenCalledOnce()
  await there.close()
  leave()
})

test('a board that lets nobody in says that it is stuck: nothing is called saved, and what waits for it may go on', async () => {
  const { board, mine, note, boardId, exercise, leave } = await cutOff(server)
  board.change(mine, note, 'Mine')
  networkOf(server.stranger())
  const [done, stuck] = [vi.fn(), vi.fn()]
  const brought = { update: board.unsavedEdits!, done, stuck }
  const there = new Board(boardId, 'nobody', exercise, () => Promise.resolve(null), { brought })
  expect(await waitFor(() => there.closed !== null)).toBe(true)
  expect([stuck.mock.calls, done.mock.calls]).toEqual([[['closed']], []])
  expect(there.unsavedEdits).toEqual(brought.update)
  await there.close()
  leave()
})

test('what stands on edits that the server does not have is not called brought: the rest arrives, it is kept, and the board goes on', async () => {
  const { board, mine, market, note, mate, arrive, leave } = await cutOff(server)
  const away = new Y.Doc()
  Y.applyUpdate(away, Y.encodeStateAsUpdate(mate.doc))
  const edits: Uint8Array[] = []
  away.on('update', (update: Uint8Array) => edits.push(update))
  for (const id of ['lost', 'later']) away.getMap('cards').set(id, new Y.Map(Object.entries({ kind: 'market', order: 1 })))
  board.change(mine, note, 'Mine')
  const update = Y.mergeUpdates([board.unsavedEdits!, edits[1]!])
  const { board: there, done, stuck } = arrive(update)
  expect(await waitFor(() => stuck.mock.calls.length > 0)).toBe(true)
  expect([stuck.mock.calls, done.mock.calls, there.unsaved, there.closed]).toEqual([[['gap']], [], 0, null])
  // Whatever page comes next gets all of it.
  expect(there.unsavedEdits).toEqual(update)
  const card = there.add(market, {})
  expect(await waitFor(() => mate.cards().includes(card))).toBe(true)
  expect(mate.cards()).not.toContain('later')
  // The server would throw out who sends it what has a gap.
  there.redial()
  there.change(mine, note, 'Mine, and on')
  expect(await waitFor(() => there.connected && there.unsaved === 0)).toBe(true)
  expect([there.closed, there.card(mine)?.fields['note']]).toEqual([null, 'Mine, and on'])
  await there.close()
  // The control: once the missing edit is there, it is brought like any other.
  Y.applyUpdate(mate.doc, edits[0]!)
  expect(await waitFor(() => mate.saved === mate.sent)).toBe(true)
  const { done: doneAtLast } = arrive(update)
  expect(await waitFor(() => doneAtLast.mock.calls.length > 0 && mate.cards().includes('later'))).toBe(true)
  leave()
})

test('what is no update at all is dropped, and the board opens as usual', async () => {
  const { market, mate, arrive, leave } = await cutOff(server)
  for (const bytes of [[], [1, 2, 3], [255, 255, 255, 255, 255], [0, 0, 9]]) {
    const { board: there, done } = arrive(new Uint8Array(bytes))
    expect(await waitFor(() => done.mock.calls.length > 0)).toBe(true)
    const card = there.add(market, {})
    expect(await waitFor(() => mate.cards().includes(card) && there.unsaved === 0)).toBe(true)
    await there.close()
  }
  leave()
})
