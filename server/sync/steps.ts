import * as encoding from 'lib0/encoding'
import { message, syncStep, type SyncStep } from '../../shared/protocol/sync.ts'

/** The frames of y-websocket's sync: what one side has, what the other lacks, and an edit. */
export const writeStep1 = (vector: Uint8Array) => write(syncStep.step1, vector)
export const writeStep2 = (state: Uint8Array) => write(syncStep.step2, state)
export const writeUpdate = (update: Uint8Array) => write(syncStep.update, update)

/** The answer to a step 1 goes to the others as an ordinary update. */
export function asUpdate(frame: Uint8Array): Uint8Array {
  const copy = frame.slice()
  copy[1] = syncStep.update
  return copy
}

function write(step: SyncStep, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, message.sync)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, bytes)
  return encoding.toUint8Array(encoder)
}
