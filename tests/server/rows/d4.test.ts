import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Adapters } from '../../../server/adapters.ts'
import type { DiskState } from '../../../shared/protocol/control.ts'
import { littleRooms, type LittleRoom } from '../../kit/little-room.ts'
import { BoardSocket, waitFor } from '../kit/board-socket.ts'
import { startServer } from '../kit/server.ts'

const rooms = littleRooms()
afterAll(() => rooms.forEach((room) => room.close()))

const isSaved = (one: BoardSocket) => waitFor(() => one.saved === one.sent || one.code !== 0).then(() => one.saved === one.sent)

/**
 * A room at work while there is no room left on the disk, and again after there is, through a new start. Returns all that
 * is not as row D4 says.
 */
async function fillAndFree(room: LittleRoom, storage?: Adapters['storage']): Promise<string[]> {
  const wrong: string[] = []
  const look = (what: string, holds: boolean) => void (holds || wrong.push(what))
  const broke: unknown[] = []
  const server = await startServer({
    dataDir: room.dir,
    onStorageBroke: (error) => broke.push(error),
    ...(storage ? { adapters: { storage } } : {}),
  })
  const ann = await server.facilitator('Ann')
  const session = await server.session(ann)
  const seats = [await server.seat(session.code, 0, 'Aida'), await server.seat(session.code, 0, 'Bek')] as const
  const found = () => server.serving.openSessions.session(session.id)!
  const link = await ann.connect('facilitator', session.id)
  const states: DiskState[] = []
  link.socket.on('disk', (state: DiskState) => states.push(state))
  const group = found().groups[0]!.id
  const board = found().agenda[0]!.boards[group]!
  const open = (index: 0 | 1) => new BoardSocket(seats[index], 'seat', board).settled()
  let writer = await open(0)
  writer.add('before')
  look('an edit before was not saved', await isSaved(writer))
  let sent = 0
  let acknowledged = ''
  const name = async (id = `c${sent}`) => {
    const command = { do: 'name-group', group, name: `${sent++} ${'x'.repeat(50)}` }
    const answer = await link.send({ id, turn: null, command })
    if (answer.ok) acknowledged = command.name
    return answer
  }
  look('a command before was refused', (await name()).ok)

  room.fill()
  let answer = await name('again')
  for (let count = 0; answer.ok && count < 40; count++) answer = await name('again')
  look('a full disk refused nothing', !answer.ok && answer.refused === 'cannot-save')
  look('the session in memory is ahead of the disk', found().groups[0]!.name === acknowledged)
  look('the console was not told within 2 s', await waitFor(() => states.at(-1) === 'refuses', 2000))
  // What only reads goes on: the clock, a view, boards, who is where.
  look('the clock stands', (await link.socket.timeout(1000).emitWithAck('clock', 1).catch(() => null)) !== null) // prettier-ignore
  const late = await ann.connect('facilitator', session.id)
  look('somebody who comes sees another name', late.view.groups[0]?.name === acknowledged)
  late.socket.close()
  const mate = await open(1)
  look('a board cannot be read', mate.cards().includes('before'))
  writer.sign({ seat: 'none', card: null, field: null })
  const joined = await server.stranger().post('/rt/seat/join', { code: session.code, group, name: 'Chol', people: 1, rapporteur: false })
  look(`joining was answered with ${joined.status}`, joined.status === 503 && joined.body['refused'] === 'cannot-save')
  look('a seat is there without its laptop', found().seats.length === 2)
  writer = await open(0)
  // The log of edits has some room that was there before the disk was full: what goes into it is saved, and stays.
  const during: string[] = []
  const addMore = async () => {
    during.push(`during-${during.length}`)
    writer.add(during.at(-1)!, { note: 'z'.repeat(200_000) })
    return isSaved(writer)
  }
  let isTaken = await addMore()
  while (isTaken && during.length < 30) isTaken = await addMore()
  look('a full disk took every edit', !isTaken)

  room.free()
  look('the console was not told that it is over within 5 s', await waitFor(() => states.at(-1) !== 'refuses', 5000))
  look('the command that was refused cannot be sent again', (await name('again')).ok)
  const back = await open(0)
  Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(writer.doc))
  look('the laptop could not bring its edit', await isSaved(back))
  for (const one of [writer, mate, back]) one.leave()
  link.socket.close()
  await server.serving.close()
  look('the process was told to end', broke.length === 0)

  const again = await startServer({ dataDir: room.dir })
  const after = again.serving.openSessions.session(session.id)
  look('an acknowledged command is lost', after?.groups[0]?.name === acknowledged)
  const reader = await new BoardSocket(seats[0].at(again.serving.port), 'seat', board).settled()
  look('an edit is lost', reader.cards().join() === ['before', ...during].join())
  reader.leave()
  await again.serving.close()
  return wrong
}

test.each(rooms.map((room) => [room.name, room] as const))(
  'D4: when %s, commands are refused, the room goes on, and it saves again by itself',
  async (_name, room) => {
    expect(await fillAndFree(room)).toEqual([])
  },
)

test('D4, control: a storage that says yes all the same is found out', async () => {
  const [room, ...others] = littleRooms()
  const hasty: Adapters['storage'] = (real) => ({
    ...real,
    appendCommand: (session, entry) => real.appendCommand(session, entry).catch(() => undefined),
  })
  const wrong = (await fillAndFree(room!, hasty)).join('\n')
  for (const one of [room!, ...others]) one.close()
  expect(wrong).toMatch(/refused nothing[\s\S]*sees another name/)
})

test('D4: little room left is told to nobody before there is a console to tell', async (context) => {
  const small = rooms.find(({ name }) => name.includes('ENOSPC'))
  if (!small) return context.skip('this user may not mount a small disk')
  const unheard: unknown[] = []
  const note = (error: unknown) => void unheard.push(error)
  process.on('unhandledRejection', note)
  // As long as it takes to ask how much room there is.
  const addClient = async () => void (await statfs(small.dir), await statfs(small.dir), await new Promise(setImmediate))
  const server = await startServer({ dataDir: join(small.dir, 'slow'), addClient })
  expect((await server.stranger().get('/rt/health')).status).toBe(200)
  process.off('unhandledRejection', note)
  expect(unheard).toEqual([])
  await server.close()
})
