import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { archiveType } from '../../shared/archive/archive.ts'
import { BoardSocket, waitFor } from './kit/board-socket.ts'
import type { Laptop } from './kit/people.ts'
import { startServer, type TestServer } from './kit/server.ts'

/** Tables that are mixed for a second round: each laptop speaks for its own delegation, as far as the server itself saw who wrote. */
const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))
async function start(): Promise<TestServer> {
  const server = await startServer()
  servers.push(server)
  return server
}

async function write(laptop: Laptop, board: string, act: (socket: BoardSocket) => void): Promise<void> {
  const socket = await new BoardSocket(laptop, 'seat', board).settled()
  act(socket)
  expect(await waitFor(() => socket.sent > 0 && socket.saved === socket.sent)).toBe(true)
  socket.leave()
}
const market = (name: string, by: string) => ({ name: { own: name }, note: new Y.Text(name), told: 1, by })

const canaries = ['Canaryhome', 'Canaryguest', 'Canaryhost', 'Canaryboth']
/** Under whose name each card stands in the report. */
async function namedIn(
  laptop: Laptop,
  session: string,
): Promise<{ readonly text: string; readonly under: Readonly<Record<string, string>> }> {
  const text = await (await laptop.get(`/rt/facilitator/report/${session}.md?lang=en`)).text()
  const under: Record<string, string> = {}
  let name = ''
  for (const line of text.split('\n')) {
    if (!line.startsWith('|')) name = /Uzbekistan|Kazakhstan|Table [A-Z]\b/.exec(line)?.[0] ?? name
    for (const canary of canaries) if (line.includes(canary) && name !== '') under[canary] = name
  }
  return { text, under }
}

test('a report names each laptop’s delegation at a mixed table, the table where several wrote, and the same from an archive', async () => {
  const here = await start()
  const ann = await here.facilitator('Ann')
  const made = await here.session(ann)
  const console_ = await ann.connect('facilitator', made.id)
  let sent = 0
  const steer = async (command: object) =>
    expect(await console_.send({ id: `c${String(sent++)}`, turn: here.serving.openSessions.session(made.id)!.turn, command })).toMatchObject({ ok: true }) // prettier-ignore
  await steer({ do: 'set-tables', tables: ['Uzbekistan', 'Kazakhstan'].map((delegation) => ({ name: '', language: null, delegation })) })
  const [aida, beks] = [await here.seat(made.code, 0, 'Aida'), await here.seat(made.code, 1, 'Beks')]
  await steer({ do: 'set-attribution', to: 'delegation', typed: 'Day one' })
  await steer({ do: 'open-step', step: made.step })
  const session = () => here.serving.openSessions.session(made.id)!
  const [first, second] = session().groups.map(({ id }) => id) as [string, string]
  const boardOf = (group: string) => session().agenda[0]!.boards[group]!
  await write(aida, boardOf(first), (socket) => socket.add('r1', market('Canaryhome', '')))
  const [aidas] = session().seats.map(({ id }) => id) as [string]
  await steer({ do: 'move-seats', moves: [{ seat: aidas, group: second }] })
  expect(session().seats.find(({ id }) => id === aidas)).toMatchObject({ group: second, delegation: 'Uzbekistan' })
  await write(aida, boardOf(second), (socket) => socket.add('r2', market('Canaryguest', '')))
  // What a page says of itself names nobody: the gate has seen who wrote.
  await write(beks, boardOf(second), (socket) => {
    socket.add('r3', market('Canaryhost', aidas))
    socket.add('r4', market('Canaryboth', ''))
  })
  await write(aida, boardOf(second), ({ doc }) => (doc.getMap('cards').get('r4') as Y.Map<Y.Text>).get('note')!.insert(0, 'Not '))

  const { text, under } = await namedIn(ann, made.id)
  expect(under).toEqual({ Canaryhome: 'Uzbekistan', Canaryguest: 'Uzbekistan', Canaryhost: 'Kazakhstan', Canaryboth: 'Table B' })
  expect(text).toContain('They spoke for 2 delegations.')

  const file = await (await ann.get(`/rt/facilitator/archives/${made.id}`)).text()
  const there = await start()
  const bob = await there.facilitator('Bob')
  const headers = { cookie: bob.cookie, origin: bob.base, 'x-roundtable': '1', 'content-type': archiveType }
  expect((await fetch(`${bob.base}/rt/facilitator/archives`, { method: 'POST', headers, body: file })).status).toBe(200)
  expect((await namedIn(bob, made.id)).under).toEqual(under)
  expect(await (await bob.get(`/rt/facilitator/archives/${made.id}`)).text()).toBe(file)
  console_.socket.close()
})
