import * as Y from 'yjs'
import { Unacceptable } from './unacceptable.ts'

/** Most pieces that one update may bring. */
const mostStructs = 50_000
/** Longest run of deleted content that one struct may stand for. */
const longestDeleted = 1_000_000

/** One piece of an update: what was written under which client id, from which clock on. */
export interface Piece {
  readonly client: number
  readonly clock: number
  readonly length: number
  /** Null for content that was deleted and collected. */
  readonly item: Y.Item | null
}

/** An update taken apart, before anything of it touches a document. */
export interface Edit {
  readonly pieces: readonly Piece[]
  readonly deleted: readonly { readonly client: number; readonly clock: number; readonly length: number }[]
}

/** Takes an update (v1) apart. Throws when it is malformed, too large in any way, or has holes in it. */
export function decodeEdit(update: Uint8Array, most = mostStructs): Edit {
  const { structs, ds } = decoded(update)
  if (structs.length > most) throw new Unacceptable('too many pieces')
  const pieces = structs.map((struct): Piece => {
    const { id, length } = struct
    if (!(struct instanceof Y.Item) && !(struct instanceof Y.GC)) throw new Unacceptable('a hole')
    const item = struct instanceof Y.Item ? struct : null
    if (!isCount(id.client) || !isCount(id.clock) || !isCount(length) || length < 1) throw new Unacceptable('not a count')
    if ((item === null || item.content instanceof Y.ContentDeleted) && length > longestDeleted) throw new Unacceptable('too much deleted')
    return { client: id.client, clock: id.clock, length, item }
  })
  const deleted = [...ds.clients].flatMap(([client, runs]) => runs.map(({ clock, len }) => ({ client, clock, length: len })))
  if (deleted.length > most || !deleted.every(({ clock, length }) => isCount(clock) && isCount(length)))
    throw new Unacceptable('too much deleted')
  return { pieces, deleted }
}

/** Yjs throws whatever it stumbles over first. */
function decoded(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> {
  try {
    return Y.decodeUpdate(update)
  } catch (cause) {
    throw new Unacceptable('not an update', { cause })
  }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
