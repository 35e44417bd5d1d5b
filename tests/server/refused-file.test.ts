import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Files } from '../../server/storage/files.ts'
import { packEdits } from '../../server/storage/packed.ts'
import { edit, makeSession, read } from '../contracts/storage-kit.ts'

const dir = mkdtempSync(join(tmpdir(), 'roundtable-refused-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('where the file of one session refuses its edits, the edits and the command of another in the same batch are kept', () => {
  const [damaged, whole] = ['damaged', 'whole'].map(makeSession)
  const before = new Files(dir)
  before.run([damaged!, whole!].map((session) => ({ do: 'create-session', session, exercises: [] })))
  before.close()
  writeFileSync(join(dir, 'sessions', 'damaged.sqlite'), 'no database')
  const files = new Files(dir)
  const both = packEdits([edit(1, 'of the damaged', 'board', 'damaged'), edit(1, 'of the whole', 'board', 'whole')])
  const entry = { id: 'c1', at: 1, by: 'Ann', command: { do: 'show' }, answer: { ok: true, revision: 2 } } as never
  const outcomes = files.run([
    { do: 'append-command', session: { ...whole!, title: 'Told' }, entry },
    { do: 'append-edits', packed: [both] },
  ])
  expect(outcomes.map((outcome) => 'done' in outcome)).toEqual([true, false])
  const [board, session] = files.run([
    { do: 'load-board', session: 'whole', board: 'board' },
    { do: 'load-session', id: 'whole' },
  ]) as { done: { updates: Uint8Array[]; session: { title: string } } }[]
  expect(board?.done.updates.map(read)).toEqual(['of the whole'])
  expect(session?.done.session.title).toBe('Told')
  files.close()
})
