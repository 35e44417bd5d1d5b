import type { IncomingMessage } from 'node:http'

/** True when the request came through TLS. */
export const isEncrypted = ({ socket }: IncomingMessage): boolean => 'encrypted' in socket && socket.encrypted === true

/** True when the browser runs on the machine of the server: what it sends crosses no network. */
export function isSameMachine({ socket }: IncomingMessage): boolean {
  const from = socket.remoteAddress?.replace(/^::ffff:/, '') ?? ''
  return from === '::1' || from.startsWith('127.') || from === socket.localAddress?.replace(/^::ffff:/, '')
}
