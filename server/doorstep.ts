import type { Server as HttpServer } from 'node:http'
import { createServer, type AddressInfo, type Socket } from 'node:net'

export interface Doorstep {
  readonly port: number
  /** Hands the port over: those who wait come in first, in the order in which they came. With `take` each connection goes through it. */
  letIn(http: HttpServer, take?: (socket: Socket) => void): Promise<void>
  /** Nobody else is let in; needed when `take` was given. */
  close(): void
}

/**
 * Listens from the first moment of the process. Who comes while the rest is still being read waits instead of being
 * refused: after a crash a refused laptop would stay away for as long as its back-off says, up to 2.5 s more.
 * Rejects with a plain sentence when the port is taken.
 */
export async function openDoorstep({ port, host }: { port: number; host: string }): Promise<Doorstep> {
  const waiting = new Set<Socket>()
  // As Node's own HTTP server accepts, but without reading yet.
  const early = createServer({ pauseOnConnect: true, allowHalfOpen: true, noDelay: true }, (socket) => {
    waiting.add(socket)
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    early.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE' ? new Error(`Port ${port} is in use. Choose another with PORT or --port.`, { cause: error }) : error,
      ),
    )
    early.listen(port, host, resolve)
  })
  return {
    port: (early.address() as AddressInfo).port,
    close: () => void early.close(),
    async letIn(http, take) {
      if (take) {
        early.removeAllListeners('connection').on('connection', take)
        for (const socket of waiting) take(socket)
        return waiting.clear()
      }
      await new Promise<void>((resolve) => http.listen(early, resolve))
      for (const socket of waiting) {
        if (socket.destroyed) continue
        http.emit('connection', socket)
        socket.resume()
      }
      waiting.clear()
    },
  }
}
