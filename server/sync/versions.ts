import { log } from '../log.ts'
import type { Storage, VersionReason, World } from '../ports.ts'
import type { OpenBoard } from './open-board.ts'

/** Keeps what boards were like at certain moments. */
export class Versions {
  readonly #storage: Storage
  readonly #world: World

  constructor(storage: Storage, world: World) {
    this.#storage = storage
    this.#world = world
  }

  /** Keeps the board as it stands now; resolves when the version is on disk. */
  async keep(board: OpenBoard, why: VersionReason): Promise<void> {
    const at = this.#world.now()
    const { upTo, state } = await board.state()
    const before = board.versionedUpTo
    if (why !== 'hand-in' && before >= upTo) return
    // Before it is on disk, so that two reasons at one moment make one version.
    board.versionedUpTo = Math.max(before, upTo)
    try {
      await this.#storage.keepVersion(board.session, board.id, { at, why, upTo, state })
    } catch (error) {
      board.versionedUpTo = before
      throw error
    }
  }

  /** Keeps those that have changed since their last version, one after the other, so that nobody who types notices. */
  async keepChanged(boards: Iterable<OpenBoard>, why: VersionReason): Promise<void> {
    for (const board of boards) {
      if (board.isVersioned) continue
      await this.keep(board, why).catch((error: unknown) =>
        log('error', 'A version could not be kept', { session: board.session, board: board.id, error }),
      )
    }
  }
}
