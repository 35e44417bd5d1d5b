import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where the built client lies. */
export const clientDir = join(root, 'dist/client')

/** Builds the client when its sources are newer than what was built. */
export async function buildWhenStale(): Promise<void> {
  if (!isStale()) return
  const { build } = await import('vite')
  await build({ root: join(root, 'client'), configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
}

function isStale(): boolean {
  // A packaged server has no sources of the client: it is what it is.
  if (!existsSync(join(root, 'client'))) return false
  const built = join(clientDir, 'index.html')
  if (!existsSync(built)) return true
  const builtAt = statSync(built).mtimeMs
  const sources = ['client', 'shared', 'vite.config.ts', 'package-lock.json'].map((name) => join(root, name))
  return sources.some((source) => existsSync(source) && newestIn(source) > builtAt)
}

function newestIn(path: string): number {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), mtimeMs)
}
