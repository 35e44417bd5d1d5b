import { expect, test } from 'vitest'
import { Drafts } from '../../client/board/drafts.svelte.ts'
import { OpenBoards } from '../../client/board/open-boards.svelte.ts'

/** A board that has something to save until it is told that all is saved. */
class Leaving {
  unsaved = 2
  connected = false
  redials = 0
  untaken: readonly string[] = []
  saved: () => void = () => undefined

  redial(): void {
    this.redials++
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.saved = () => {
        this.unsaved = 0
        resolve()
      }
    })
  }
}

test('a board that was left counts until all of it is saved', async () => {
  const boards = new OpenBoards<Leaving>()
  const [old, present] = [new Leaving(), new Leaving()]
  present.unsaved = 1
  present.connected = true
  boards.add(old)
  boards.leave(old)
  boards.add(present)
  expect([boards.unsaved, boards.connected]).toEqual([3, false])
  boards.redial()
  expect([old.redials, present.redials]).toEqual([1, 1])
  old.saved()
  await Promise.resolve()
  await Promise.resolve()
  expect([boards.unsaved, boards.connected]).toEqual([1, true])
})

test('what was not taken on a board that was left is there until it has been read', async () => {
  const boards = new OpenBoards<Leaving>()
  const [old, present] = [new Leaving(), new Leaving()]
  boards.add(old)
  boards.leave(old)
  boards.add(present)
  // It is refused while the board is being left.
  old.untaken = ['hers']
  old.saved()
  await Promise.resolve()
  await Promise.resolve()
  present.untaken = ['his']
  expect(boards.withUntaken.map(({ untaken }) => untaken)).toEqual([['his'], ['hers']])
  boards.read()
  expect(boards.withUntaken).toEqual([])
})

test('unsent words are kept for each board and kind, and gone when they are put down', () => {
  const drafts = new Drafts()
  drafts.keep('board1', 'market', 'half a ma')
  expect([drafts.of('board1', 'market'), drafts.of('board1', 'route'), drafts.of('board2', 'market')]).toEqual(['half a ma', '', ''])
  drafts.keep('board1', 'market', '')
  expect(drafts.of('board1', 'market')).toBe('')
})
