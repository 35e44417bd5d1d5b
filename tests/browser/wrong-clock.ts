import type { Browser, Page } from 'playwright-core'

/**
 * When a page began to show a text, in ms by the real clock of this machine: `at`. Where the whole page stood still until then, as on a
 * machine that has too much to do, it did so `from` that on; else the two are the same.
 */
interface Moment {
  readonly from: number
  readonly at: number
}
/** When a page began to show each text of its countdown; `00:00` when the step is over. */
export type Shown = ReadonlyMap<string, Moment>

interface Recorded {
  readonly clock: { skew: number }
  readonly shown: Record<string, number>
  /** From when to when nothing ran in the page. */
  readonly stalls: readonly (readonly [number, number])[]
}
const recorded = () => (window as unknown as { recorded: Recorded }).recorded

/** A laptop whose clock is wrong by so much, and can be set while a page is open. */
export class WrongClock {
  readonly page: Page
  /** By how much its clock was wrong when the page was opened. */
  readonly skewMs: number

  private constructor(page: Page, skewMs: number) {
    this.page = page
    this.skewMs = skewMs
  }

  static async open(browser: Browser, skewMs: number): Promise<WrongClock> {
    const context = await browser.newContext({ locale: 'en' })
    await context.addInitScript((skew) => {
      const [now, Real, origin] = [Date.now.bind(Date), Date, performance.timeOrigin]
      const clock = { skew }
      const shown: Record<string, number> = {}
      const stalls: [number, number][] = []
      Object.assign(window, { recorded: { clock, shown, stalls } })
      let ran = now()
      setInterval(() => {
        if (now() - ran > 80) stalls.push([ran, now()])
        ran = now()
      }, 50)
      Date.now = () => now() + clock.skew
      // `new Date()` asks the same clock.
      window.Date = new Proxy(Real, {
        construct: (target, args: []) => (args.length === 0 ? new target(Date.now()) : new target(...args)),
      })
      Object.defineProperty(performance, 'timeOrigin', { value: origin + skew })
      let last = ''
      const look = () => {
        const text = /\d\d:\d\d/.exec(document.querySelector('.clock')?.textContent ?? '')?.[0]
        if (text !== undefined && text !== last) shown[(last = text)] = now()
      }
      new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true })
    }, skewMs)
    return new WrongClock(await context.newPage(), skewMs)
  }

  /** Somebody sets the laptop's clock; what the page measures from its own start goes on. */
  async setTo(skewMs: number): Promise<void> {
    await this.page.evaluate((skew) => ((window as unknown as { recorded: Recorded }).recorded.clock.skew = skew), skewMs)
  }

  now(): Promise<number> {
    return this.page.evaluate(() => Date.now())
  }

  async shown(): Promise<Shown> {
    const { shown, stalls } = await this.page.evaluate(recorded)
    // What else waited in the page runs just before or just after its timer.
    const from = (at: number) => stalls.find(([start, end]) => start < at && at < end + 50)?.[0] ?? at
    return new Map(Object.entries(shown).map(([text, at]) => [text, { from: from(at), at }]))
  }

  /** What was shown is forgotten: a text may come once more. */
  async forget(): Promise<void> {
    await this.page.evaluate(() => {
      const { shown } = (window as unknown as { recorded: Recorded }).recorded
      for (const text of Object.keys(shown)) Reflect.deleteProperty(shown, text)
    })
  }
}

/** Between the first of these moments and the last, in ms: as it was seen, and without what pages stood still. */
export interface Spread {
  readonly seen: number
  readonly own: number
}

export function spreadOf(moments: readonly Moment[]): Spread {
  const first = Math.min(...moments.map(({ at }) => at))
  const last = (key: keyof Moment) => Math.max(...moments.map((moment) => moment[key]))
  return { seen: last('at') - first, own: Math.max(0, last('from') - first) }
}

/** The time between the first laptop and the last, for each text that all of them showed. */
export function spreads(laptops: readonly Shown[]): ReadonlyMap<string, Spread> {
  const [first, ...others] = laptops
  const common = [...(first?.keys() ?? [])].filter((text) => others.every((shown) => shown.has(text)))
  return new Map(common.map((text) => [text, spreadOf(laptops.flatMap((shown) => shown.get(text) ?? []))]))
}

/** Seconds left, as the page shows them. */
export async function countdown(page: Page): Promise<number> {
  const text = await page.locator('body').innerText()
  const found = /\b(\d{1,2}):(\d{2})\b/.exec(text)
  return Number(found?.[1]) * 60 + Number(found?.[2])
}
