import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildWhenStale } from './built-client.ts'
import { launchersFor, nativeFor, npmFlags, onlyBuild, readmeFor, targets, type Target } from './packaging/launchers.ts'
import { checkProgram, isArchive, unpackNode } from './packaging/node-archive.ts'

/**
 * `npm run package -- --for TARGET --to FOLDER`: a folder that runs on a computer without Node, npm and internet. It needs
 * the registry once, here. For macOS no package of the registry brings this Node: download its archive from nodejs.org and name it
 * with --node and --sha256 (docs/packages.md).
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const own = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

interface Manifest {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ options: { for: text, to: text, node: text, sha256: text } })
  const target = targets.find((one) => one === (values.for ?? own))
  if (!target) throw new Error(`There is no package for ${values.for ?? own}. The targets are ${targets.join(', ')}.`)
  const folder = resolve(values.to ?? join(root, 'dist', 'packages'), `Roundtable-${target}`)
  const app = join(folder, 'app')
  await buildWhenStale()
  rmSync(app, { recursive: true, force: true })
  mkdirSync(app, { recursive: true })
  for (const part of ['server', 'shared', 'exercises']) cpSync(join(root, part), join(app, part), { recursive: true })
  cpSync(join(root, 'dist/client'), join(app, 'dist/client'), { recursive: true })
  const version = installModules(app, target)
  bringNode(app, target, values)
  for (const { name, text: words, mode } of launchersFor(target)) {
    writeFileSync(join(folder, name), words)
    chmodSync(join(folder, name), mode)
  }
  writeFileSync(join(folder, 'README.txt'), readmeFor(target, version))
  process.stdout.write(`${folder}\n`)
}

/** The modules that the server needs, of the versions of the lock file, with native parts for the target. */
function installModules(app: string, target: Target): string {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
  const dependencies = Object.fromEntries(Object.entries(manifest.dependencies).filter(([name]) => !onlyBuild.has(name)))
  writeFileSync(join(app, 'package.json'), JSON.stringify({ ...manifest, dependencies, devDependencies: {}, scripts: {} }, null, 2))
  copyFileSync(join(root, 'package-lock.json'), join(app, 'package-lock.json'))
  const flags = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', ...npmFlags(target)]
  const { status } = spawnSync('npm', flags, { cwd: app, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' })
  if (status !== 0) throw new Error('npm could not bring the modules. It needs the registry, or its cache, once.')
  const missing = nativeFor(target).filter((name) => !existsSync(join(app, 'node_modules', name)))
  if (missing.length > 0) throw new Error(`These native packages are missing for ${target}: ${missing.join(', ')}.`)
  return manifest.version
}

function bringNode(app: string, target: Target, { node: given, sha256 }: { readonly node?: string; readonly sha256?: string }): void {
  const file = target.startsWith('win') ? 'node.exe' : 'node'
  const carrier = join(app, 'node_modules', `node-${target}`)
  const unpacked = join(app, 'unpacked')
  const found =
    given !== undefined && isArchive(given)
      ? unpackNode(given, sha256, target, unpacked)
      : { binary: given ?? join(carrier, 'bin', file), license: join(carrier, 'LICENSE') }
  if (!existsSync(found.binary))
    throw new Error(`Node for ${target} is not there. Download its archive from nodejs.org and name it with --node and --sha256.`)
  checkProgram(found.binary, target)
  mkdirSync(join(app, 'node'))
  copyFileSync(found.binary, join(app, 'node', file))
  chmodSync(join(app, 'node', file), 0o755)
  if (existsSync(found.license)) copyFileSync(found.license, join(app, 'node', 'LICENSE'))
  rmSync(unpacked, { recursive: true, force: true })
  // What the carrier has beside the binary are headers and manuals.
  rmSync(carrier, { recursive: true, force: true })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'The package could not be made.'}\n`)
  process.exit(1)
})
