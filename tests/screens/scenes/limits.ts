import { everywhere, rows, see, type Scene } from './scene.ts'

/** What laptops may do in a step, and writing alone. */
export const limitScenes: readonly Scene[] = [
  {
    name: 'console-limits',
    hat: 'facilitator',
    room: 'limits',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      const fold = page.locator('details', { hasText: /^(What laptops may do|Что разрешено на ноутбуках)/ })
      if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click()
      await fold.scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'table-own-cards',
    hat: 'seat',
    room: 'limits',
    path: '/table',
    sizes: everywhere,
    async until(page) {
      await page.locator(rows).first().locator('.row').click()
      await see('.notice')(page)
    },
  },
  { name: 'table-alone', hat: 'seat', room: 'limits', table: 1, path: '/table', sizes: everywhere, until: see('.notice') },
]
