import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import {
  controlPath,
  hats,
  type ClientToServer,
  type CopyState,
  type DiskState,
  type Hat,
  type ServerToClient,
} from '../../shared/protocol/control.ts'
import { refuse } from '../../shared/refusals.ts'
import type { Person, Session } from '../../shared/session/session.ts'
import { viewFor } from '../../shared/session/view.ts'
import { eventAccess } from '../access.ts'
import { isCannotSave } from '../cannot-save.ts'
import { log } from '../log.ts'
import type { Doorkeeper, World } from '../ports.ts'
import type { Live, Work } from './live.ts'
import { makeOutbox, type MakeTeller, type Teller } from './outbox.ts'
import type { OpenSession } from './open-session.ts'
import type { OpenSessions } from './open-sessions.ts'

interface SocketState {
  person: Person
  session: string
  outbox: Teller
}
type ControlSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketState>
type ControlServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketState>

export interface ControlNeeds {
  readonly doorkeeper: Doorkeeper
  readonly openSessions: OpenSessions
  readonly live: Live
  readonly world: World
  readonly disk: { readonly state: DiskState }
  /** Null when no copy is kept. */
  readonly copy: () => CopyState | null
  readonly outbox?: MakeTeller
}

const tickMs = 2000
const gatherMs = 15
const useMs = 3_600_000
/** Commands of one laptop within a minute; a room of people at work stays far below. */
const mostEventsAMinute = 600

/** The control channel: commands up, whole views down; one socket.io server for each hat, all on the one port. */
export function serveControl(http: HttpServer, needs: ControlNeeds) {
  const servers = new Map(hats.map((hat) => [hat, serveHat(http, hat, needs)]))
  const all = [...servers.values()]
  const gathering = new Map<string, NodeJS.Timeout>()
  const ticking = setInterval(() => all.forEach((io) => io.volatile.emit('tick', needs.world.now())), tickMs)
  // Whoever is connected uses the cookie, also through a long day without another request.
  const using = setInterval(() => servers.forEach((io, hat) => io.of('/').sockets.forEach((socket) => use(socket, hat, needs))), useMs)
  using.unref()
  needs.live.speakThrough({
    isHeard: (session) => (['facilitator', 'plenary'] as const).some((hat) => socketsOf(servers.get(hat), session).length > 0),
    toFacilitators: (session, work) => socketsOf(servers.get('facilitator'), session).forEach((socket) => tell(socket, work)),
    toPlenary: (session, work) => socketsOf(servers.get('plenary'), session).forEach((socket) => tell(socket, work)),
  })
  return {
    /** Tells everybody of a session, once for all changes of one moment. */
    changed(session: Session): void {
      if (gathering.has(session.id)) return
      gathering.set(
        session.id,
        setTimeout(() => {
          gathering.delete(session.id)
          const latest = needs.openSessions.session(session.id)
          if (latest) all.forEach((io) => tellAll(io, latest))
        }, gatherMs),
      )
    },
    /** The transports end without socket.io's farewell: who holds another seat by now comes back as that one. */
    dropSeats(session: Session, seats: readonly string[]): void {
      for (const { data, conn } of socketsOf(servers.get('seat'), session.id))
        if (data.person.is === 'seat' && seats.includes(data.person.seat)) conn.close()
    },
    /** A session is no more: whoever asks again is told so. */
    dropSession(session: string): void {
      for (const io of all) for (const { conn } of socketsOf(io, session)) conn.close()
    },
    diskChanged(state: DiskState): void {
      servers.get('facilitator')?.emit('disk', state)
    },
    copyChanged(state: CopyState): void {
      servers.get('facilitator')?.emit('copy', state)
    },
    async close(): Promise<void> {
      clearInterval(ticking)
      clearInterval(using)
      gathering.forEach((timer) => clearTimeout(timer))
      // Only the engines are ours to close; the HTTP server is closed by whoever made it. The transports end without
      // socket.io's own farewell: after that a client would never come back by itself.
      all.forEach((io) => io.engine.close())
    },
  }
}

function serveHat(http: HttpServer, hat: Hat, needs: ControlNeeds): ControlServer {
  const io: ControlServer = new Server(http, {
    path: controlPath(hat),
    destroyUpgrade: false,
    serveClient: false,
    maxHttpBufferSize: 65_536,
    perMessageDeflate: false,
    pingInterval: 5000,
    pingTimeout: 10_000,
    connectTimeout: 5000,
    allowEIO3: false,
    allowRequest: (request, answer) => answer(null, needs.doorkeeper.isOurPage(request)),
  })
  io.use((socket, next) => {
    signIn(socket, hat, needs).then(
      (refused) => next(refused ? Object.assign(new Error(refused.refused), { data: refused }) : undefined),
      (error: unknown) => {
        log('error', 'Signing in to the control channel failed', { error })
        next(Object.assign(new Error('something-broke'), { data: refuse('something-broke') }))
      },
    )
  })
  io.on('connection', (socket) => {
    // The page asks again, and is told then why it is not let in.
    const stop = needs.doorkeeper.watch(socket.request, hat, () => socket.disconnect(true))
    socket.once('disconnect', () => {
      stop()
      use(socket, hat, needs)
    })
    serveSocket(socket, needs).catch((error: unknown) => dropBroken(socket, error))
  })
  return io
}

