import { createServer, type IncomingMessage, type Server } from 'node:http'
import { join } from 'node:path'
import type { Session } from '../shared/session/session.ts'
import { ownBoardsShown, whoseOwnBoard, type Shown } from '../shared/session/alone.ts'
import { laidOn } from '../shared/session/laid.ts'
import type { Duplex } from 'node:stream'
import { tellProblem } from '../shared/exercise/problem.ts'
import type { Exercise } from '../shared/exercise/exercise.ts'
import { translator } from '../shared/i18n/messages.ts'
import { controlPath, hats, syncPath, type CopyState } from '../shared/protocol/control.ts'
import { closeCodes } from '../shared/protocol/sync.ts'
import { narrativeBoard, narrativeExercise, narrativeStart, readNarrative } from '../shared/report/narrative.ts'
import { Archives } from './archive/archives.ts'
import { Retention } from './archive/retention.ts'
import { withAdapters, type Adapters } from './adapters.ts'
import type { Config } from './config.ts'
import { serveControl } from './control/control.ts'
import { Live } from './control/live.ts'
import { makeOutbox } from './control/outbox.ts'
import type { RoomEvents } from './control/room.ts'
import { Rooms } from './control/rooms.ts'
import { rules } from './control/rules.ts'
import { Disk } from './disk.ts'
import { doorkeeper } from './doorkeeper.ts'
import { openDoorstep, type Doorstep } from './doorstep.ts'
import { openLibrary } from './exercises/library.ts'
import { Hosts, ownAddresses } from './hosts.ts'
import { addLastResort, makeApp, type App } from './http/app.ts'
import { log } from './log.ts'
import type { Boards, Doorkeeper, Storage, World } from './ports.ts'
import { Templates } from './report/template/templates.ts'
import { Writing } from './report/writing.ts'
import { sleepsAfter } from './sleep.ts'
import { openStorage } from './storage/storage.ts'
import { keepCopy } from './storage/copy.ts'
import { serveBoards } from './sync/boards.ts'
import { admitEdit } from './sync/gate.ts'
import { limits } from './sync/limits.ts'
import { securedAddresses, serveTls } from './tls.ts'
import { OneTimeLinks, Tokens } from './tokens.ts'
import { realWorld } from './world.ts'

export interface ServeOptions {
  readonly world?: World
  /** The port when it is already open; else it is opened as the settings say. */
  readonly doorstep?: Doorstep
  readonly adapters?: Partial<Adapters>
  readonly exercisesDir?: string
  /** The built client; null when `addClient` serves the pages. */
  readonly clientDir: string | null
  readonly addClient?: (app: App, http: Server) => Promise<void>
  /** An upgrade at this path belongs to `addClient`. */
  readonly clientUpgrades?: string
  /** Between two rounds of the live copy. */
  readonly copyEveryMs?: number
  /** Between two looks at which sessions are past their date. */
  readonly retentionEveryMs?: number
  /** Called when the storage has ended by itself: nothing can be read or saved any more, so the process must end soon. */
  readonly onStorageBroke: (error: unknown) => void
}

export interface Serving {
  readonly port: number
  /** `http://…` addresses that other laptops can open, the best first. */
  readonly addresses: readonly string[]
  /** A fresh one-time link for a facilitator at this machine. */
  facilitatorLink(): string
  readonly rooms: Rooms
  readonly storage: Storage
  readonly exercises: readonly Exercise[]
  readonly app: App
  /** Ends all sockets, waits for the disk. */
  close(): Promise<void>
}

