import { afterAll, expect, test } from 'vitest'
import { boardRights, commandAccess } from '../../../shared/session/may.ts'
import { eventAccess, mayUseRoute, routeAccess, type Role, type Route } from '../../../server/access.ts'
import type { App } from '../../../server/http/app.ts'
import { hats } from '../../../shared/protocol/control.ts'
import type { Person } from '../../../shared/session/session.ts'
import { BoardSocket } from '../kit/board-socket.ts'
import { sampleCommands } from '../kit/commands.ts'
import type { ControlLink, Laptop } from '../kit/people.ts'
import { startServer, type TestServer } from '../kit/server.ts'
import { weak } from '../kit/weak.ts'

const servers: TestServer[] = []
afterAll(() => Promise.all(servers.map((server) => server.close())))

/** Everybody who could stand before the door: what they truly are, and what a cookie of another hat makes of them. */
async function setUp(adapters = {}) {
  let ahead = 0
  const server = await startServer({ adapters, now: () => Date.now() + ahead })
  servers.push(server)
  const ann = await server.facilitator('Ann')
  const [session, other] = [await server.session(ann), await server.session(ann)]
  await ann.post('/rt/facilitator/plenary', { session: session.id })
  const people = {
    facilitator: ann.wearing('facilitator'),
    rapporteur: await server.seat(session.code, 0, 'First'),
    seat: await server.seat(session.code, 0, 'Second'),
    neighbour: await server.seat(session.code, 1, 'Third'),
    visitor: await server.seat(other.code, 0, 'Fourth'),
    plenary: ann.wearing('plenary'),
    nobody: server.stranger(),
  }
  const made = server.serving.openSessions.session(session.id)!
  const group = made.groups[0]!.id
  const board = made.agenda[0]!.boards[group]!
  const sitting = (name: string): Person => {
    const at = [made, server.serving.openSessions.session(other.id)!].find(({ seats }) => seats.some((one) => one.name === name))!
    const seat = at.seats.find((one) => one.name === name)!
    return { is: 'seat', session: at.id, seat: seat.id, group: seat.group }
  }
  const persons: Readonly<Record<keyof typeof people, Person>> = {
    facilitator: { is: 'facilitator', name: 'Ann' },
    rapporteur: sitting('First'),
    seat: sitting('Second'),
    neighbour: sitting('Third'),
    visitor: sitting('Fourth'),
    plenary: { is: 'plenary', session: session.id },
    nobody: { is: 'nobody' },
  }
  /** How each of them may open the board, by the rule of boards. */
  const rightsOf = (who: keyof typeof people) => boardRights(persons[who], group, made)
  return { server, session, board, people, rightsOf, later: (ms: number) => (ahead = ms) }
}
type SetUp = Awaited<ReturnType<typeof setUp>>
type Who = keyof SetUp['people']

const roleOf: Readonly<Record<Who, Role>> = {
  facilitator: 'facilitator',
  rapporteur: 'seat',
  seat: 'seat',
  neighbour: 'seat',
  visitor: 'seat',
  plenary: 'plenary',
  nobody: 'nobody',
}

/** Routes that the application has and the table of access has not, or the other way round. The law: none. */
function unlisted(app: App): string[] {
  const added = app.router.stack.flatMap(({ route }) =>
    route && String(route.path).startsWith('/rt') ? route.stack.map((layer) => `${layer.method.toUpperCase()} ${route.path}`) : [],
  )
  const listed = Object.keys(routeAccess)
  return [...added.filter((route) => !listed.includes(route)), ...listed.filter((route) => !added.includes(route))]
}

test('T1: every route has a row in the table of access, and every row a route', async () => {
  expect(unlisted((await setUp()).server.serving.app)).toEqual([])
})

test('T1, control: a route that is added past the table is found', async () => {
  const { app } = (await setUp()).server.serving
  app.get('/rt/facilitator/everything', (_request, response) => void response.end())
  expect(unlisted(app)).toEqual(['GET /rt/facilitator/everything'])
})

test('T1: what is in no table is refused: routes, methods, events and sorts of document', async () => {
  const { people, session, server } = await setUp()
  for (const path of ['/rt/nothing', '/rt/facilitator/', '/rt/facilitator/nothing', '/rt/SEAT/me', '/rt/seat/me/more'])
    expect([path, (await people.nobody.get(path)).status]).toEqual([path, path === '/rt/SEAT/me' ? 401 : 403])
  const link = await people.facilitator.connect('facilitator', session.id)
  const before = server.serving.openSessions.session(session.id)
  for (const event of ['view', 'kick', 'join', 'wipe', 'tick'])
    await expect(link.socket.timeout(50).emitWithAck(event, { id: 'a', turn: 0, command: { do: 'add-group' } })).rejects.toThrow()
  expect(await link.send({ id: 'b', turn: 0, command: { do: 'wipe' } })).toMatchObject({ ok: false, refused: 'not-understood' })
  expect(server.serving.openSessions.session(session.id)).toBe(before)
  link.socket.close()
  const ways = ['/rt/facilitator/y/', '/rt/facilitator/y/../sessions', '/rt/facilitator/y/a%2Fb']
  for (const way of ways) {
    const socket = await new BoardSocket(people.facilitator, 'facilitator', way.slice('/rt/facilitator/y/'.length)).settled()
    expect([way, socket.synced]).toEqual([way, false])
  }
})

