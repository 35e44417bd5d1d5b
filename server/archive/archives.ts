import { mergeUpdates } from 'yjs'
import { over } from '../../shared/archive/archive.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/refusals.ts'
import type { RegionalPlan } from '../../shared/regional/together.ts'
import { narrativeBoard } from '../../shared/report/narrative.ts'
import { ownBoardsShown } from '../../shared/session/alone.ts'
import type { Session } from '../../shared/session/session.ts'
import { isCannotSave } from '../cannot-save.ts'
import { log } from '../log.ts'
import type { Boards, ImportedBoard, Storage, World } from '../ports.ts'
import { Turns } from '../turns.ts'
import { joinSessions } from './joining.ts'
import { openArchive } from './opening.ts'
import { newId } from '../world.ts'
import { saveArchive, type ToSave } from './saving.ts'

interface SessionInUse {
  readonly session: Session
  readonly exercises: ReadonlyMap<string, Exercise>
}

/** What archives ask of the rest of the server. */
export interface ArchiveNeeds {
  readonly openSessions: {
    session(id: string): Session | null
    use<Done>(id: string, work: (open: SessionInUse) => Promise<Done>): Promise<Done | null>
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
  readonly #turns = new Turns()

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
    return this.#turns.take(async () => {
      const opened = await openArchive(bytes)
      if (isRefusal(opened)) return opened
      const { openSessions } = this.#needs
      const made = await openSessions.admit(opened.session, opened.exercises, opened.boards)
      return (
        made ??
        refuse('session-is-here', {
          title: openSessions.session(opened.session.id)?.title ?? opened.session.title,
          session: opened.session.id,
        })
      )
    })
  }

  /**
   * A new session that brings several of this server together, as they are on disk now; it is on disk and open from then on.
   * Null where one of them is not here.
   */
  bringTogether(ids: readonly string[], plan: Omit<RegionalPlan, 'id' | 'created' | 'zone'>): Promise<Session | Refusal | null> {
    return this.#turns.take(async () => {
      const { openSessions, world } = this.#needs
      const nationals: ToSave[] = []
      for (const id of ids) {
        const read = await this.#read(id, [narrativeBoard(id)])
        if (!read) return null
        nationals.push(read)
      }
      const joined = await joinSessions({ nationals, plan: { ...plan, id: newId(world), created: world.now(), zone: world.zone() } })
      if (isRefusal(joined)) return joined
      return openSessions.admit(joined.session, joined.exercises, joined.boards)
    })
  }

  /** Everything of a session, as it is on disk. */
  async #read(id: string, beside: readonly string[] = []): Promise<ToSave | null> {
    const { openSessions, boards } = this.#needs
    return openSessions.use(id, async ({ session, exercises }) => {
      const names = [...session.agenda.flatMap((item) => Object.values(item.boards)), ...beside]
      const shown = ownBoardsShown(over(session))
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

  /** Nothing is left of the session, here and on disk; or why not: then all is as it was. */
  async wipe(id: string): Promise<Refusal | null> {
    const { openSessions, boards, storage, sendAway, world } = this.#needs
    const session = openSessions.session(id)
    if (!session) return null
    await openSessions.end(id)
    sendAway(id)
    await boards.dropSession(id)
    try {
      await storage.wipeSession(id, world.now())
    } catch (error) {
      openSessions.takeBack(session)
      log('error', 'A session could not be wiped', { session: id, error })
      return refuse(isCannotSave(error) ? 'cannot-save' : 'something-broke')
    }
    log('info', 'A session was wiped', { session: id })
    return null
  }
}
