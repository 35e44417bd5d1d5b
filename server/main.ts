import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig } from './config.ts'
import { openDoorstep } from './doorstep.ts'

/** The server's process: opens the port at once, then reads the rest, which takes most of the time of a start. */
async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env)
  const doorstep = await openDoorstep(config)
  // Stripped and compiled modules are kept between starts. The worker thread finds the folder by the variable.
  const compiled = (process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('../dist/compiled', import.meta.url)))
  enableCompileCache(compiled)
  const { keepSourcesIn } = await import('./exercises/source-file.ts')
  const keepSources = keepSourcesIn(join(compiled, 'exercises'))
  const { run } = await import('./run.ts')
  await run(config, doorstep)
  // A crash would leave nothing in the cache.
  flushCompileCache()
  keepSources()
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'Roundtable could not start.'}\n`)
  process.exit(78)
})
