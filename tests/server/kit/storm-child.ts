import { WebSocket } from 'ws'
import { syncPath } from '../../../shared/protocol/control.ts'
import { syncStep } from '../../../shared/protocol/sync.ts'
import { syncFrame } from './board-socket.ts'

/** Laptops that come back to a board at one moment; for each, how long it took until the board was there. */
export interface Storm {
  readonly port: number
  readonly board: string
  readonly cookies: readonly string[]
  /** What the laptops say that they have. */
  readonly vector: readonly number[]
}

process.on('message', (storm: Storm) => {
  const began = performance.now()
  const come = (cookie: string) =>
    new Promise<number>((resolve) => {
      const origin = `http://127.0.0.1:${storm.port}`
      const socket = new WebSocket(`ws://127.0.0.1:${storm.port}${syncPath('seat')}/${storm.board}`, { headers: { cookie, origin } })
      socket.on('open', () => socket.send(syncFrame(syncStep.step1, Uint8Array.from(storm.vector))))
      socket.on('message', (data: Buffer) => {
        if (data[0] !== 0 || data[1] !== 1) return
        resolve(performance.now() - began)
        socket.terminate()
      })
      socket.on('error', () => resolve(Infinity))
    })
  void Promise.all(storm.cookies.map(come)).then((times) => process.send?.(times))
})
process.send?.('ready')
