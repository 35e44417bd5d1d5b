import { crc32 } from 'node:zlib'

/** A frame's head: eight secret bytes of the run, its number, the length of what it holds, a checksum of all that and of what it holds, and one of the head alone. */
export const headBytes = 24
/** Frames begin at multiples of this many bytes, so that they are found behind a damaged one. */
const step = 8
export const runBytes = 8

export interface Found {
  readonly payloads: readonly Uint8Array[]
  /** The number of the last frame, or 0. */
  readonly last: number
  /** Behind this byte stands no frame. */
  readonly end: number
  /** True when frames are missing between others. A torn one at the very end was never acknowledged, and does not count. */
  readonly isDamaged: boolean
}

/** The bytes that say `payload` in a file of that run. `number` grows from frame to frame. */
export function frameOf(run: Uint8Array, number: number, payload: Uint8Array): Buffer {
  const length = headBytes + payload.length
  const frame = Buffer.alloc(Math.ceil(length / step) * step)
  frame.set(run)
  frame.writeUInt32LE(number, 8)
  frame.writeUInt32LE(payload.length, 12)
  frame.set(payload, headBytes)
  frame.writeUInt32LE(sumOf(frame, payload.length), 16)
  frame.writeUInt32LE(crc32(frame.subarray(0, 20)), 20)
  return frame
}

/**
 * All whole frames of that run from byte `start` on. What people typed cannot pass for a frame, for nobody knows the run. Where a file is
 * written again from its start, whole frames of before may follow the last one: they are given too, and do no harm,
 * because what they hold is saved elsewhere.
 */
export function framesIn(bytes: Buffer, run: Uint8Array, start: number): Found {
  const payloads: Uint8Array[] = []
  let [last, end, latestInRow, isDamaged, inRow] = [0, start, 0, false, true]
  for (let at = start; at + headBytes <= bytes.length;) {
    const hasHead =
      bytes.compare(run, 0, runBytes, at, at + runBytes) === 0 && crc32(bytes.subarray(at, at + 20)) === bytes.readUInt32LE(at + 20)
    // The number of a torn one counts too: what stands behind it is older.
    const number = hasHead ? bytes.readUInt32LE(at + 8) : 0
    const length = hasHead ? wholeLength(bytes.subarray(at)) : null
    if (inRow) latestInRow = Math.max(latestInRow, number)
    if (length === null) {
      inRow = false
      at += step
      continue
    }
    if (number > latestInRow) isDamaged = true
    // Copied: what is sent to another thread takes along all bytes that it is a part of.
    payloads.push(new Uint8Array(bytes.subarray(at + headBytes, at + headBytes + length)))
    last = Math.max(last, number)
    at += Math.ceil((headBytes + length) / step) * step
    end = at
  }
  return { payloads, last, end, isDamaged }
}

/** How long what the frame holds is; null where it is not whole. */
function wholeLength(frame: Buffer): number | null {
  const length = frame.readUInt32LE(12)
  if (headBytes + length > frame.length) return null
  return sumOf(frame, length) === frame.readUInt32LE(16) ? length : null
}

function sumOf(frame: Buffer, length: number): number {
  return crc32(frame.subarray(headBytes, headBytes + length), crc32(frame.subarray(0, 16)))
}
