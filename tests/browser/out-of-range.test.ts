import { expect, test } from 'vitest'
import { openBrowser } from './kit.ts'
import { typeOutOfRange } from './out-of-range.ts'

/** 12 s in the quick suite; `CUT_MS=60000 npx vitest run tests/browser/out-of-range.test.ts` is the long run. */
const cutMs = Number(process.env['CUT_MS'] ?? 12_000)

test(
  `a laptop out of range for ${cutMs / 1000} s goes on typing, says so, and comes back with everything once`,
  async () => {
    const browser = await openBrowser()
    try {
      const told = await typeOutOfRange(browser, cutMs)
      process.stdout.write(
        `said so after ${told.saidOffline.toFixed(0)} ms, everything back ${told.cameBack.toFixed(0)} ms after the network\n`,
      )
      expect(told.cameBack).toBeLessThan(15_000)
    } finally {
      await browser.close()
    }
  },
  90_000 + 2 * cutMs,
)
