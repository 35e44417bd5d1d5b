import * as Y from 'yjs'
import { cardsRoot } from '../../shared/board/board.ts'
import { isId } from '../../shared/ids.ts'
import type { Edit } from './edit.ts'
import { Unacceptable } from './unacceptable.ts'

const deepestJson = 12

/** Throws when a piece holds anything that a board never holds. */
export function checkContent(pieces: Edit['pieces']): void {
  for (const { item } of pieces) {
    if (item === null) continue
    // The name of a root, or the id of the item that holds this one.
    if (typeof (item.parent as unknown) === 'string' && (item.parent as unknown) !== cardsRoot) throw new Unacceptable('a foreign root')
    if (item.parentSub !== null && !isId(item.parentSub)) throw new Unacceptable('not a key')
    checkValue(item.content)
  }
}

function checkValue(content: Y.Item['content']): void {
  if (content instanceof Y.ContentString || content instanceof Y.ContentDeleted) return
  if (content instanceof Y.ContentAny) return content.arr.forEach((value: unknown) => checkJson(value, 0))
  if (content instanceof Y.ContentType && (content.type.constructor === Y.Map || content.type.constructor === Y.Text)) return
  throw new Unacceptable('content of a sort that boards do not hold')
}

function checkJson(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'bigint') throw new Unacceptable('not JSON')
    return
  }
  if (depth >= deepestJson) throw new Unacceptable('too deep')
  if (value instanceof Uint8Array) throw new Unacceptable('not JSON')
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value) && key in Object.prototype) throw new Unacceptable('a key of the prototype')
    checkJson(inner, depth + 1)
  }
  if (Object.getPrototypeOf(value) !== Object.prototype && !Array.isArray(value)) throw new Unacceptable('a foreign prototype')
}
