import { mkdtempSync, rmSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toString as drawQr } from 'qrcode'
import { parseCookie } from 'cookie'
import { translator } from '../shared/i18n/messages.ts'
import { ownHeader } from '../shared/protocol/control.ts'
import { checkRoom, type CheckLine, type Light, type RoomFacts } from '../shared/room/checks.ts'
import { clientDir, buildWhenStale } from './built-client.ts'
import { readConfig } from './config.ts'
import { serve } from './serve.ts'

/**
 * What `npm run preflight` runs: the real server with data that are forgotten, for less than a minute. It waits for a second
 * device and says in words what is good and what to do. Ends with 1 when something must be mended.
 */
const waitMs = Number(process.env['PREFLIGHT_MS'] ?? 50_000)
const marks: Readonly<Record<Light, string>> = { good: '✓', care: '!', bad: '✗', waiting: '?' }
const t = translator(/^ru/i.test(process.env['LANG'] ?? '') ? 'ru' : 'en')
const say = (text: string) => void process.stdout.write(`${text}\n`)
const tell = ({ name, light, text, args }: CheckLine) => say(`${marks[light]} ${t(`check.${name}`)}: ${t(text, args)}`)

async function main(): Promise<boolean> {
  const given = readConfig(process.argv.slice(2), process.env)
  await buildWhenStale()
  const dataDir = mkdtempSync(join(tmpdir(), 'roundtable-preflight-'))
  const serving = await serve({ ...given, dataDir, copyTo: undefined }, { clientDir, onStorageBroke: () => undefined })
  try {
    const look = await facilitator(serving.facilitatorLink())
    const first = await look()
    say(`\n${t('check.title')}. ${t('check.scanHelp')}\n\n  ${first.url}\n\n${await drawQr(first.url, { type: 'terminal', small: true })}`)
    const end = performance.now() + waitMs
    let found = first
    while (!found.facts.devices.some((one) => one.isElsewhere) && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      found = await look()
    }
    const { bavail, bsize } = await statfs(given.dataDir).catch(() => statfs('.'))
    const copy =
      given.copyTo === undefined
        ? null
        : { at: null, failed: (await statfs(given.copyTo).catch(() => null)) ? (false as const) : ('cannot-write' as const) }
    const lines = checkRoom({ ...found.facts, freeBytes: bavail * bsize, copy })
    lines.forEach(tell)
    return lines.every(({ light }) => light !== 'bad')
  } finally {
    await serving.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Opens the link as a browser on this machine would, and gives how to look at the check. */
async function facilitator(link: string) {
  const { origin, hash } = new URL(link)
  const body = JSON.stringify({ secret: hash.slice(1), name: '' })
  const headers = { origin, [ownHeader]: '1', 'content-type': 'application/json' }
  const claimed = await fetch(`${origin}/rt/facilitator/claim`, { method: 'POST', headers, body })
  const { rt_facilitator: secret = '' } = parseCookie(claimed.headers.getSetCookie()[0]?.split(';')[0] ?? '')
  return async () => {
    const answer = await fetch(`${origin}/rt/facilitator/check`, { headers: { cookie: `rt_facilitator=${secret}` } })
    return (await answer.json()) as { readonly facts: RoomFacts; readonly url: string }
  }
}

main().then(
  (isWell) => process.exit(isWell ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'The check could not be made.'}\n`)
    process.exit(1)
  },
)
