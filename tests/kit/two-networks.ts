import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A laptop and the server on two machines, as far as the kernel is concerned: two network namespaces with a Wi-Fi (a bridge) between them. */
export interface TwoNetworks {
  /** Where the laptop finds the server. */
  readonly server: string
  /** Where this test finds the server, by a cable of its own that is never cut. */
  readonly near: string
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

/** `number` (1 to 250) keeps several of them apart. */
export function openTwoNetworks(number: number): TwoNetworks {
  const [server, laptop, air] = [`rt-s${number}`, `rt-l${number}`, `rta${number}`]
  const within = (namespace: string, ...args: string[]) => ip('netns', 'exec', namespace, ...args)
  const close = () => {
    // The near ends first: the kernel takes a namespace's own away only some time after the namespace.
    for (const gone of [
      ...[`rtsa${number}`, `rtla${number}`, `rth${number}`].map((end) => ['link', 'del', end]),
      ['netns', 'del', server],
      ['netns', 'del', laptop],
      ['link', 'del', air],
    ])
      try {
        ip(...gone)
      } catch {
        // It was not there.
      }
  }
  close()
  for (const namespace of [server, laptop]) {
    ip('netns', 'add', namespace)
    within(namespace, 'ip', 'link', 'set', 'lo', 'up')
  }
  const plug = (name: string, namespace: string, address: string, other: string) => {
    ip('link', 'add', name, 'type', 'veth', 'peer', 'name', other)
    ip('link', 'set', name, 'netns', namespace)
    within(namespace, 'ip', 'addr', 'add', `${address}/24`, 'dev', name)
    within(namespace, 'ip', 'link', 'set', name, 'up')
    ip('link', 'set', other, 'up')
  }
  ip('link', 'add', air, 'type', 'bridge', 'forward_delay', '0')
  ip('link', 'set', air, 'up')
  plug(`rts${number}`, server, `10.77.${number}.1`, `rtsa${number}`)
  plug(`rtl${number}`, laptop, `10.77.${number}.2`, `rtla${number}`)
  for (const end of [`rtsa${number}`, `rtla${number}`]) ip('link', 'set', end, 'master', air)
  plug(`rtn${number}`, server, `10.78.${number}.1`, `rth${number}`)
  ip('addr', 'add', `10.78.${number}.2/24`, 'dev', `rth${number}`)
  const dir = mkdtempSync(join(tmpdir(), 'roundtable-networks-'))
  const script = (namespace: string, program: string, name: string) => {
    const path = join(dir, name)
    writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${namespace} ${program} "$@"\n`)
    chmodSync(path, 0o755)
    return path
  }
  return {
    server: `10.77.${number}.1`,
    near: `10.78.${number}.1`,
    onServer: script(server, process.execPath, 'server'),
    inLaptop: (program) => script(laptop, program, 'laptop'),
    // Both ends keep their carrier: as out of range, and not as a cable that is pulled.
    cut: () => void ip('link', 'set', `rtla${number}`, 'nomaster'),
    mend: () => void ip('link', 'set', `rtla${number}`, 'master', air),
    alsoAt(address) {
      // Otherwise the kernel takes the second address away together with the first.
      within(server, 'sysctl', '-qw', `net.ipv4.conf.rts${number}.promote_secondaries=1`)
      within(server, 'ip', 'addr', 'add', `${address}/24`, 'dev', `rts${number}`)
    },
    loseFirst: () => void within(server, 'ip', 'addr', 'del', `10.77.${number}.1/24`, 'dev', `rts${number}`),
    regainFirst: () => void within(server, 'ip', 'addr', 'add', `10.77.${number}.1/24`, 'dev', `rts${number}`),
    close,
  }
}
