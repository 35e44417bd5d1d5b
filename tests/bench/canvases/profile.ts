import { writeFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'

interface ProfileNode {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly dur?: number
  readonly args?: { readonly data?: { readonly type?: unknown } }
}

/**
 * Where the time of the page goes meanwhile, as lines: the heaviest functions by themselves, then what the browser did
 * (with all that belongs to it). The profile goes into a file for the browser's own tools.
 */
export async function profiled(page: Page, file: string, during: () => Promise<void>): Promise<string[]> {
  const browser = page.context().browser()!
  const line = await page.context().newCDPSession(page)
  await line.send('Profiler.enable')
  await browser.startTracing(page, { categories: ['devtools.timeline'] })
  await line.send('Profiler.start')
  await during()
  const { profile } = await line.send('Profiler.stop')
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] }
  await writeFile(file, JSON.stringify(profile))
  await line.detach()
  const spent = new Map<number, number>()
  profile.samples?.forEach((id, index) => spent.set(id, (spent.get(id) ?? 0) + (profile.timeDeltas?.[index] ?? 0) / 1000))
  const functions = (profile.nodes as readonly ProfileNode[]).map(({ id, callFrame }) => {
    const { functionName, url, lineNumber } = callFrame
    return { name: `${functionName || '(nameless)'} ${url.split('/').at(-1) ?? ''}:${lineNumber + 1}`, ms: spent.get(id) ?? 0 }
  })
  const tasks = trace.traceEvents.flatMap(({ name, ph, dur, args }) => {
    const sort = args?.data?.type
    return ph === 'X' ? { name: typeof sort === 'string' ? `${name} ${sort}` : name, ms: (dur ?? 0) / 1000 } : []
  })
  return [...heaviest(functions, 22), '   ---', ...heaviest(tasks, 18)]
}

function heaviest(all: readonly { readonly name: string; readonly ms: number }[], most: number): string[] {
  const byName = new Map<string, { ms: number; times: number }>()
  for (const { name, ms } of all) {
    const before = byName.get(name) ?? { ms: 0, times: 0 }
    byName.set(name, { ms: before.ms + ms, times: before.times + 1 })
  }
  const sorted = [...byName].sort(([, a], [, b]) => b.ms - a.ms).slice(0, most)
  return sorted.map(([name, { ms, times }]) => `${ms.toFixed(0).padStart(7)} ms ${String(times).padStart(6)} ×  ${name}`)
}
