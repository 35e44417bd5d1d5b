import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { cardsRoot } from '../../../shared/board/board.ts'
import { syncStep } from '../../../shared/protocol/sync.ts'
import { awarenessFrame, syncFrame } from './board-socket.ts'

const words = ['__proto__', 'constructor', 'command', '', '\u0000', '\ud800', '\u202e', '9'.repeat(400), 'a', 'open-step', 'x'.repeat(2000)]
const pick = <Item>(random: () => number, items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!
const upTo = (random: () => number, most: number) => Math.floor(random() * most)

/** Any JSON value, shallow or deep, of every type, with keys that hurt. */
export function anyValue(random: () => number, depth = 0): unknown {
  const leaves = [null, true, -1, 1e308, 0.5, 2 ** 53, pick(random, words), [], {}]
  if (depth > 4 || random() < 0.5) return pick(random, leaves)
  const size = upTo(random, 4)
  if (random() < 0.4) return Array.from({ length: size }, () => anyValue(random, depth + 1))
  return Object.fromEntries(Array.from({ length: size }, () => [pick(random, words), anyValue(random, depth + 1)]))
}

/** Something like an envelope with a piece that is wrong, or nothing like one. */
export function anyEnvelope(random: () => number, step: string): unknown {
  const right: Record<string, unknown> = { id: `n${upTo(random, 1e9)}`, turn: null, command: { do: 'open-step', step, minutes: 5 } }
  if (random() < 0.4) return anyValue(random)
  const envelope = { ...right, [pick(random, ['id', 'turn', 'command', 'more'])]: anyValue(random) }
  if (random() < 0.5)
    envelope['command'] = { ...(right['command'] as object), [pick(random, ['do', 'minutes', 'more'])]: anyValue(random) ?? 'x' }
  // By chance it may be in order: then it is made wrong.
  return { ...envelope, unknown: 1 }
}

/** A frame that no honest client sends: noise, a cut or changed real frame, or content that boards do not hold. */
export function anyFrame(random: () => number): Uint8Array {
  const kind = upTo(random, 8)
  if (kind === 0) return Uint8Array.from({ length: 1 + upTo(random, 60) }, () => upTo(random, 256))
  if (kind === 1)
    return Uint8Array.from([upTo(random, 2), upTo(random, 5), ...Array.from({ length: upTo(random, 40) }, () => upTo(random, 256))])
  if (kind === 2)
    return awarenessFrame([
      { client: upTo(random, 2 ** 31), clock: upTo(random, 100), state: pick(random, ['{', '[]', '1', '{"seat":"x"}']) },
    ])
  if (kind === 3) return syncFrame(syncStep.update, bomb(random))
  const doc = new Y.Doc()
  if (kind === 4) doc.getMap(pick(random, ['other', '__proto__'])).set('a', 1)
  else if (kind === 5) doc.getMap(cardsRoot).set('__proto__', new Y.Map())
  else doc.getMap(cardsRoot).set('forged', pick(random, [1, 'text', new Y.Text('t'), new Y.Array()]))
  const update = Y.encodeStateAsUpdate(doc)
  if (kind === 7) update[upTo(random, update.length)] = upTo(random, 256)
  return syncFrame(syncStep.update, kind === 6 ? update.slice(0, 1 + upTo(random, update.length - 1)) : update)
}

/** A few bytes that say there are very many pieces, or one very long one. */
function bomb(random: () => number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, pick(random, [1, 2 ** 31, 2 ** 40]))
  encoding.writeVarUint(encoder, pick(random, [1, 2 ** 31]))
  encoding.writeVarUint(encoder, upTo(random, 2 ** 31))
  encoding.writeVarUint(encoder, 0)
  encoding.writeUint8(encoder, pick(random, [0, 10, 4, 1]))
  encoding.writeVarUint(encoder, pick(random, [2 ** 40, 2 ** 31, 1]))
  return encoding.toUint8Array(encoder)
}
