import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a policy calls the scripts that stand in the built page itself: each by the hash of its text, so nobody adds another. */
export function ownScripts(clientDir: string): string[] {
  const page = readFileSync(join(clientDir, 'index.html'), 'utf8')
  return [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  )
}
