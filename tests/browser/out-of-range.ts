import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { openBadNetwork } from './bad-network.ts'
import { joinTable, makeSession, openLaptop, ownAddress, reachesNoOther, runServer } from './kit.ts'

/** What one run took, in milliseconds. */
export interface Told {
  readonly saidOffline: number
  readonly cameBack: number
}

/** One laptop of a table types through `cutMs` without a network, and everything is asserted that must hold meanwhile and after. */
export async function typeOutOfRange(browser: Browser, cutMs: number): Promise<Told> {
  const first = await runServer()
  await first.kill()
  const network = await openBadNetwork(first.port, '127.0.0.1')
  const far = `${ownAddress()}:${String(network.port)}`
  const server = await runServer({ dataDir: first.dataDir, port: first.port, hosts: far })
  try {
    const { facilitator, code } = await makeSession(browser, server, { title: 'Out of range', tables: 1 })
    const [typing, mate] = await Promise.all([openLaptop(browser, 'en'), openLaptop(browser, 'en')])
    await joinTable(typing.page, `http://${far}`, { code, table: 0, name: 'Far' })
    await reachesNoOther(typing.page)
    await joinTable(mate.page, server.url, { code, table: 0, name: 'Near' })
    await facilitator.page.getByRole('button', { name: /^Open 1/ }).click()
    const cards = (page: typeof mate.page) => page.locator('[data-card]')
    const add = (page: typeof mate.page, market: string) => page.getByRole('button', { name: market, exact: true }).first().click()
    await add(typing.page, 'Heroin trade')
    await cards(mate.page).filter({ hasText: 'Heroin trade' }).waitFor()
    await cards(typing.page).filter({ hasText: 'Heroin trade' }).click()
    await typing.page.evaluate(() => Object.assign(window, { sameDocument: true }))

    const note = typing.page.getByLabel('Note')
    await note.click()
    // The page notes the moment by itself: between two looks of ours a word is typed, which takes its time.
    await typing.page.evaluate(() => {
      const start = performance.now()
      const look = () => {
        const says = [...document.querySelectorAll('[role="status"]')].some((one) => one.textContent.includes('Not connected'))
        if (says && !('saidOffline' in window)) Object.assign(window, { saidOffline: performance.now() - start })
      }
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    network.cut()
    const cutAt = performance.now()
    const typed: string[] = []
    let falseSaved = 0
    let number = 0
    while (performance.now() - cutAt < cutMs) {
      const word = `w${String(number++)} `
      await note.pressSequentially(word, { delay: 60 })
      typed.push(word)
      const state = await typing.page.getByRole('status').allInnerTexts()
      if (state.some((one) => /^\W*Saved/.test(one.trim()))) falseSaved++
      if (number === 3) await add(mate.page, 'Human trafficking')
    }
    expect(falseSaved).toBe(0)
    const saidOffline = await typing.page.evaluate(() => ('saidOffline' in window ? Number(window.saidOffline) : 0))
    expect(saidOffline).toBeGreaterThan(0)
    expect(saidOffline).toBeLessThan(5500)
    await facilitator.page.getByRole('listitem').filter({ hasText: 'Rate' }).getByRole('button').click()
    await mate.page.getByText('How widespread is each market, and how heavy is its impact?').waitFor()
    const before = await note.evaluate((field: HTMLTextAreaElement) => [field.value, field.selectionStart])
    expect(before).toEqual([typed.join(''), typed.join('').length])

    network.mend()
    const mendedAt = performance.now()
    await typing.page.getByText('How widespread is each market, and how heavy is its impact?').waitFor({ timeout: 15_000 })
    await typing.page.getByText(/^Saved/).waitFor({ timeout: 15_000 })
    const cameBack = performance.now() - mendedAt
    expect(await typing.page.evaluate(() => 'sameDocument' in window)).toBe(true)

    await facilitator.page.getByRole('button', { name: 'Close step' }).click()
    await facilitator.page
      .getByRole('button', { name: 'Open again: 1 Choose' })
      .or(facilitator.page.getByRole('button', { name: /^Open again/ }).first())
      .first()
      .click()
    for (const { page } of [typing, mate]) {
      await expect
        .poll(
          () =>
            cards(page)
              .allInnerTexts()
              .then((all) => all.map((one) => one.split('\n')[0]).sort()),
          { timeout: 10_000 },
        )
        .toEqual(['Heroin trade', 'Human trafficking'])
      await cards(page).filter({ hasText: 'Heroin trade' }).click()
      await expect.poll(() => page.getByLabel('Note').inputValue(), { timeout: 10_000 }).toBe(typed.join(''))
    }
    expect([...typing.faults, ...mate.faults, ...facilitator.faults]).toEqual([])
    return { saidOffline, cameBack }
  } finally {
    await server.kill()
    await network.close()
  }
}
