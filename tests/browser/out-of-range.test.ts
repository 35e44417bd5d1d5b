import { expect, test } from 'vitest'
import { openBrowser } from './kit.ts'
import { typeOutOfRange } from './out-of-range.ts'

test('a laptop out of range for 12 s goes on typing, says so, and comes back with everything once', async () => {
  const browser = await openBrowser()
  try {
    const told = await typeOutOfRange(browser, 12_000)
    expect(told.cameBack).toBeLessThan(15_000)
  } finally {
    await browser.close()
  }
}, 90_000)
