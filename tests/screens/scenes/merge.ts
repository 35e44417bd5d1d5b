import { everywhere, see, small, type Scene } from './scene.ts'

/** The merge desk. */
export const mergeScenes: readonly Scene[] = [
  {
    name: 'merge-coverage',
    hat: 'facilitator',
    room: 'mapped',
    path: '/merge',
    sizes: small,
    async until(page) {
      await page.locator('.rest details summary').first().click()
      await page.locator('.coverage li').first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'merge-source',
    hat: 'facilitator',
    room: 'closed',
    path: '/merge',
    sizes: small,
    async until(page) {
      await page.locator('article button[aria-expanded=false]').first().click()
      await page.locator('article dl').first().waitFor()
    },
  },
  {
    name: 'merge-regional',
    hat: 'facilitator',
    room: 'regional',
    path: '/merge',
    sizes: everywhere,
    async until(page) {
      await page.locator('article button[aria-expanded=false]').first().click()
      await page.locator('article table').first().waitFor()
    },
  },
  { name: 'merge-massed', hat: 'facilitator', room: 'massed', path: '/merge', sizes: ['laptop', 'projector'], until: see('article') },
  { name: 'merge-crowded', hat: 'facilitator', room: 'crowded', path: '/merge', sizes: ['laptop', 'projector'], until: see('article') },
  { name: 'merge-votes', hat: 'facilitator', room: 'votes', path: '/merge', sizes: ['laptop'], until: see('article') },
  { name: 'merge-empty', hat: 'facilitator', room: 'fresh', path: '/merge', sizes: ['laptop'], until: see('main') },
  {
    name: 'merge-chosen',
    hat: 'facilitator',
    room: 'closed',
    path: '/merge',
    sizes: everywhere,
    readme: 'laptop',
    async until(page) {
      await page.locator('article .pick').nth(3).click()
    },
  },
]
