import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { pathToFileURL } from 'node:url'
import { startChild } from './child.ts'

/** A way to a server in another network namespace. */
export interface Cable {
  /** Free on this side, and given to the server on the other: it answers only to its own port. */
  readonly port: number
  readonly url: string
  pull(): void
}

/** Joins two sockets; the end of either is the end of both. */
function joined(one: Socket, other: Socket): void {
  one.on('error', () => other.destroy()).on('close', () => other.destroy())
  other.on('error', () => one.destroy()).on('close', () => one.destroy())
  one.pipe(other).pipe(one)
}

/** Namespaces part networks, not files: a socket with a path (`at`) reaches from one into another. `inside` starts Node in the server's. */
export async function openCable(inside: string, at: string): Promise<Cable> {
  const near = createServer((socket) => joined(socket, connect(at)))
  near.listen(0, '127.0.0.1')
  await once(near, 'listening')
  const { port } = near.address() as AddressInfo
  const far = startChild('tests/kit/cable.ts', [at, String(port)], {}, false, inside)
  if (far.stdout) await once(far.stdout, 'data')
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    pull() {
      near.close()
      far.kill('SIGKILL')
    },
  }
}

/** The far end, as a program. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , at, port] = process.argv
  createServer((socket) => joined(socket, connect(Number(port), '127.0.0.1'))).listen(at, () => process.stdout.write('ready'))
}
