/**
 * A whole WebSocket message as it stands on the wire (RFC 6455, 5.2: final, binary, unmasked, uncompressed): an edit is
 * framed once for everybody who hears it, and written by one call each.
 */
export function asMessage(payload: Uint8Array): Buffer {
  const { length } = payload
  const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const message = Buffer.allocUnsafe(headLength + length)
  message[0] = 0x82
  if (headLength === 2) message[1] = length
  else if (headLength === 4) {
    message[1] = 126
    message.writeUInt16BE(length, 2)
  } else {
    message[1] = 127
    message.writeBigUInt64BE(BigInt(length), 2)
  }
  message.set(payload, headLength)
  return message
}

/** What stands behind the head of such a message. */
export function payloadOf(message: Buffer): Buffer {
  const length = message[1] ?? 0
  return message.subarray(length < 126 ? 2 : length === 126 ? 4 : 10)
}
