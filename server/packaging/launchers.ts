/** Which computers a package can be made for: as Node names them. */
export const targets = ['linux-x64', 'linux-arm64', 'win-x64', 'darwin-arm64', 'darwin-x64'] as const
export type Target = (typeof targets)[number]

/** A file that starts Roundtable by a double click. */
export interface Launcher {
  readonly name: string
  readonly text: string
  readonly mode: number
}

const args = 'server/start.ts --open --data-dir ../data'

/** Shell without any program on the PATH: only what the shell knows itself. */
const shell = `#!/bin/sh
# Starts Roundtable from this folder and opens the facilitator's page. Close the window to stop; everything is saved.
here="\${0%/*}"
[ "$here" = "$0" ] && here=.
cd "$here/app" || exit 1
exec ./node/node ${args} "$@"
`

const desktop = `[Desktop Entry]
Type=Application
Name=Roundtable
Terminal=true
Exec=/bin/sh -c "exec \\"\\$(dirname \\"\\$1\\")/start.sh\\"" roundtable %k
`

const windows = [
  '@echo off',
  "rem Starts Roundtable from this folder and opens the facilitator's page. Close the window to stop; everything is saved.",
  'title Roundtable',
  'cd /d "%~dp0app"',
  `"node\\node.exe" ${args.replaceAll('/', '\\')} %*`,
  'pause',
  '',
].join('\r\n')

/** The launchers of a target. */
export function launchersFor(target: Target): readonly Launcher[] {
  if (target.startsWith('win')) return [{ name: 'Start Roundtable.cmd', text: windows, mode: 0o644 }]
  if (target.startsWith('darwin')) return [{ name: 'Start Roundtable.command', text: shell, mode: 0o755 }]
  return [
    { name: 'start.sh', text: shell, mode: 0o755 },
    { name: 'Roundtable.desktop', text: desktop, mode: 0o755 },
  ]
}

const howTo: Readonly<Record<'win' | 'darwin' | 'linux', string>> = {
  win: 'Double-click "Start Roundtable.cmd". Windows may ask whether Node.js may use the network: allow it for private networks.',
  darwin:
    'Double-click "Start Roundtable.command". The first time macOS may refuse it: open System Settings, Privacy & Security, and choose "Open anyway".',
  linux: 'Double-click "Roundtable.desktop" and choose "Allow launching", or run start.sh in a terminal.',
}

/** What stands beside the launchers for whoever opens the folder. */
export function readmeFor(target: Target, version: string): string {
  const system = target.startsWith('win') ? 'win' : target.startsWith('darwin') ? 'darwin' : 'linux'
  return `Roundtable ${version} for ${target}

${howTo[system]}

It needs neither an installation nor the internet. What people write is kept in the folder "data" beside this file: whoever has
that folder can read it, so keep it on an encrypted disk. A newer version may take the place of "app" alone.
`
}

/** How npm names the target when it chooses native packages. */
export function npmFlags(target: Target): readonly string[] {
  const [os = '', cpu = ''] = target.split('-')
  return ['--os', os === 'win' ? 'win32' : os, '--cpu', cpu, ...(os === 'linux' ? ['--libc', 'glibc'] : [])]
}

/** Packages that only build the client; what they make of it is in the package already. */
export const onlyBuild: ReadonlySet<string> = new Set([
  '@fontsource/noto-sans',
  '@fontsource/noto-sans-armenian',
  '@fontsource/noto-sans-georgian',
  '@lucide/svelte',
  '@sveltejs/vite-plugin-svelte',
  'engine.io-client',
  'socket.io-client',
  'svelte',
  'vite',
  'vite-plugin-compression2',
  'y-websocket',
])

/** Native packages without which Word pictures or PDF would fail on the target. */
export function nativeFor(target: Target): readonly string[] {
  const [os = '', cpu = ''] = target.split('-')
  const name = os === 'win' ? `win32-${cpu}-msvc` : os === 'linux' ? `linux-${cpu}-gnu` : `${os}-${cpu}`
  return [`@resvg/resvg-js-${name}`, `@myriaddreamin/typst-ts-node-compiler-${name}`]
}
