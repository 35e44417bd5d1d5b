import { everywhere, see, small, type Scene } from './scene.ts'

/** What is printed for tables to join by. */
export const cardScenes: readonly Scene[] = [
  { name: 'cards-one', hat: 'facilitator', room: 'coded', path: '/cards', sizes: everywhere, until: see('article svg') },
  {
    name: 'cards-four',
    hat: 'facilitator',
    room: 'coded',
    path: '/cards',
    sizes: small,
    async until(page) {
      await page.getByLabel(/^(Signs on a page|Табличек на странице)$/).selectOption('4')
      await page.locator('main.four article svg').first().waitFor()
    },
  },
]
