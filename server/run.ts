import { fileURLToPath } from 'node:url'
import { toString as drawQr } from 'qrcode'
import type { Config } from './config.ts'
import type { Doorstep } from './doorstep.ts'
import { log } from './log.ts'
import { openPage } from './open-page.ts'
import { serve, type Serving } from './serve.ts'

const giveUpMs = 4500
const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Runs the server until it is told to end. `start.ts` watches over it and starts it again after a crash. */
export async function run(config: Config, doorstep: Doorstep): Promise<void> {
  process.on('uncaughtException', (error) => {
    log('error', 'Uncaught', { error })
    process.exit(1)
  })
  const serving = await serve(config, {
    doorstep,
    clientDir: fromHere('../dist/client'),
    exercisesDir: fromHere('../exercises'),
    onStorageBroke(error) {
      log('error', 'The storage has ended', { error })
      process.stderr.write('The storage has ended by itself. Roundtable stops, so that nothing is promised which is not kept.\n')
      // A moment, so that refusals reach the laptops.
      setTimeout(() => process.exit(1), 200)
    },
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(serving))
  await announce(config, serving)
}

async function stop(serving: Serving): Promise<void> {
  setTimeout(() => process.exit(1), giveUpMs).unref()
  await serving.close()
  process.exit(0)
}

async function announce(config: Config, serving: Serving): Promise<void> {
  const { port, addresses } = serving
  const link = serving.facilitatorLink()
  if (config.open) openPage(link)
  if (config.announceAsJson) {
    process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid, port, link, addresses })}\n`)
    return
  }
  const best = addresses[0] ?? ''
  const lines = [
    '',
    'Roundtable is ready.',
    '',
    'Facilitator, on this laptop (good once, for 15 minutes):',
    `  ${link}`,
    '',
    'Tables open:',
    ...addresses.map((address) => `  ${address}`),
    '',
    await drawQr(best, { type: 'terminal', small: true }),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  if (process.stdin.isTTY) offerFreshLinks(serving)
}

/** A link lapses, a browser is closed: whoever sits at this machine gets another one without a restart. */
function offerFreshLinks(serving: Serving): void {
  process.stdout.write('Press Enter for a fresh facilitator link. Ctrl+C stops Roundtable; everything is saved.\n')
  process.stdin.on('data', () => process.stdout.write(`  ${serving.facilitatorLink()}\n`))
}
