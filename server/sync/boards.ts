import { Server as PollingServer, type Socket as Polling } from 'engine.io'
import * as Y from 'yjs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { cardsIn, readBoard } from '../../shared/board/board.ts'
import { updateWithLaid } from '../../shared/board/laid.ts'
import type { Granted } from '../../shared/exercise/allowed.ts'
import { isId } from '../../shared/ids.ts'
import { hats, syncPath, type Hat } from '../../shared/protocol/control.ts'
import { closeCodes, maxFrameBytes } from '../../shared/protocol/sync.ts'
import { isRefusal, refuse } from '../../shared/refusals.ts'
import type { Person } from '../../shared/session/session.ts'
import { log } from '../log.ts'
import type { BoardPass, Boards, Doorkeeper, Storage, World } from '../ports.ts'
import type { Carrier, Wire } from './carrier.ts'
import { admitEdit, type Gate } from './gate.ts'
import { Journal } from './journal.ts'
import { limits as ownLimits, type Limits } from './limits.ts'
import { Line } from './line.ts'
import { Mistakes } from './mistakes.ts'
import { OpenBoard } from './open-board.ts'
import { PolledSocket } from './polled-socket.ts'
import { Versions } from './versions.ts'
import { Words } from './words.ts'

const beatMs = 15_000
const mostEarly = 64
const versionMs = 300_000

export interface BoardsOptions {
  readonly storage: Storage
  readonly doorkeeper: Doorkeeper
  readonly world: World
  readonly limits?: Limits
  readonly gate?: Gate
  readonly isLocked?: (board: string) => boolean
  readonly grantedOn?: (board: string, seat: string) => Granted
  /** Between two versions of a board that people work on. */
  readonly versionMs?: number
}

export interface BoardServer extends Boards {
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Where WebSockets are blocked: the same messages by long-polling at the same address, behind the same gate. */
  handleRequest(request: IncomingMessage, response: ServerResponse): void
  /** Boards in memory now. */
  open(): number
  /** Ends all sockets and waits until every board is on disk. */
  close(): Promise<void>
}