/** Puts the adapters together on one port; resolves when it listens. */
export async function serve(config: Config, options: ServeOptions): Promise<Serving> {
  const world = options.world ?? realWorld
  const doorstep = options.doorstep ?? (await openDoorstep(config))
  const { port } = doorstep
  const adapt = withAdapters(options.adapters)
  const disk = new Disk(adapt.storage(await openStorage(config.dataDir, options.onStorageBroke)), config.dataDir, (state) => {
    control.diskChanged(state)
    if (state !== 'refuses')
      rooms
        .catchUp()
        .catch((error: unknown) => log('error', 'A session could not be brought up to date after the disk was full', { error }))
  })
  const { storage } = disk
  const hosts = new Hosts(config.hosts, () => world.now())
  const tokens = new Tokens(storage, world)
  const links = new OneTimeLinks(world)
  const writer = adapt.writer(new Writing())
  const library = openLibrary(options.exercisesDir ?? 'exercises', join(config.dataDir, 'exercises'), () => world.now())

  const events: Omit<RoomEvents, 'newCode'> = {
    changed(session) {
      boards.rulesChanged(session.id)
      live.changed(session)
      control.changed(session)
    },
    left: adapt.left((session, seats) => {
      for (const seat of seats) boards.dropSeat(seat, closeCodes.signInAgain)
      control.dropSeats(session, seats)
    }),
    handedIn: (session, board) => keepHandedIn(boards, session.id, board),
    pushed: (session) => boards.keepPushed(session.agenda.flatMap((item) => Object.values(item.boards))),
    async laid(session, item, exercise) {
      const put = ([group, board]: [string, string]) => boards.lay(session.id, board, laidOn(session, item, group), exercise)
      await Promise.all(Object.entries(item.boards).map(put)).catch((error: unknown) =>
        log('error', 'What was handed on or comes with the exercise did not reach every board', { session: session.id, error }),
      )
    },
    shown: (session, what) => showAll(boards, session, what),
    putBack: (session, board, to, exercise) => boards.putBack(session.id, board, to, exercise),
    letGo: (session) => live.forget(session),
  }
  const rooms = new Rooms(storage, world, events, adapt.rules(rules))
  const keeper = adapt.doorkeeper(doorkeeper(hosts, tokens, rooms, config.allowPlainHttp))
  const boards = serveBoards({
    storage,
    doorkeeper: keeper,
    world,
    limits: adapt.limits(limits),
    gate: adapt.gate(admitEdit),
    isLocked: adapt.locks((board) => rooms.isLocked(board)),
    grantedOn: (board, seat) => rooms.grantedOn(board, seat),
  })
  // A laptop that was away while its table was shown all brings the rest later.
  boards.onEdited((id, board) => {
    const session = whoseOwnBoard(board) === null ? null : rooms.session(id)
    if (session)
      void showAll(
        boards,
        session,
        ownBoardsShown(session).filter(({ own }) => own === board),
      )
  })
  const live = new Live(boards, rooms)
  const exercisesOf = (id: string) => rooms.use(id, (room) => Promise.resolve([...room.exercises.values()]))
  const sendAway = (session: string) => {
    tokens.forget(session)
    control.dropSession(session)
  }
  const archives = new Archives({ rooms, boards, storage, world, sendAway })
  const retention = new Retention({
    sessions: () => rooms.sessions(),
    now: () => world.now(),
    isInUse: ({ id, agenda }) =>
      rooms.isInUse(id) ||
      [...agenda.flatMap((item) => Object.values(item.boards)), narrativeBoard(id)].some((board) => boards.present(board) > 0),
    wipe: (id) => archives.wipe(id),
  })
  const app = makeApp(
    {
      doorkeeper: keeper,
      tokens,
      links,
      world,
      library,
      archives,
      templates: new Templates(storage),
      addresses: () => addresses(),
      hasTls: config.tls !== undefined,
      roomFacts: async () => ({
        now: world.now(),
        addresses: addresses().filter((address) => !/\/\/(127\.|localhost)/.test(address)),
        securedUntil: tls?.facts.until ?? null,
        freeBytes: await disk.freeBytes(),
        sleepsAfter: await sleepsAfter(),
        copy: copy?.state ?? null,
      }),
      clientDir: options.clientDir,
      sessions: {
        sessions: () => rooms.sessions(),
        session: (id) => rooms.session(id),
        placeWithCode: (typed) => rooms.placeWithCode(typed),
        create: (plan) => rooms.create(plan),
        join: (id, seat, left) => rooms.use(id, (room) => room.join(seat, left)),
        leave: (id, seat) => rooms.use(id, (room) => room.leave(seat)),
        exercisesOf,
        // In its room, so that what was read is let go of with it.
        cards: async (session, item, exercise) => (await rooms.use(session.id, () => live.readAll(session, item, exercise))) ?? [],
        writers: async (session) => {
          const of = async ([group, board]: [string, string]) => [group, await boards.writers(session.id, board)] as const
          const all = session.agenda.map(async ({ exercise, boards: those }) => {
            return [exercise, Object.fromEntries(await Promise.all(Object.entries(those).map(of)))] as const
          })
          return Object.fromEntries(await Promise.all(all))
        },
        startNarrative: (id, exercises) =>
          boards.lay(id, narrativeBoard(id), { givens: narrativeStart(exercises), start: null }, narrativeExercise),
        narrative: async (id) => readNarrative((await boards.read(id, narrativeBoard(id), narrativeExercise)).cards),
        versions: (id, board) => boards.versions(id, board),
        version: (id, board, version, exercise) => boards.version(id, board, version, exercise),
      },
    },
    writer,
  )
  const http = createServer(
    { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5000, maxHeaderSize: 8192 },
    (request, response) => (isAtBoard(request) ? boards.handleRequest(request, response) : void app(request, response)),
  )
  http.maxHeadersCount = 64
  await options.addClient?.(app, http)
  addLastResort(app)
  const control = serveControl(http, {
    doorkeeper: keeper,
    rooms,
    live,
    world,
    disk,
    copy: () => copy?.state ?? null,
    outbox: adapt.outbox(makeOutbox),
  })
  const tls = config.tls && serveTls(http, config.tls, ({ names }) => hosts.isCertifiedFor(names))
  if (tls) hosts.isCertifiedFor(tls.facts.names)
  const addresses = () => (tls ? securedAddresses(tls.facts, config.hosts, port) : addressesOf(config.host, port))
  const copying = {
    changed: (state: CopyState) => control.copyChanged(state),
    everyMs: options.copyEveryMs,
    settle: () => storage.settle(),
  }
  const copy = config.copyTo === undefined ? null : keepCopy(config.dataDir, config.copyTo, copying)
  disk.watch()
  retention.watch(options.retentionEveryMs)
  routeUpgrades(http, keeper, boards, options.clientUpgrades)
  await rooms.start()
  hosts.listensOn(port)
  await doorstep.letIn(http, tls?.take)
  // Reading them takes a good part of the start; laptops that come back after a crash need not wait for it.
  const { exercises, problems } = await library.list()
  for (const problem of problems) process.stderr.write(`${tellProblem(problem, translator('en'))}\n`)

  return {
    port,
    addresses: addresses(),
    facilitatorLink: () => `http://127.0.0.1:${port}/console#${links.make(15)}`,
    rooms,
    storage,
    exercises,
    app,
    async close() {
      const closed = new Promise((resolve) => http.close(resolve))
      await retention.close()
      live.close()
      disk.close()
      tls?.close()
      if (tls) doorstep.close()
      await copy?.close()
      await control.close()
      http.closeAllConnections()
      await boards.close()
      await rooms.close()
      await writer.close()
      await storage.close()
      await closed
    },
  }
}

