import { expect, test } from 'vitest'
import { sized } from '../kit/size.ts'
import { openBrowser } from './kit.ts'
import { typeOutOfRange } from './out-of-range.ts'

/** 8 s in the quick suite, a minute in the long run. */
const cutMs = Number(process.env['CUT_MS'] ?? sized(8000, 60_000))

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
