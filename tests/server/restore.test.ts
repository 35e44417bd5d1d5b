import { afterAll, expect, test } from 'vitest'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import type { Card } from '../../shared/fields/values.ts'
import type { KeptVersion } from '../../shared/session/versions.ts'
import type { SessionView } from '../../shared/session/view.ts'
import { diskFull } from '../kit/disk-full.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import { startServer, type TestOptions, type TestServer } from './kit/server.ts'

const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

/** Two laptops of table A on their board, one of table B, and the console. */
async function setUp(adapters: TestOptions['adapters'] = {}) {
  const server = await startServer({ adapters })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const [aida, bek, chol] = [await server.seat(session.code, 0, 'Aida'), await server.seat(session.code, 0, 'Bek'), await server.seat(session.code, 1, 'Chol')] // prettier-ignore
  const found = () => server.serving.openSessions.session(session.id)!
  const item = () => found().agenda[0]!
  const group = found().groups[0]!.id
  const [console, table] = [await ann.connect('facilitator', session.id), await aida.connect('seat', session.id)]
  const open = (laptop: typeof aida) => new BoardSocket(laptop, 'seat', item().boards[group]!).settled()
  const boards = [await open(aida), await open(bek)] as const
  const saved = () => Promise.all(boards.map((one) => waitFor(() => one.saved === one.sent)))
  const path = `/rt/facilitator/versions/${session.id}/crime-mapping/${group}`
  const versions = async () => ((await (await ann.get(path)).json()) as { versions: KeptVersion[] }).versions
  let sent = 0
  const send = (command: object, link = console) => link.send({ id: `c${sent++}`, turn: null, command })
  const about = { exercise: 'crime-mapping', group }
  const handIn = async () => {
    await send({ do: 'take-back', step: session.step }, table)
    return send({ do: 'hand-in', step: session.step }, table)
  }
  await console.send({ id: 'open', turn: 0, command: { do: 'open-step', step: session.step } })
  return { server, session, ann, aida, chol, console, table, boards, saved, path, versions, send, about, handIn, found, item, group, open }
}

test('a board goes back to a version before the eyes of its table, and forward again, and nothing is lost', async () => {
  const { boards, saved, versions, send, about, handIn, table, chol, session, ann, path, open, aida, group } = await setUp()
  const [first, second] = boards
  const views: SessionView[] = []
  table.socket.on('view', (view: SessionView) => views.push(view))
  first.add('market1', { name: 'HE' })
  first.add('market2', { name: 'SD' })
  await saved()
  await handIn()
  const [kept] = await versions()
  expect(kept).toMatchObject({ why: 'hand-in', cards: 2 })
  expect((await (await ann.get(`${path}/${kept!.id}`)).json()) as { cards: Card[] }).toMatchObject({
    cards: [
      { id: 'market1', kind: 'market', fields: { name: { code: 'HE' } } },
      { id: 'market2', kind: 'market', fields: { name: { code: 'SD' } } },
    ],
  })

  second.doc.getMap('cards').delete('market1')
  second.add('market3')
  await saved()
  const docs = boards.map((one) => one.doc)
  expect(await send({ do: 'restore', ...about, version: kept!.id })).toMatchObject({ ok: true })
  expect(await waitFor(() => boards.every((one) => one.cards().join() === 'market1,market2'))).toBe(true)
  // The documents are the same ones: nobody has to reload, and what is typed now is saved as before.
  expect(boards.map((one) => one.doc)).toEqual(docs)
  expect(boards.map((one) => [one.code, one.isSpoilt])).toEqual([[0, false], [0, false]]) // prettier-ignore
  expect((await versions()).map(({ why, cards }) => `${why} ${cards}`)).toEqual(['restore 2', 'hand-in 2'])
  second.add('market4')
  expect(await saved()).toEqual([true, true])

  // The table is told, its neighbours are not, and nobody there learns who it was.
  expect(await waitFor(() => views.at(-1)?.agenda[0]?.restored !== undefined)).toBe(true)
  expect(views.at(-1)?.agenda[0]?.restored).toMatchObject({ [group]: { to: { id: kept!.id, why: 'hand-in' }, by: '', undone: false } })
  const neighbour = await chol.connect('seat', session.id)
  expect(neighbour.view.agenda[0]?.restored).toBeUndefined()
  neighbour.socket.close()

  expect(await send({ do: 'undo-restore', ...about })).toMatchObject({ ok: true })
  expect(await waitFor(() => boards.every((one) => one.cards().join() === 'market2,market3,market4'))).toBe(true)
  expect(await send({ do: 'undo-restore', ...about })).toMatchObject({ ok: false, refused: 'not-restored' })
  expect((await open(aida)).cards()).toEqual(['market2', 'market3', 'market4'])
})

test('a putting back is not taken back without what it went to: all that was written since would go with it', async () => {
  const { server, session, boards, saved, versions, send, about, handIn } = await setUp()
  boards[0].add('market1')
  await saved()
  await handIn()
  const [kept] = await versions()
  boards[0].add('market2')
  await saved()
  expect(await send({ do: 'restore', ...about, version: kept!.id })).toMatchObject({ ok: true })
  boards[1].add('market3')
  await saved()
  // As the oldest are, hours later.
  const file = new DatabaseSync(join(server.dataDir, 'sessions', `${session.id}.sqlite`))
  file.prepare('DELETE FROM versions WHERE id = ?').run(kept!.id)
  file.close()
  expect(await send({ do: 'undo-restore', ...about })).toMatchObject({ ok: false, refused: 'unknown-version' })
  expect(boards[1].cards()).toEqual(['market1', 'market3'])
})