const isAtBoard = ({ url = '' }: IncomingMessage) => hats.some((hat) => url.startsWith(`${syncPath(hat)}/`))

/** socket.io takes its own paths; documents go to sync; whatever else asks for an upgrade is hung up on. */
function routeUpgrades(
  http: Server,
  { isOurPage }: Doorkeeper,
  boards: { handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void },
  ofClient?: string,
): void {
  const control = hats.map((hat) => `${controlPath(hat)}/`)
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = request.url ?? ''
    socket.on('error', () => socket.destroy())
    if (control.some((start) => path.startsWith(start)) || (ofClient !== undefined && path.startsWith(ofClient))) return
    if (!isAtBoard(request)) return void socket.destroy()
    if (!isOurPage(request)) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    boards.handleUpgrade(request, socket, head)
  })
}

async function keepHandedIn(boards: Boards, session: string, board: string): Promise<void> {
  try {
    await boards.keepHandedIn(session, board)
  } catch (error) {
    log('error', 'A version could not be kept', { session, board, error })
  }
}

function addressesOf(host: string, port: number): string[] {
  const own = ownAddresses()
  const names = host === '0.0.0.0' || host === '::' ? (own.length > 0 ? own : ['127.0.0.1']) : [host]
  return names.filter((name) => host !== '0.0.0.0' || !name.startsWith('[')).map((name) => `http://${name}${port === 80 ? '' : `:${port}`}`)
}

/** Puts what was written alone and is to be seen onto the boards of tables. */
async function showAll(boards: Boards, session: Session, what: readonly Shown[]): Promise<void> {
  for (const shown of what)
    await boards
      .show(session.id, shown)
      .catch((error: unknown) =>
        log('error', 'What was written alone did not reach its table', { session: session.id, board: shown.own, error }),
      )
}
