import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Session } from '../../shared/session/session.ts'
import { chance, oneOf } from '../kit/chance.ts'
import { differs, openOne, read, type Law } from './storage-kit.ts'

/** Whatever single bit of a session's records flips: what comes back was written, or is told to be damaged. */
export const facts: Law = async (open, dir, seed) => {
  const random = chance(seed)
  const wrong: string[] = []
  let storage = await openOne(open, dir)
  const [first] = await storage.sessions()
  const commandOf = (revision: number) =>
    ({ id: `c${revision}`, at: revision, by: 'Ann', command: { do: 'add-group' }, answer: { ok: true, revision } }) as const
  const [before, latest] = [2, 3].map((revision) => ({ ...first!, title: `Title ${revision} ${'é'.repeat(40)}`, revision })) as [
    Session,
    Session,
  ]
  for (const next of [before, latest]) await storage.appendCommand(next, commandOf(next.revision))
  await storage.close()
  const path = join(dir, 'sessions', 'one.sqlite')
  const bytesOf = (file: DatabaseSync, where: string) => file.prepare(`SELECT CAST(${where.split(' ')[0]} AS BLOB) AS bytes ${where.slice(where.indexOf(' '))}`).get()?.['bytes'] as Uint8Array // prettier-ignore
  for (let flip = 0; flip < 6; flip++) {
    const inFact = flip % 2 === 0
    const [table, column, key] = inFact
      ? ['facts', 'value', "name = 'session'"]
      : ['ledger', oneOf(['answer', 'command', 'by'], random)!, "id = 'c3'"]
    const file = new DatabaseSync(path)
    const whole = bytesOf(file, `${column} FROM ${table} WHERE ${key}`)
    const bytes = whole.slice()
    bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8)
    const put = file.prepare(`UPDATE ${table} SET ${column} = CAST(? AS TEXT) WHERE ${key}`)
    put.run(bytes)
    file.close()
    storage = await open(dir)
    const found = await storage.loadSession('one')
    await storage.close()
    const after = new DatabaseSync(path)
    const aside = after.prepare('SELECT name FROM set_aside').all().map((row) => String(row['name'])) // prettier-ignore
    if (inFact) {
      wrong.push(...differs('the session before', found?.session, { ...before, revision: 3, turn: 1 }))
      wrong.push(...differs('answers of before', [...(found?.ledger.keys() ?? [])], ['c2']))
      wrong.push(...differs('set aside', aside, ['session 3', 'command c3']))
      const { id, at, by, command, answer } = commandOf(3)
      after.exec('DELETE FROM set_aside')
      after.close()
      // As it was, through the storage itself: what follows damages it anew.
      storage = await open(dir)
      await storage.appendCommand(latest, { id, at, by, command, answer })
      await storage.close()
      continue
    }
    wrong.push(...differs('the session', found?.session, latest))
    wrong.push(...differs('its answers', [...(found?.ledger.keys() ?? [])], ['c2', 'c3']))
    wrong.push(...differs('a damaged answer is still a yes', found?.ledger.get('c3')?.ok, true))
    wrong.push(...differs('set aside', aside, ['command c3']))
    after.exec('DELETE FROM set_aside')
    after.prepare(`UPDATE ${table} SET ${column} = CAST(? AS TEXT) WHERE ${key}`).run(whole)
    after.close()
  }
  return wrong
}

export const versions: Law = async (open, dir) => {
  let storage = await openOne(open, dir)
  const state = (text: string) => new TextEncoder().encode(text)
  const kept = (at: number, why: 'push' | 'time' | 'hand-in') => ({ at, why, upTo: at, cards: at * 2, state: state(`state ${at}`) })
  const ids = [
    await storage.keepVersion('one', 'board', kept(1, 'push')),
    await storage.keepVersion('one', 'board', kept(2, 'time')),
    await storage.keepVersion('one', 'other', kept(3, 'time')),
    await storage.keepVersion('one', 'board', kept(2, 'time')),
  ]
  await storage.close()
  storage = await open(dir)
  const listed = (await storage.versions('one', 'board')).map(({ id, at, why, cards }) => [id, at, why, cards])
  const wrong = differs('the latest first, the same once', [listed, ids[3]], [[[ids[1], 2, 'time', 4], [ids[0], 1, 'push', 2]], ids[1]]) // prettier-ignore
  const found = await storage.loadVersion('one', 'board', ids[0]!)
  wrong.push(...differs('a version', found && read(found.state), 'state 1'))
  wrong.push(...differs('of another board', await storage.loadVersion('one', 'other', ids[0]!), null))
  wrong.push(
    ...differs('of no session', [await storage.versions('none', 'board'), await storage.loadVersion('none', 'board', 1)], [[], null]),
  )
  await storage.close()
  const file = new DatabaseSync(join(dir, 'sessions', 'one.sqlite'))
  file.exec("UPDATE versions SET data = CAST('state 9' AS BLOB) WHERE at = 1")
  file.close()
  storage = await open(dir)
  wrong.push(...differs('a damaged version', await storage.loadVersion('one', 'board', ids[0]!), null))
  await storage.close()
  return wrong
}

/** What came into a session with a command is there or not as the command is; one bit of it flips, and it is there all the same. */
export const definitions: Law = async (open, dir, seed) => {
  let storage = await openOne(open, dir)
  const [first] = await storage.sessions()
  const exercises = ['one', 'two'].map((id) => ({ id, title: { en: id, ru: id } })) as unknown as readonly Exercise[]
  const entry = { at: 1, by: 'Ann', command: { do: 'add-group' }, answer: { ok: true, revision: 2 } } as const
  const idsOf = (found: Awaited<ReturnType<typeof storage.loadSession>>) => found?.exercises.map(({ id }) => id)
  await storage.appendCommand({ ...first!, revision: 2 }, { ...entry, id: 'c1', exercises })
  await storage.appendCommand({ ...first!, revision: 3 }, { ...entry, id: 'c2' })
  await storage.appendCommand({ ...first!, revision: 4 }, { ...entry, id: 'c1', exercises: [] }).catch(() => undefined)
  await storage.close()
  storage = await open(dir)
  const wrong = differs('what came in', idsOf(await storage.loadSession('one')), ['one', 'two'])
  await storage.close()
  const file = new DatabaseSync(join(dir, 'sessions', 'one.sqlite'))
  const row = file.prepare("SELECT CAST(value AS BLOB) AS bytes FROM facts WHERE name = 'exercises'").get()
  const bytes = Uint8Array.from(row?.['bytes'] as Uint8Array)
  bytes[seed % bytes.length]! ^= 4
  file.prepare("UPDATE facts SET value = CAST(? AS TEXT) WHERE name = 'exercises'").run(bytes)
  file.close()
  storage = await open(dir)
  const found = await storage.loadSession('one')
  await storage.close()
  return [
    ...wrong,
    ...differs('what came in, damaged', idsOf(found), ['one', 'two']),
    ...differs('the session', found?.session.revision, 3),
  ]
}
