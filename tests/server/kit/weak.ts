import * as Y from 'yjs'
import type { Adapters } from '../../../server/adapters.ts'
import { Tainted } from '../../../server/sync/gate.ts'
import { isRefusal } from '../../../shared/refusals.ts'

/**
 * The server with one of its defences taken away, by name: the control of a law. A law that still holds on the weak
 * server has seen nothing.
 */
export const weak = {
  /** Says "saved" before the disk has it: writing starts a moment later. */
  flush: {
    storage: (real) => {
      const late = (write: () => Promise<void>) => {
        setTimeout(() => void write().catch(() => undefined), 400)
        return Promise.resolve()
      }
      return {
        ...real,
        appendEdits: (records) => late(() => real.appendEdits(records)),
        appendCommand: (session, entry) => late(() => real.appendCommand(session, entry)),
      }
    },
  },
  /** Takes every page for one of ours. */
  origin: { doorkeeper: (real) => ({ ...real, isOurPage: () => true }) },
  /** Takes everybody for a facilitator. */
  cookie: {
    doorkeeper: (real) => ({
      ...real,
      personOf: () => Promise.resolve({ is: 'facilitator', name: '' } as const),
      watch: () => () => undefined,
    }),
  },
  /** Looks at a cookie only when a socket opens. */
  watch: { doorkeeper: (real) => ({ ...real, watch: () => () => undefined }) },
  /** Leaves the sockets of a seat that is gone open, and never looks at its cookie again. */
  kick: {
    left: () => () => undefined,
    doorkeeper: (real) => ({ ...real, watch: () => () => undefined }),
  },
  /** Lets tables write on locked boards. */
  locks: { locks: () => () => false },
  /** Asks of an edit everything but whether its laptop may do that. */
  rulesOfStep: { gate: (real) => (update, doc, owners, seat) => real(update, doc, owners, seat, null) },
  /** Carries out every command of everybody. */
  may: { rules: (real) => ({ ...real, may: () => null }) },
  /** Throws where nothing catches it. */
  catching: {
    rules: (real) => ({
      ...real,
      may(...asked) {
        setTimeout(() => {
          throw new Error('uncaught')
        })
        return real.may(...asked)
      },
    }),
  },
  /** Puts every event on the wire at once, whether anybody reads or not. */
  outbox: { outbox: () => (socket) => ({ tell: (event, payload) => void socket.emit(event, payload) }) },
  /** Does not compare turns. */
  turn: { rules: (real) => ({ ...real, tooLate: () => null }) },
  /** Lets everybody write on every board. */
  boards: {
    doorkeeper: (real) => ({
      ...real,
      admit(person, board) {
        const pass = real.admit(person, board)
        const seat = person.is === 'seat' ? person.seat : person.is
        const session = person.is === 'seat' || person.is === 'plenary' ? person.session : ''
        return isRefusal(pass) ? { session, rights: 'write', seat } : { ...pass, rights: 'write' }
      },
    }),
  },
  /** Does not tell the seats on a board apart. */
  seats: {
    doorkeeper: (real) => ({
      ...real,
      admit(person, board) {
        const pass = real.admit(person, board)
        return isRefusal(pass) ? pass : { ...pass, seat: 'anybody' }
      },
    }),
  },
  /** Puts every update into the document as it is. */
  gate: {
    gate: () => (update, doc) => {
      Y.applyUpdate(doc, update)
      return []
    },
  },
  /** Makes a mistake over every edit that speaks of one, before it touches the document or after. */
  sense: {
    gate:
      (real) =>
      (update, ...asked) => {
        const text = Buffer.from(update)
        if (text.includes('mistake')) throw new TypeError('over a card')
        const fresh = real(update, ...asked)
        if (text.includes('broken')) throw new Tainted('', { cause: new TypeError('over a card') })
        return fresh
      },
  },
  /** Keeps whatever a socket does not read, and every board. */
  limits: {
    limits: (real) => ({
      ...real,
      releaseAfterMs: 3_600_000,
      unread: { drop: Infinity, slow: Infinity, never: Infinity, patienceMs: Infinity },
      unsaved: Infinity,
      signsASecond: Infinity,
    }),
  },
  /** Writes what people typed into the report as it is. */
  escape: {
    writer: (real) => ({
      close: () => real.close(),
      async write(format, input, how) {
        const bytes = await real.write(format, input, how)
        const plain = (text: string) =>
          text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&gt;', '>')
        return format === 'html' ? Buffer.from(plain(Buffer.from(bytes).toString())) : bytes
      },
    }),
  },
} as const satisfies Record<string, Partial<Adapters>>

export type Defence = keyof typeof weak