/** Serves the documents of boards to y-websocket clients at `/rt/<hat>/y/<board>`, and by long-polling. */
export function serveBoards(options: BoardsOptions): BoardServer {
  const { storage, doorkeeper, world, limits = ownLimits, gate = admitEdit } = options
  const { isLocked = () => false, grantedOn = (_board, seat) => ({ as: [seat] }) } = options
  const boards = new Map<string, OpenBoard>()
  const releases = new Map<string, NodeJS.Timeout>()
  const releasing = new Map<string, Promise<void>>()
  const editListeners = new Set<(session: string, board: string) => void>()
  const presenceListeners = new Set<(session: string, board: string) => void>()
  const needs = {
    storage,
    gate,
    journal: new Journal(storage),
    words: new Words(),
    mistakes: new Mistakes(() => world.now()),
    now: () => world.now(),
    isLocked,
    grantedOn,
    edited: (session: string, board: string) => editListeners.forEach((listener) => listener(session, board)),
    failed: forget,
  }
  const server = new WebSocketServer({
    noServer: true,
    // Larger than a client may send, so that the close code can say "too large" for good.
    maxPayload: maxFrameBytes * 4,
    perMessageDeflate: false,
    maxFragments: 64,
    maxBufferedChunks: 4096,
  })
  const polling = new PollingServer({
    transports: ['polling'],
    maxHttpBufferSize: maxFrameBytes * 4,
    httpCompression: false,
    pingInterval: 4000,
    pingTimeout: 10_000,
  })
  polling.on('connection', (opened: Polling) => {
    const socket = new PolledSocket(opened)
    serveSocket(socket, socket, opened.request)
  })
  const beat = setInterval(() => boards.forEach((board) => board.lines.beat()), beatMs)
  beat.unref()
  const versions = new Versions(storage, world)
  const versioning = setInterval(() => void versions.keepChanged(boards.values(), 'time'), options.versionMs ?? versionMs)
  versioning.unref()

  async function use(session: string, id: string): Promise<OpenBoard> {
    await releasing.get(id)
    clearTimeout(releases.get(id))
    releases.delete(id)
    let board = boards.get(id)
    if (!board) {
      board = new OpenBoard(session, id, needs)
      boards.set(id, board)
    }
    return board
  }

  /** Whoever comes next reads it anew. */
  function forget(session: string, id: string, error: unknown): void {
    log('error', 'A board could not be loaded', { session, board: id, error })
    boards.get(id)?.talk.dropAll()
    boards.delete(id)
  }

  function releaseLater(board: OpenBoard): void {
    if (board.lines.size > 0 || boards.get(board.id) !== board) return
    clearTimeout(releases.get(board.id))
    const timer = setTimeout(() => release(board), limits.releaseAfterMs)
    timer.unref()
    releases.set(board.id, timer)
  }

  function release(board: OpenBoard): void {
    releases.delete(board.id)
    if (board.lines.size > 0 || boards.get(board.id) !== board) return
    boards.delete(board.id)
    // Whatever is not in memory is in a version as it is.
    const done = versions
      .keepChanged([board], 'time')
      .then(() => board.release())
      .catch((error: unknown) => log('error', 'A board could not be compacted', { session: board.session, board: board.id, error }))
      .finally(() => releasing.delete(board.id))
    releasing.set(board.id, done)
  }

  async function welcome(socket: Carrier, wire: Wire, request: IncomingMessage): Promise<void> {
    let early: Uint8Array[] | null = []
    let take = (frame: Uint8Array) => {
      if (early && early.push(frame) > mostEarly) socket.close(closeCodes.tryAgain)
    }
    socket.on('error', () => socket.terminate())
    socket.on('message', (data) => take(data))
    const { person, hat, board: id } = await whoAsks(request, doorkeeper)
    const asked = passOf(person, id, doorkeeper)
    if (typeof asked === 'number') return socket.close(asked)
    const board = await use(asked.session, id)
    // The seat may have been moved or removed while the board was on its way: nobody looks at open sockets for it later.
    const pass = passOf(doorkeeper.asTheyAre(person), id, doorkeeper)
    if (typeof pass === 'number') {
      socket.close(pass)
      return releaseLater(board)
    }
    const line = new Line(socket, wire, pass, world, limits)
    if (!line.isOpen) return releaseLater(board)
    if (boards.get(id) !== board) return line.close(closeCodes.tryAgain)
    const stopWatching = doorkeeper.watch(request, hat, () => {
      board.talk.leave(line)
      line.close(closeCodes.signInAgain)
    })
    socket.on('pong', () => line.heard())
    socket.on('close', () => {
      stopWatching()
      board.talk.leave(line)
      presenceListeners.forEach((listener) => listener(pass.session, id))
      releaseLater(board)
    })
    board.talk.enter(line)
    take = (frame) => board.talk.receive(line, frame)
    for (const frame of early) take(frame)
    early = null
    presenceListeners.forEach((listener) => listener(pass.session, id))
  }

  function serveSocket(socket: Carrier, wire: Wire, request: IncomingMessage): void {
    welcome(socket, wire, request).catch((error: unknown) => {
      log('error', 'A socket could not be served', { error })
      socket.close(closeCodes.tryAgain)
    })
  }

  async function withBoard<Result>(session: string, id: string, work: (board: OpenBoard) => Promise<Result>): Promise<Result> {
    const board = await use(session, id)
    try {
      return await work(board)
    } finally {
      releaseLater(board)
    }
  }

  return {
    handleUpgrade(request, socket, head) {
      socket.on('error', () => socket.destroy())
      if (!doorkeeper.isOurPage(request)) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      server.handleUpgrade(request, socket, head, (opened) => serveSocket(opened, socket, request))
    },
    handleRequest(request, response) {
      if (doorkeeper.isOurPage(request)) return polling.handleRequest(request, response)
      response.writeHead(403, { 'Content-Type': 'application/json' }).end(JSON.stringify(refuse('foreign-origin')))
    },
    read: (session, id, exercise) =>
      withBoard(session, id, async (board) => {
        const cards = await board.read((doc) => readBoard(doc, exercise))
        return { cards, lastEdit: board.lastEdit }
      }),
    writers: (session, id) => withBoard(session, id, (board) => board.writers()),
    keepHandedIn: (session, id) => withBoard(session, id, async (board) => void (await versions.keep(board, 'hand-in'))),
    keepPushed: (ids) =>
      versions.keepChanged(
        ids.flatMap((id) => boards.get(id) ?? []),
        'push',
      ),
    lay: (session, id, laid, exercise) => withBoard(session, id, (board) => board.put((doc) => updateWithLaid(doc, laid, exercise))),
    show: (session, { own, board, seat, as }) =>
      withBoard(session, own, async (hidden) => {
        const { state } = await hidden.state()
        if (Y.decodeStateVector(Y.encodeStateVectorFromUpdate(state)).size === 0) return
        // Whole and again: what is there already changes nothing, and what comes late finds its place.
        // When it was written, not when it is shown: what was there at a hand-in has not changed after it.
        const by = { owner: seat, granted: { ownCards: true, as }, at: hidden.lastEdit } as const
        await withBoard(session, board, (table) => table.put(() => state, by))
      }),
    state: (session, id) =>
      withBoard(session, id, async (board) => {
        const { state } = await board.state()
        return { state, lastEdit: board.lastEdit, owners: new Map(board.owners) }
      }),
    async dropSession(session) {
      const own = [...boards.values()].filter((board) => board.session === session)
      for (const board of own) {
        boards.delete(board.id)
        clearTimeout(releases.get(board.id))
        releases.delete(board.id)
      }
      await Promise.all([...own.map((board) => board.end()), ...releasing.values()])
    },
    versions: (session, id) => storage.versions(session, id),
    async version(session, id, version, exercise) {
      const kept = await storage.loadVersion(session, id, version)
      return kept && cardsIn(kept.state, exercise)
    },
    putBack: (session, id, to, exercise) => withBoard(session, id, (board) => versions.putBack(board, to, exercise)),
    rulesChanged(session) {
      for (const board of boards.values()) if (board.session === session) board.talk.rulesChanged()
    },
    onEdited: (listener) => listen(editListeners, listener),
    onPresence: (listener) => listen(presenceListeners, listener),
    present: (id) => boards.get(id)?.lines.size ?? 0,
    dropSeat(seat, code) {
      for (const board of boards.values())
        for (const line of board.lines.all)
          if (line.pass.seat === seat) {
            board.talk.leave(line)
            line.close(code)
          }
    },
    open: () => boards.size,
    async close() {
      clearInterval(beat)
      clearInterval(versioning)
      for (const timer of releases.values()) clearTimeout(timer)
      for (const board of [...boards.values()]) {
        board.talk.dropAll()
        release(board)
      }
      await Promise.all(releasing.values())
      for (const socket of server.clients) socket.terminate()
      server.close()
      polling.close()
    },
  }
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Who asks, under which hat and for which board; empty where the address names none. */
async function whoAsks(request: IncomingMessage, doorkeeper: Doorkeeper): Promise<{ person: Person; hat: Hat; board: string }> {
  const path = (request.url ?? '').split('?')[0] ?? ''
  const hat = hats.find((one) => path.startsWith(`${syncPath(one)}/`)) ?? 'seat'
  const board = path.startsWith(`${syncPath(hat)}/`) ? path.slice(syncPath(hat).length + 1) : ''
  if (!isId(board)) return { person: { is: 'nobody' }, hat, board: '' }
  return { person: await doorkeeper.personOf(request, hat), hat, board }
}

/** The pass of a person as they are now, or the close code that tells a browser why not (it cannot see an HTTP status here). */
function passOf(person: Person, board: string, doorkeeper: Doorkeeper): BoardPass | number {
  if (board === '') return closeCodes.noSuchBoard
  if (person.is === 'nobody') return closeCodes.signInAgain
  const pass = doorkeeper.admit(person, board)
  return isRefusal(pass) ? closeCodes.notAllowed : pass
}
