import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { Session } from '../shared/session/session.ts'
import { ownBoardsShown, whoseOwnBoard, type Shown } from '../shared/session/alone.ts'
import { laidOn } from '../shared/session/laid.ts'
import { tellProblem } from '../shared/exercise/problem.ts'
import type { Exercise } from '../shared/exercise/exercise.ts'
import { sharedOut } from '../shared/exercise/shared-out.ts'
import { translator } from '../shared/i18n/messages.ts'
import type { CopyState } from '../shared/protocol/control.ts'
import { closeCodes } from '../shared/protocol/sync.ts'
import { narrativeBoard } from '../shared/report/narrative.ts'
import { drawnAs } from '../shared/maps/profile.ts'
import { isRefusal } from '../shared/refusals.ts'
import { Archives } from './archive/archives.ts'
import { Retention } from './archive/retention.ts'
import { withAdapters, type Adapters } from './adapters.ts'
import { chosenFrom } from './chosen.ts'
import type { Config } from './config.ts'
import { serveControl } from './control/control.ts'
import { Live } from './control/live.ts'
import { makeOutbox } from './control/outbox.ts'
import type { SessionEvents } from './control/open-session.ts'
import { OpenSessions } from './control/open-sessions.ts'
import { rules } from './control/rules.ts'
import { Disk } from './disk.ts'
import { doorkeeper } from './doorkeeper.ts'
import { openDoorstep, type Doorstep } from './doorstep.ts'
import { openLibrary } from './exercises/library.ts'
import { movableAddresses, plainAddresses, readEvery } from './addresses.ts'
import { Hosts, ownAddresses } from './hosts.ts'
import { addLastResort, makeApp, type App } from './http/app.ts'
import { log } from './log.ts'
import type { Boards, Storage, World } from './ports.ts'
import { MoveKeys } from './move-keys.ts'
import { Templates } from './report/template/templates.ts'
import { Writing } from './report/writing.ts'
import { sessionsIn } from './sessions.ts'
import { sleepsAfter } from './sleep.ts'
import { openStorage } from './storage/storage.ts'
import { keepCopy } from './storage/copy.ts'
import { serveBoards } from './sync/boards.ts'
import { admitEdit } from './sync/gate.ts'
import { limits } from './sync/limits.ts'
import { securedAddresses, serveTls } from './tls.ts'
import { OneTimeLinks, Tokens } from './tokens.ts'
import { isAtBoard, routeUpgrades } from './upgrades.ts'
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
  readonly openSessions: OpenSessions
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
      openSessions
        .catchUp()
        .catch((error: unknown) => log('error', 'A session could not be brought up to date after the disk was full', { error }))
  })
  const { storage } = disk
  const hosts = new Hosts(config.hosts, () => world.now())
  const tokens = new Tokens(storage, world)
  const moveKeys = new MoveKeys(storage, world)
  const links = new OneTimeLinks(world)
  const writer = adapt.writer(new Writing())
  const library = openLibrary(options.exercisesDir ?? 'exercises', join(config.dataDir, 'exercises'), () => world.now())

  const events: Omit<SessionEvents, 'newCode'> = {
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
    async bring(ids, days, beside) {
      const chosen = chosenFrom(await library.list(), ids)
      return isRefusal(chosen) ? chosen : chosen.map((exercise) => drawnAs(sharedOut(exercise, days), beside))
    },
    async areUsed(session, all, exercise) {
      const read = await Promise.all(all.map((board) => boards.read(session, board, exercise)))
      return read.some(({ cards }) => cards.length > 0)
    },
    letGo: (session) => live.forget(session),
  }
  const openSessions = new OpenSessions(storage, world, events, adapt.rules(rules))
  const keeper = adapt.doorkeeper(doorkeeper(hosts, tokens, openSessions, config.allowPlainHttp))
  const boards = serveBoards({
    storage,
    doorkeeper: keeper,
    world,
    limits: adapt.limits(limits),
    gate: adapt.gate(admitEdit),
    isLocked: adapt.locks((board) => openSessions.isLocked(board)),
    grantedOn: (board, seat) => openSessions.grantedOn(board, seat),
  })
  // A laptop that was away while its table was shown all brings the rest later.
  boards.onEdited((id, board) => {
    const session = whoseOwnBoard(board) === null ? null : openSessions.session(id)
    if (session)
      void showAll(
        boards,
        session,
        ownBoardsShown(session).filter(({ own }) => own === board),
      )
  })
  const live = new Live(boards, openSessions)
  const sendAway = (session: string) => {
    tokens.forget(session)
    moveKeys.forget(session)
    control.dropSession(session)
  }
  const archives = new Archives({ openSessions, boards, storage, world, sendAway })
  const retention = new Retention({
    sessions: () => openSessions.sessions(),
    now: () => world.now(),
    isInUse: ({ id, agenda }) =>
      openSessions.isInUse(id) ||
      [...agenda.flatMap((item) => Object.values(item.boards)), narrativeBoard(id)].some((board) => boards.present(board) > 0),
    wipe: async (id) => (await archives.wipe(id)) === null,
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
      moveKeys,
      movableAddresses: () => movable(),
      addresses: () => addresses(),
      hasTls: config.tls !== undefined,
      roomFacts: async () => ({
        now: world.now(),
        addresses: otherAddresses(),
        securedUntil: tls?.facts.until ?? null,
        freeBytes: await disk.freeBytes(),
        sleepsAfter: await sleepsAfter(),
        copy: copy?.state ?? null,
      }),
      clientDir: options.clientDir,
      sessions: sessionsIn(openSessions, boards, live),
    },
    writer,
  )
  const http = createServer(
    { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5000, keepAliveTimeout: 5000, maxHeaderSize: 8192 },
    (request, response) => (isAtBoard(request) ? boards.handleRequest(request, response) : void app(request, response)),
  )
  http.maxHeadersCount = 64
  await options.addClient?.(app, http)
  addLastResort(app)
  const control = serveControl(http, {
    doorkeeper: keeper,
    openSessions,
    live,
    world,
    disk,
    copy: () => copy?.state ?? null,
    outbox: adapt.outbox(makeOutbox),
  })
  const tls = config.tls && serveTls(http, config.tls, ({ names }) => hosts.isCertifiedFor(names))
  if (tls) hosts.isCertifiedFor(tls.facts.names)
  // Laptops change networks, and each request of a page asks.
  const addressesMs = 5000
  const machine = readEvery(addressesMs, () => world.now(), ownAddresses)
  const addresses = () => (tls ? securedAddresses(tls.facts, config.hosts, port) : plainAddresses(config.host, port, machine()))
  const otherAddresses = () => addresses().filter((address) => !/\/\/(127\.|localhost|\[::1\])/.test(address))
  const movable = () => movableAddresses(otherAddresses(), [config.host, ...config.hosts], machine())
  const copying = {
    changed: (state: CopyState) => control.copyChanged(state),
    everyMs: options.copyEveryMs,
    settle: () => storage.settle(),
  }
  const copy = config.copyTo === undefined ? null : keepCopy(config.dataDir, config.copyTo, copying)
  disk.watch()
  retention.watch(options.retentionEveryMs)
  routeUpgrades(http, keeper, boards, options.clientUpgrades)
  await openSessions.start()
  hosts.listensOn(port)
  await doorstep.letIn(http, tls?.take)
  // Reading them takes a good part of the start; laptops that come back after a crash need not wait for it.
  const { exercises, problems } = await library.list()
  for (const problem of problems) process.stderr.write(`${tellProblem(problem, translator('en'))}\n`)

  return {
    port,
    addresses: addresses(),
    facilitatorLink: () => `http://127.0.0.1:${port}/console#${links.make(15)}`,
    openSessions,
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
      await openSessions.close()
      await writer.close()
      await storage.close()
      await closed
    },
  }
}

async function keepHandedIn(boards: Boards, session: string, board: string): Promise<void> {
  try {
    await boards.keepHandedIn(session, board)
  } catch (error) {
    log('error', 'A version could not be kept', { session, board, error })
  }
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
