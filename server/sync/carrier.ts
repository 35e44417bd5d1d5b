import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

/** What a line needs of the connection that it stands on: a WebSocket, or `PolledSocket` where these are blocked. */
export interface Carrier extends Pick<
  WebSocket,
  'readyState' | 'OPEN' | 'bufferedAmount' | 'isPaused' | 'pause' | 'resume' | 'ping' | 'close' | 'terminate'
> {
  on(event: 'message', listener: (data: Buffer) => void): unknown
  on(event: 'pong' | 'close' | 'error', listener: () => void): unknown
}

/** Takes whole messages as `asMessage` frames them. */
export type Wire = Pick<Duplex, 'write' | 'cork' | 'uncork'>
