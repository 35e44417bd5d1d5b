import type { EditRecord, Storage } from '../../server/ports.ts'
import { newSession } from '../../shared/session/new-session.ts'
import type { Session } from '../../shared/session/session.ts'

/** Opens the storage on a folder; it is opened again on the same folder within a law. */
export type Open = (dir: string) => Promise<Storage>
/** Whatever goes against the promise; nothing, where it is kept. */
export type Law = (open: Open, dir: string, seed: number) => Promise<string[]>

let count = 0
export function makeSession(id: string): Session {
  const plan = { id, code: 'ABCDEF', title: `Title of ${id}`, place: '', created: count++, groups: 2, exercises: [] }
  return newSession(plan, () => `g${count++}`)
}
export const edit = (sequence: number, text = `edit ${sequence}`, board = 'board', session = 'one'): EditRecord => ({
  session,
  board,
  sequence,
  update: new TextEncoder().encode(text),
  owners: [[sequence, `seat${sequence}`]],
})
export const read = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
export const textsOf = async (storage: Storage, board = 'board', session = 'one') =>
  (await storage.loadBoard(session, board)).updates.map(read)
/** The sentence when the promise is refused; null when it is kept. */
export const refused = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
export const differs = (what: string, found: unknown, wanted: unknown) =>
  JSON.stringify(found) === JSON.stringify(wanted) ? [] : [`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`]
export const openOne = async (open: Open, dir: string) => {
  const storage = await open(dir)
  await storage.createSession(makeSession('one'), [])
  return storage
}