/** Every cell of every table that is not as the table says. The law: none. */
async function wrongCells(given: SetUp): Promise<string[]> {
  return [...(await wrongRoutes(given)), ...(await wrongCommands(given)), ...(await wrongDocuments(given))]
}

async function wrongRoutes({ people, session }: SetUp): Promise<string[]> {
  const wrong: string[] = []
  for (const route of Object.keys(routeAccess) as Route[]) {
    const [method, pattern = ''] = route.split(' ')
    const path = pattern.replace(':session', session.id).replace(':exercise', 'crime-mapping')
    for (const [who, laptop] of Object.entries(people) as [Who, Laptop][]) {
      const status = method === 'GET' ? (await laptop.get(path)).status : (await laptop.post(path, {})).status
      const isIn = status !== 401 && status !== 403
      const isForeign = who === 'visitor' && pattern.includes(':session')
      const may = mayUseRoute(roleOf[who], route) && !isForeign
      if (isIn !== may) wrong.push(`${route} answered ${who} with ${status}`)
    }
  }
  return wrong
}

async function wrongCommands({ people, session, server }: SetUp): Promise<string[]> {
  const wrong: string[] = []
  const links = new Map<Who, ControlLink>()
  for (const [who, laptop] of Object.entries(people) as [Who, Laptop][]) {
    for (const hat of hats) {
      const link = await laptop.connect(hat, session.id).catch(() => null)
      if ((link !== null) !== (roleOf[who] === hat && who !== 'visitor'))
        wrong.push(`${who} ${link ? 'came' : 'did not come'} in as ${hat}`)
      if (link && !links.has(who)) links.set(who, link)
      else link?.socket.close()
    }
  }
  const samples = sampleCommands(session.step)
  for (const [name, need] of Object.entries(commandAccess)) {
    for (const [who, link] of links) {
      const turn = server.serving.openSessions.session(session.id)?.turn ?? 0
      const answer = await link.send({ id: `${name}-${who}`, turn, command: { do: name, ...samples[name as keyof typeof samples] } })
      const isIn = answer.ok || (answer.refused !== 'not-allowed' && answer.refused !== 'not-signed-in')
      // Table B has only the neighbour, so that the neighbour hands in for it.
      const hands = who === 'rapporteur' || who === 'neighbour'
      const isFacilitator = who === 'facilitator'
      const isSeat = roleOf[who] === 'seat'
      const allowed = { facilitator: isFacilitator, seat: isSeat, 'own rapporteur': hands, 'facilitator or seat': isFacilitator || isSeat }[
        need
      ]
      const may = allowed && eventAccess.command.includes(roleOf[who]) && name !== 'answer-hand'
      if (isIn !== may) wrong.push(`${name} of ${who} was answered with ${answer.ok ? 'ok' : answer.refused}`)
      if (name === 'take-rapporteur') await links.get('rapporteur')?.send({ id: `back-${who}`, turn: null, command: { do: name } })
    }
  }
  for (const { socket } of links.values()) socket.close()
  return wrong
}

async function wrongDocuments({ people, board, rightsOf }: SetUp): Promise<string[]> {
  const wrong: string[] = []
  for (const [who, laptop] of Object.entries(people) as [Who, Laptop][]) {
    for (const hat of hats) {
      const socket = await new BoardSocket(laptop, hat, board).settled()
      if (socket.synced) socket.add(`by-${who}`)
      const rights = !socket.synced ? null : (await saves(socket)) ? 'write' : 'read'
      const may = roleOf[who] === hat ? rightsOf(who) : null
      if (rights !== may) wrong.push(`${who} as ${hat} opened a board to ${rights ?? 'nothing'}`)
      socket.leave()
    }
  }
  return wrong
}

async function saves(socket: BoardSocket): Promise<boolean> {
  const end = performance.now() + 300
  while (socket.saved === 0 && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 5))
  return socket.saved > 0
}

test('T1: every route, command and document lets in exactly the people of its row', async () => {
  expect(await wrongCells(await setUp())).toEqual([])
})

test('T1: a cookie that is over opens nothing on any channel', async () => {
  const given = await setUp()
  given.later(20 * 3_600_000)
  for (const who of ['facilitator', 'seat', 'plenary'] as const) {
    const laptop = given.people[who]
    expect((await laptop.get(`/rt/${who}/me`)).status).toBe(401)
    await expect(laptop.connect(who, given.session.id)).rejects.toThrow('not-signed-in')
    expect((await new BoardSocket(laptop, who, given.board).settled()).code).toBe(4401)
  }
})

test('T1, control: without cookies, without the rules of commands and without the rights of boards the walk finds it', async () => {
  expect((await wrongRoutes(await setUp(weak.cookie))).join('\n')).toContain('GET /rt/facilitator/sessions answered nobody with 200')
  expect((await wrongCommands(await setUp(weak.may))).join('\n')).toContain('close-step of seat was answered with')
  expect((await wrongDocuments(await setUp(weak.boards))).join('\n')).toContain('neighbour as seat opened a board to write')
})
