import { writeFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
}

/** Where the time of the page goes meanwhile: the whole profile into a file for the browser's own tools, the heaviest functions as lines. */
export async function profiled(page: Page, file: string, during: () => Promise<void>): Promise<string[]> {
  const line = await page.context().newCDPSession(page)
  await line.send('Profiler.enable')
  await line.send('Profiler.start')
  await during()
  const { profile } = await line.send('Profiler.stop')
  await writeFile(file, JSON.stringify(profile))
  await line.detach()
  const spent = new Map<number, number>()
  profile.samples?.forEach((id, index) => spent.set(id, (spent.get(id) ?? 0) + (profile.timeDeltas?.[index] ?? 0) / 1000))
  const byName = new Map<string, number>()
  for (const { id, callFrame } of profile.nodes as readonly ProfileNode[]) {
    const name = `${callFrame.functionName || '(nameless)'} ${callFrame.url.split('/').at(-1) ?? ''}:${callFrame.lineNumber + 1}`
    byName.set(name, (byName.get(name) ?? 0) + (spent.get(id) ?? 0))
  }
  return [...byName]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 25)
    .map(([name, ms]) => `${ms.toFixed(0).padStart(7)} ms  ${name}`)
}
