import { mergeUpdates } from 'yjs'
import { atRest } from '../../shared/archive/archive.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
import type { RegionalPlan } from '../../shared/regional/together.ts'
import { narrativeBoard } from '../../shared/report/narrative.ts'
import { ownBoardsShown } from '../../shared/session/alone.ts'
import type { Session } from '../../shared/session/session.ts'
import { log } from '../log.ts'
import type { Boards, ImportedBoard, Storage, World } from '../ports.ts'
import { joinSessions } from './joining.ts'
import { openArchive } from './opening.ts'
import { newId } from '../world.ts'
import { saveArchive, type ToSave } from './saving.ts'

interface OpenRoom {
  readonly session: Session
  readonly exercises: ReadonlyMap<string, Exercise>
}

/** What archives ask of the rest of the server. */
export interface ArchiveNeeds {
  readonly rooms: {
    session(id: string): Session | null
    use<Done>(id: string, work: (room: OpenRoom) => Promise<Done>): Promise<Done | null>
    admit(session: Omit<Session, 'code'>, exercises: readonly Exercise[], boards: readonly ImportedBoard[]): Promise<Session | null>
    end(id: string): Promise<void>
    takeBack(session: Session): void
  }
  readonly boards: Pick<Boards, 'state' | 'dropSession'>
  readonly storage: Pick<Storage, 'wipeSession'>
  readonly world: World
  /** Everybody is sent away, and no cookie of the session opens anything. */
  readonly sendAway: (session: string) => void
}

/** Sessions as files, and the end of them. */
export class Archives {
  readonly #needs: ArchiveNeeds
  /** Files are read one after the other: each may take much memory. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(needs: ArchiveNeeds) {
    this.#needs = needs
  }

  /** The session as it is on disk; null where there is none of that id, or nobody waits for it any longer. */
  async save(id: string, signal: AbortSignal): Promise<Uint8Array | null> {
    const given = await this.#read(id, [narrativeBoard(id)])
    if (!given || signal.aborted) return null
    return saveArchive(given, signal).catch((error: unknown) => {
      if (signal.aborted) return null
      throw error
    })
  }

  /** The session of a file, which is on disk and open from now on; or why not. */
  open(bytes: Uint8Array): Promise<Session | Refusal> {
    const done = this.#turn.then(async () => {
      const opened = await openArchive(bytes)
      if (isRefusal(opened)) return opened
      const { rooms } = this.#needs
      const made = await rooms.admit(opened.session, opened.exercises, opened.boards)
      return (
        made ??
        refuse('session-is-here', { title: rooms.session(opened.session.id)?.title ?? opened.session.title, session: opened.session.id })
      )
    })
    this.#turn = done.catch(() => undefined)
    return done
  }

  /**
   * A new session that brings several of this server together, as they are on disk now; it is on disk and open from then on.
   * Null where one of them is not here.
   */
  bringTogether(ids: readonly string[], plan: Omit<RegionalPlan, 'id' | 'created'>): Promise<Session | Refusal | null> {
    const done = this.#turn.then(async () => {
      const { rooms, world } = this.#needs
      const nationals: ToSave[] = []
      for (const id of ids) {
        const read = await this.#read(id, [narrativeBoard(id)])
        if (!read) return null
        nationals.push(read)
      }
      const joined = await joinSessions({ nationals, plan: { ...plan, id: newId(world), created: world.now() } })
      if (isRefusal(joined)) return joined
      return rooms.admit(joined.session, joined.exercises, joined.boards)
    })
    this.#turn = done.catch(() => undefined)
    return done
  }

  /** Everything of a session, as it is on disk. */
  async #read(id: string, beside: readonly string[] = []): Promise<ToSave | null> {
    const { rooms, boards } = this.#needs
    return rooms.use(id, async ({ session, exercises }) => {
      const names = [...session.agenda.flatMap((item) => Object.values(item.boards)), ...beside]
      const shown = ownBoardsShown(atRest(session))
      const states = await Promise.all(
        names.map(async (board) => {
          const read = await boards.state(id, board)
          // At rest every table has been shown what its laptops wrote alone: here it has to be on its board already.
          const own = shown.filter((one) => one.board === board)
          const more = await Promise.all(own.map((one) => boards.state(id, one.own)))
          const all = [...more, read]
          return {
            board,
            lastEdit: read.lastEdit,
            state: more.length === 0 ? read.state : mergeUpdates(all.map(({ state }) => state)),
            owners: new Map(all.flatMap(({ owners }) => [...owners])),
          }
        }),
      )
      return { session, exercises: [...exercises.values()], boards: states }
    })
  }

  /** Nothing is left of the session, here and on disk; false when the disk refuses: then all is as it was. */
  async wipe(id: string): Promise<boolean> {
    const { rooms, boards, storage, sendAway, world } = this.#needs
    const session = rooms.session(id)
    if (!session) return true
    await rooms.end(id)
    sendAway(id)
    await boards.dropSession(id)
    try {
      await storage.wipeSession(id, world.now())
    } catch (error) {
      rooms.takeBack(session)
      log('error', 'A session could not be wiped', { session: id, error })
      return false
    }
    log('info', 'A session was wiped', { session: id })
    return true
  }
}
