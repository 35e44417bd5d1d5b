import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { grantedSchema, type Granted } from '../exercise/allowed.ts'

/** Message types on a document's socket. The first three are y-websocket's own; `saved` and `allowed` are ours. */
export const message = { sync: 0, awareness: 1, queryAwareness: 3, saved: 100, allowed: 101 } as const

/** What a sync message is, as y-protocols counts them: what one side has, what the other lacks of it, and an edit. */
export const syncStep = { step1: 0, step2: 1, update: 2 } as const
export type SyncStep = (typeof syncStep)[keyof typeof syncStep]

/** Close codes, all final for the client but `tryAgain`. */
export const closeCodes = {
  tryAgain: 1013,
  signInAgain: 4401,
  notAllowed: 4403,
  noSuchBoard: 4404,
  againstRules: 4406,
  badMessage: 4400,
  otherClientId: 4409,
  clientTooOld: 4410,
  tooLarge: 4413,
  tooFast: 4429,
} as const

/** Largest frame that a client may send, in bytes; the editor refuses a paste before it comes to this. */
export const maxFrameBytes = 262_144

/**
 * "Your first `frames` sync frames on this socket that carry edits (sync step 2 and update) are on disk."
 * Counted for each connection from its start.
 */
export function writeSaved(frames: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, message.saved)
  encoding.writeVarUint(encoder, frames)
  return encoding.toUint8Array(encoder)
}

/** Reads what stands behind the message type. */
export function readSaved(decoder: decoding.Decoder): number {
  return decoding.readVarUint(decoder)
}

/** "This is what you may do on the board from now on", as JSON. It stands before every edit that rests on it. */
export function writeAllowed(allowed: Granted): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, message.allowed)
  encoding.writeVarString(encoder, JSON.stringify(allowed))
  return encoding.toUint8Array(encoder)
}

/** Reads what stands behind the message type; null where it is no such thing. */
export function readAllowed(decoder: decoding.Decoder): Granted | null {
  try {
    return grantedSchema.parse(JSON.parse(decoding.readVarString(decoder)))
  } catch {
    return null
  }
}

/** True when the frame carries edits, so that `writeSaved` will count it. */
export function carriesEdits(frame: Uint8Array): boolean {
  return frame[0] === message.sync && (frame[1] === syncStep.step2 || frame[1] === syncStep.update)
}
