import * as encoding from 'lib0/encoding'
import { message } from '../../shared/protocol/sync.ts'

/** The frames of y-websocket's sync: what one side has, what the other lacks, and an edit. */
export const writeStep1 = (vector: Uint8Array) => write(0, vector)
export const writeStep2 = (state: Uint8Array) => write(1, state)
export const writeUpdate = (update: Uint8Array) => write(2, update)

/** The answer to a step 1 goes to the others as an ordinary update. */
export function asUpdate(frame: Uint8Array): Uint8Array {
  const copy = frame.slice()
  copy[1] = 2
  return copy
}

function write(step: 0 | 1 | 2, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, message.sync)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, bytes)
  return encoding.toUint8Array(encoder)
}