function use(socket: ControlSocket, hat: Hat, { doorkeeper }: ControlNeeds): void {
  doorkeeper.personOf(socket.request, hat).catch((error: unknown) => log('warn', 'A cookie could not be read', { error }))
}

async function signIn(socket: ControlSocket, hat: Hat, { doorkeeper, openSessions, outbox: makeTeller = makeOutbox }: ControlNeeds) {
  const person = await doorkeeper.personOf(socket.request, hat)
  if (person.is === 'nobody') return refuse('not-signed-in')
  const session = socket.handshake.query['session']
  if (typeof session !== 'string' || !openSessions.session(session)) return refuse('unknown-session')
  if (person.is !== 'facilitator' && person.session !== session) return refuse('not-allowed')
  socket.data.person = person
  socket.data.session = session
  socket.data.outbox = makeTeller(socket)
  return null
}

async function serveSocket(socket: ControlSocket, { openSessions, live, world, disk, copy }: ControlNeeds): Promise<void> {
  const { person, session: id } = socket.data
  const entering = openSessions.enter(id)
  const budget = new Budget(world)
  // Whatever a socket sends, a throw here must neither end the process nor leave the sender without an answer.
  const hear = (event: keyof ClientToServer, work: (open: OpenSession, ...args: unknown[]) => unknown) =>
    socket.on(event, async (...args: unknown[]) => {
      const reply = args.find((one) => typeof one === 'function') as ((answer: unknown) => void) | undefined
      const refused = (code: 'not-allowed' | 'not-understood' | 'something-broke' | 'cannot-save' | 'too-many-tries') =>
        reply?.({ ok: false, ...refuse(code) })
      try {
        if (!eventAccess[event].includes(person.is)) return refused('not-allowed')
        if (typeof args.at(-1) !== 'function') return refused('not-understood')
        if (!budget.spend()) return refused('too-many-tries')
        const open = await entering
        if (open) await work(open, ...args)
      } catch (error) {
        log('error', 'An event of the control channel failed', { session: id, error })
        refused(isCannotSave(error) ? 'cannot-save' : 'something-broke')
      }
    })
  hear('command', async (open, raw, answer) => (answer as (given: unknown) => void)(await open.carryOut(person, raw)))
  hear('clock', (_room, sent, answer) => (answer as (sent: unknown, now: number) => void)(typeof sent === 'number' ? sent : 0, world.now()))
  socket.on('disconnect', () => void entering.then((open) => open && openSessions.leave(id)).catch(() => undefined))
  socket.on('error', (error) => log('warn', 'A control socket broke', { session: id, error }))

  const open = await entering
  if (!open || !socket.connected) return
  // The seat may have been removed between the greeting and now.
  if (person.is === 'seat' && !open.session.seats.some((seat) => seat.id === person.seat)) return void socket.conn.close()
  await socket.join(id)
  socket.data.outbox.tell('view', viewFor(person, open.session))
  socket.emit('tick', world.now())
  if (person.is === 'facilitator') {
    socket.emit('disk', disk.state)
    const kept = copy()
    if (kept) socket.emit('copy', kept)
  }
  await live.greet(open, person, (work) => tell(socket, work))
}

function dropBroken(socket: ControlSocket, error: unknown): void {
  log('error', 'A control socket could not be served', { error })
  socket.disconnect(true)
}

function tell({ data: { outbox } }: ControlSocket, { merged, boards, activity }: Partial<Work>): void {
  if (merged) outbox.tell('merged', merged)
  if (boards) outbox.tell('boards', boards)
  if (activity) outbox.tell('activity', activity)
}

function tellAll(io: ControlServer, session: Session): void {
  for (const { data } of socketsOf(io, session.id)) data.outbox.tell('view', viewFor(data.person, session))
}

/** The sockets of a session on this server. */
function socketsOf(io: ControlServer | undefined, session: string): ControlSocket[] {
  if (!io) return []
  const { sockets, adapter } = io.of('/')
  return [...(adapter.rooms.get(session) ?? [])].flatMap((id) => sockets.get(id) ?? [])
}

/** How much one socket may still send in this minute. */
class Budget {
  readonly #world: World
  #minute = 0
  #spent = 0

  constructor(world: World) {
    this.#world = world
  }

  spend(): boolean {
    const minute = Math.floor(this.#world.now() / 60_000)
    if (minute !== this.#minute) this.#spent = 0
    this.#minute = minute
    return ++this.#spent <= mostEventsAMinute
  }
}
