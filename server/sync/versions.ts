import * as Y from 'yjs'
import { updateTowards } from '../../shared/board/restore.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { PutBack, VersionReason } from '../../shared/session/versions.ts'
import { log } from '../log.ts'
import type { Storage, Version, World } from '../ports.ts'
import { putBackBy, type OpenBoard } from './open-board.ts'

/** Keeps what boards were like at certain moments. */
export class Versions {
  readonly #storage: Storage
  readonly #world: World

  constructor(storage: Storage, world: World) {
    this.#storage = storage
    this.#world = world
  }

  /** Keeps the board as it stands now; resolves when the version is on disk. */
  async keep(board: OpenBoard, why: VersionReason): Promise<Kept> {
    const at = this.#world.now()
    return this.#write(board, { at, why, ...(await board.state()) })
  }

  async #write(board: OpenBoard, version: Version & { readonly upTo: number }): Promise<Kept> {
    const before = board.versionedUpTo
    // Before it is on disk, so that two reasons at one moment make one version.
    board.versionedUpTo = Math.max(before, version.upTo)
    try {
      return { id: await this.#storage.keepVersion(board.session, board.id, version), state: version.state }
    } catch (error) {
      board.versionedUpTo = before
      throw error
    }
  }

  /** Keeps those that have changed since their last version, one after the other, so that nobody who types notices. */
  async keepChanged(boards: Iterable<OpenBoard>, why: VersionReason): Promise<void> {
    for (const board of boards) {
      await this.#keepIfChanged(board, why).catch((error: unknown) =>
        log('error', 'A version could not be kept', { session: board.session, board: board.id, error }),
      )
    }
  }

  async #keepIfChanged(board: OpenBoard, why: VersionReason): Promise<void> {
    if (board.isVersioned) return
    const at = this.#world.now()
    const stands = await board.state()
    if (board.versionedUpTo < stands.upTo) await this.#write(board, { at, why, ...stands })
  }

  /** See `Boards.putBack`. What a laptop writes between the version and the edit is newer than both, and stays. */
  async putBack(board: OpenBoard, to: { version: number; since?: number }, exercise: Exercise): Promise<PutBack | null> {
    const { session, id } = board
    const wanted = await this.#storage.loadVersion(session, id, to.version)
    if (!wanted) return null
    const since = to.since === undefined ? null : await this.#storage.loadVersion(session, id, to.since)
    // Without it all that came later would count as done by the putting back, and go with it.
    if (to.since !== undefined && !since) return null
    const done = { id: wanted.id, at: wanted.at, why: wanted.why }
    const again = await this.#isDone(board, { since: since?.state, wanted: wanted.state }, exercise)
    if (again !== null) return { to: done, before: again }
    const before = await this.keep(board, 'restore')
    const way = { since: (since ?? before).state, wanted: wanted.state }
    await board.put((doc) => updateTowards(doc, way, exercise), { owner: putBackBy })
    return { to: done, before: before.id }
  }

  /**
   * The version of how the board was, when it has just been put back and only the note of it was lost: the same command is sent
   * again then, and must not take the board as it is now for what it was before. Else null.
   */
  async #isDone(board: OpenBoard, { since, wanted }: { since: Uint8Array | undefined; wanted: Uint8Array }, exercise: Exercise) {
    const [latest] = await this.#storage.versions(board.session, board.id)
    if (latest?.why !== 'restore') return null
    const { state } = await board.state()
    return updateTowards(docOf(state), { since: since ?? state, wanted }, exercise) === null ? latest.id : null
  }
}

function docOf(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state)
  return doc
}

interface Kept {
  readonly id: number
  readonly state: Uint8Array
}
