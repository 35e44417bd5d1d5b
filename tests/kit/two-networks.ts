import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCable, type Cable } from './cable.ts'

/** A laptop and the server on two machines, as far as the kernel is concerned: two network namespaces with a Wi-Fi (a bridge) between them. */
export interface TwoNetworks {
  /** Where the laptop finds the server. */
  readonly server: string
  /** How this test reaches the server, by a cable of its own that is never cut; the server has to take the cable's port. */
  plugIn(): Promise<Cable>
  /** A program that starts another on the machine of the server or of the laptop. */
  readonly onServer: string
  inLaptop(program: string): string
  /** Out of range: nothing passes between laptop and server, in either direction, and nobody is told. */
  cut(): void
  mend(): void
  /** The server's machine has another address on the laptop's network as well. */
  alsoAt(address: string): void
  /** Its first address on that network is gone. */
  loseFirst(): void
  /** It has its first address again. */
  regainFirst(): void
  close(): void
}

const ip = (...args: string[]) => execFileSync('ip', args, { stdio: ['ignore', 'pipe', 'pipe'] }).toString()

/** Network namespaces are root's on Linux; elsewhere their tests are left out. */
export const mayOpenNetworks = process.platform === 'linux' && process.getuid?.() === 0

/** `number` (1 to 250) keeps several of them apart. Nothing changes on the machine's own network: every browser there would lose what is on its way. */
export function openTwoNetworks(number: number): TwoNetworks {
  const [server, laptop, air] = [`rt-s${number}`, `rt-l${number}`, `rt-a${number}`]
  const within = (namespace: string, ...args: string[]) => ip('netns', 'exec', namespace, ...args)
  const forget = () => {
    for (const namespace of [server, laptop, air])
      try {
        ip('netns', 'del', namespace)
      } catch {
        // It was not there.
      }
  }
  forget()
  for (const namespace of [server, laptop, air]) {
    ip('netns', 'add', namespace)
    ip('-n', namespace, 'link', 'set', 'lo', 'up')
    // Addresses that a machine gives itself some seconds later would be a change of networks in the middle of a test.
    within(namespace, 'sysctl', '-qw', 'net.ipv6.conf.default.disable_ipv6=1')
  }
  ip('-n', air, 'link', 'add', 'air', 'type', 'bridge', 'forward_delay', '0')
  ip('-n', air, 'link', 'set', 'air', 'up')
  const plug = (name: string, namespace: string, address: string) => {
    const socket = `${name}-air`
    ip('-n', air, 'link', 'add', name, 'type', 'veth', 'peer', 'name', socket)
    ip('-n', air, 'link', 'set', name, 'netns', namespace)
    ip('-n', namespace, 'addr', 'add', `${address}/24`, 'dev', name)
    ip('-n', namespace, 'link', 'set', name, 'up')
    ip('-n', air, 'link', 'set', socket, 'up')
    ip('-n', air, 'link', 'set', socket, 'master', 'air')
  }
  plug('server', server, `10.77.${number}.1`)
  plug('laptop', laptop, `10.77.${number}.2`)
  const dir = mkdtempSync(join(tmpdir(), 'roundtable-networks-'))
  const script = (namespace: string, program: string, name: string) => {
    const path = join(dir, name)
    writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${namespace} ${program} "$@"\n`)
    chmodSync(path, 0o755)
    return path
  }
  const onServer = script(server, process.execPath, 'server')
  const cables: Cable[] = []
  return {
    server: `10.77.${number}.1`,
    async plugIn() {
      const cable = await openCable(onServer, join(dir, `cable-${cables.length}`))
      cables.push(cable)
      return cable
    },
    onServer,
    inLaptop: (program) => script(laptop, program, 'laptop'),
    // Both ends keep their carrier: as out of range, and not as a cable that is pulled.
    cut: () => void ip('-n', air, 'link', 'set', 'laptop-air', 'nomaster'),
    mend: () => void ip('-n', air, 'link', 'set', 'laptop-air', 'master', 'air'),
    alsoAt(address) {
      // Otherwise the kernel takes the second address away together with the first.
      within(server, 'sysctl', '-qw', 'net.ipv4.conf.server.promote_secondaries=1')
      ip('-n', server, 'addr', 'add', `${address}/24`, 'dev', 'server')
    },
    loseFirst: () => void ip('-n', server, 'addr', 'del', `10.77.${number}.1/24`, 'dev', 'server'),
    regainFirst: () => void ip('-n', server, 'addr', 'add', `10.77.${number}.1/24`, 'dev', 'server'),
    close() {
      for (const cable of cables) cable.pull()
      forget()
    },
  }
}
