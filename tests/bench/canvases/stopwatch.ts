import type { Page } from 'playwright-core'
import { percentile } from '../../kit/chance.ts'

export interface Frames {
  readonly p50: number
  readonly p95: number
  readonly max: number
  /** Tasks of more than 50 ms, and the longest. */
  readonly longTasks: number
  readonly longest: number
}

interface Watching {
  frames: number[]
  tasks: number[]
  keys: number[]
  stop: boolean
}
declare global {
  interface Window {
    watching?: Watching
  }
}

/** Watches each frame, each long task, and each key until its character has been painted. */
export async function watchFrames<Result>(page: Page, during: () => Promise<Result>): Promise<{ frames: Frames; keys: number[] }> {
  await page.evaluate(begin)
  await during()
  const { frames, tasks, keys } = await page.evaluate(end)
  return {
    frames: {
      p50: percentile(frames, 0.5),
      p95: percentile(frames, 0.95),
      max: Math.max(...frames),
      longTasks: tasks.length,
      longest: Math.max(0, ...tasks),
    },
    keys,
  }
}

function begin(): Promise<void> {
  const watching: Watching = { frames: [], tasks: [], keys: [], stop: false }
  window.watching = watching
  const observer = new PerformanceObserver((list) => watching.tasks.push(...list.getEntries().map((entry) => entry.duration)))
  observer.observe({ type: 'longtask' })
  const onkey = (event: Event) => {
    const pressed = event.timeStamp
    // Right after the frame in which it is drawn: a message is handled when the browser has painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => watching.keys.push(performance.now() - pressed)
      port2.postMessage(null)
    })
  }
  addEventListener('keydown', onkey, { capture: true })
  let last = 0
  const next = (now: number) => {
    if (watching.stop) {
      observer.disconnect()
      removeEventListener('keydown', onkey, { capture: true })
      return
    }
    if (last > 0) watching.frames.push(now - last)
    last = now
    requestAnimationFrame(next)
  }
  return new Promise((resolve) =>
    requestAnimationFrame((now) => {
      next(now)
      resolve()
    }),
  )
}

function end(): Promise<Watching> {
  return new Promise((resolve) =>
    requestAnimationFrame(() =>
      setTimeout(() => {
        window.watching!.stop = true
        resolve(window.watching!)
      }),
    ),
  )
}

/** When (by the clock of this machine) so many of the selector are there and painted. */
export function whenDrawn(page: Page, selector: string, count: number): Promise<number> {
  return page.evaluate(
    ([one, least]) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelectorAll(one).length < least) requestAnimationFrame(look)
          else requestAnimationFrame(() => setTimeout(() => resolve(Date.now())))
        }
        look()
      }),
    [selector, count] as const,
  )
}

/** No more of it came for so long. */
const stillMs = 500

/**
 * The same where only what is in the window is drawn: when the last of the selector's elements has been there and painted, and nothing
 * came after it. There is at least one.
 */
export function whenStill(page: Page, selector: string): Promise<number> {
  return page.evaluate(
    ([one, rest]) =>
      new Promise<number>((resolve) => {
        let [count, since] = [0, 0]
        const look = () => {
          const now = document.querySelectorAll(one).length
          if (now !== count) [count, since] = [now, 0]
          // Right after the frame in which it is drawn.
          if (count > 0 && since === 0) setTimeout(() => (since ||= Date.now()))
          if (since > 0 && Date.now() - since > rest) resolve(since)
          else requestAnimationFrame(look)
        }
        look()
      }),
    [selector, stillMs] as const,
  )
}

/** What the page holds after it has tidied up: megabytes of its own data, and how many elements and texts. */
export async function memoryOf(page: Page): Promise<{ megabytes: number; nodes: number }> {
  const line = await page.context().newCDPSession(page)
  await line.send('Performance.enable')
  await line.send('HeapProfiler.collectGarbage')
  const { metrics } = await line.send('Performance.getMetrics')
  const valueOf = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
  await line.detach()
  return { megabytes: valueOf('JSHeapUsedSize') / 1_048_576, nodes: valueOf('Nodes') }
}