test('only a facilitator may look at versions or put a board back, and what is not there is refused', async () => {
  const { send, about, table, aida, chol, ann, path, boards, saved, versions, handIn, server, session } = await setUp()
  boards[0].add('market1')
  await saved()
  await handIn()
  const [{ id: version }] = (await versions()) as [KeptVersion]
  for (const laptop of [aida, chol, server.stranger()])
    for (const one of [path, `${path}/${version}`]) expect([401, 403]).toContain((await laptop.get(one)).status)
  for (const command of [
    { do: 'restore', ...about, version },
    { do: 'undo-restore', ...about },
  ])
    expect(await send(command, table)).toMatchObject({ ok: false, refused: 'not-allowed' })
  const refusals = [
    [{ ...about, version: version + 99 }, 'unknown-version'],
    [{ ...about, version: 0 }, 'not-understood'],
    [{ ...about, exercise: 'elsewhere', version }, 'unknown-exercise'],
    [{ ...about, group: 'constructor', version }, 'unknown-group'],
  ] as const
  for (const [given, refused] of refusals) expect(await send({ do: 'restore', ...given })).toMatchObject({ ok: false, refused })
  expect(await send({ do: 'undo-restore', ...about })).toMatchObject({ ok: false, refused: 'not-restored' })
  for (const end of ['99', '-1', '1e3', 'x']) expect((await ann.get(`${path}/${end}`)).status).toBe(404)
  expect((await ann.get(`/rt/facilitator/versions/${session.id}/crime-mapping/__proto__`)).status).toBe(404)
  expect(await versions()).toHaveLength(1)
})

test('a version whose bytes are damaged is refused, and the board stays as it is', async () => {
  const { send, about, boards, saved, versions, handIn, server, session } = await setUp()
  boards[0].add('market1')
  await saved()
  await handIn()
  const [kept] = await versions()
  boards[0].add('market2')
  await saved()
  const file = new DatabaseSync(join(server.dataDir, 'sessions', `${session.id}.sqlite`))
  file.exec("UPDATE versions SET data = substr(data, 1, 8) || x'ff' || substr(data, 10)")
  file.close()
  expect(await send({ do: 'restore', ...about, version: kept!.id })).toMatchObject({ ok: false, refused: 'unknown-version' })
  expect(boards[1].cards()).toEqual(['market1', 'market2'])
})

test('what the disk refuses puts nothing back, and a restore is carried out once however often it is sent', async () => {
  let refuses = false
  const { send, about, boards, saved, versions, handIn, console, found } = await setUp({
    storage: (real) => ({
      ...real,
      keepVersion: (...asked) => (refuses ? Promise.reject(diskFull()) : real.keepVersion(...asked)),
      appendEdits: (records) => (refuses ? Promise.reject(diskFull()) : real.appendEdits(records)),
      tryWriting: (session) => (refuses ? Promise.reject(diskFull()) : real.tryWriting(session)),
    }),
  })
  boards[0].add('market1')
  await saved()
  await handIn()
  const [kept] = await versions()
  boards[0].add('market2')
  await saved()
  const { revision } = found()
  refuses = true
  const restore = { do: 'restore', ...about, version: kept!.id }
  expect(await send(restore)).toMatchObject({ ok: false, refused: 'cannot-save' })
  expect([found().revision, boards[1].cards().join()]).toEqual([revision, 'market1,market2'])
  refuses = false
  const answers = await Promise.all([1, 2, 3].map(() => console.send({ id: 'again', turn: null, command: restore })))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  expect([answers[0]?.ok, found().revision]).toEqual([true, revision + 1])
  expect(await waitFor(() => boards[1].cards().join() === 'market1')).toBe(true)
})

test('a board that was put back before the disk refused the note of it can be put forward again when it was asked once more', async () => {
  let refusing = true
  const { boards, saved, versions, handIn, console, send, about } = await setUp({
    storage: (real) => ({
      ...real,
      appendCommand: (made, entry) =>
        refusing && entry.command.do === 'restore' ? Promise.reject(diskFull()) : real.appendCommand(made, entry),
    }),
  })
  const [first] = boards
  first.add('market1', { name: 'HE' })
  await saved()
  await handIn()
  first.doc.getMap('cards').delete('market1')
  await saved()
  const restore = { id: 'restore', turn: null, command: { do: 'restore', ...about, version: (await versions())[0]!.id } }
  expect(await console.send(restore)).toMatchObject({ ok: false, refused: 'cannot-save' })
  refusing = false
  expect(await console.send(restore)).toMatchObject({ ok: true })
  expect(await waitFor(() => first.cards().includes('market1'))).toBe(true)
  expect(await send({ do: 'undo-restore', ...about })).toMatchObject({ ok: true })
  expect(await waitFor(() => first.cards().length === 0)).toBe(true)
})
