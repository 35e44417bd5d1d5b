import * as decoding from 'lib0/decoding'
import { Unacceptable } from '../board-checks/unacceptable.ts'

/** The readers of messages: bytes that end too soon, or say nothing that can be read, are their sender's mistake. */
export function readNumber(decoder: decoding.Decoder): number {
  try {
    return decoding.readVarUint(decoder)
  } catch (cause) {
    throw new Unacceptable('not a number', { cause })
  }
}

export function readBytes(decoder: decoding.Decoder): Uint8Array {
  try {
    return decoding.readVarUint8Array(decoder)
  } catch (cause) {
    throw new Unacceptable('not bytes', { cause })
  }
}

export function readText(decoder: decoding.Decoder): string {
  try {
    return decoding.readVarString(decoder)
  } catch (cause) {
    throw new Unacceptable('not a text', { cause })
  }
}
