import { createServer, connect, type AddressInfo, type Socket } from 'node:net'

/** A Wi-Fi between one laptop and the server. */
export interface BadNetwork {
  readonly port: number
  /** Out of range: sockets stay open and new ones are accepted, but nothing passes, not even an ending. */
  cut(): void
  /** In range again: what was open or dialled in between stays dead for good, new sockets pass. */
  mend(): void
  close(): Promise<void>
}

/** Listens on a free port and passes everything to `target` on this machine, byte by byte. */
export async function openBadNetwork(target: number, host: string): Promise<BadNetwork> {
  let isCut = false
  const alive = new Set<{ die(): void }>()
  const ends = new Set<Socket>()
  const hold = (socket: Socket) => {
    ends.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => ends.delete(socket))
  }
  const server = createServer({ allowHalfOpen: true }, (near) => {
    hold(near)
    if (isCut) return void near.resume()
    const far = connect({ port: target, host, allowHalfOpen: true })
    hold(far)
    let dead = false
    const line = { die: () => (dead = true) }
    alive.add(line)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (bytes: Buffer) => dead || to.write(bytes))
      from.on('end', () => dead || to.end())
      from.on('close', () => {
        alive.delete(line)
        if (!dead) to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true
      for (const line of alive) line.die()
    },
    mend() {
      isCut = false
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of ends) socket.destroy()
      }),
  }
}
