import { wordType } from '../../../shared/report/formats.ts'
import { wordTemplate } from '../../kit/word-templates.ts'
import { everywhere, type Scene } from './scene.ts'

/** The head of a page with a text box, which no report takes over. */
const boxHeader = '<w:p><w:r><w:drawing><wp:inline><wps:wsp><w:txbxContent/></wps:wsp></wp:inline></w:drawing></w:r></w:p>'

/** The report. */
export const reportScenes: readonly Scene[] = [
  {
    name: 'report',
    hat: 'facilitator',
    room: 'closed',
    path: '/report',
    sizes: everywhere,
    until: (page) => page.frameLocator('iframe').locator('svg').first().waitFor(),
  },
  {
    name: 'report-figure',
    hat: 'facilitator',
    room: 'closed',
    path: '/report',
    sizes: ['laptop'],
    readme: 'laptop',
    async until(page) {
      // The map is too heavy for README.
      const ratings = page.frameLocator('iframe').locator('figure', { hasText: /Impact|Последствия/ })
      await ratings.first().scrollIntoViewIfNeeded()
    },
  },
  ...([/^(By session|По сессиям)$/, /^(Organization of the session|Организация)/] as const).map((head, at): Scene => ({
    name: at === 0 ? 'report-by-session' : 'report-sessions',
    hat: 'facilitator',
    room: 'regional',
    path: '/report',
    sizes: ['laptop'],
    async until(page) {
      await page
        .frameLocator('iframe')
        .locator('h2, h3', { hasText: head })
        .first()
        .evaluate((title) => title.scrollIntoView())
    },
  })),
  {
    name: 'report-write',
    hat: 'facilitator',
    room: 'closed',
    path: '/report',
    sizes: everywhere,
    async until(page) {
      await page.locator('.views button').nth(1).click()
      await page.locator('textarea').first().fill('The meeting brought together officials of nine States.')
      if ((await page.locator('ol li').count()) > 0) return
      await page.locator('.more button').nth(1).click()
      await page.locator('.shelf li button').first().click()
      await page.locator('.shelf li button').nth(1).click()
      await page.locator('ol li').nth(1).waitFor()
    },
  },
  {
    name: 'report-sections',
    hat: 'facilitator',
    room: 'closed',
    path: '/report',
    sizes: everywhere,
    async until(page) {
      await page.locator('.views button').nth(2).click()
      await page.locator('[data-part]').first().waitFor()
      const glossary = page.locator('[data-part="glossary"]')
      if (!(await glossary.getAttribute('class'))?.includes('out')) await glossary.locator('.leave button').click()
      await page.locator('[data-part="glossary"].out').waitFor()
    },
  },
  {
    name: 'report-template',
    hat: 'facilitator',
    room: 'closed',
    path: '/report',
    sizes: everywhere,
    async until(page) {
      const other = page.getByRole('button', { name: /^(Choose another|Выбрать другой)$/ })
      if (!(await other.isVisible())) {
        const file = {
          name: 'Reports of the Office, 2026.docx',
          mimeType: wordType,
          buffer: Buffer.from(wordTemplate({ header: boxHeader })),
        }
        await page.locator('aside input[type=file]').setInputFiles(file)
        await other.waitFor()
      }
      await other.scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'report-naming',
    hat: 'facilitator',
    room: 'closed',
    path: '/report',
    sizes: everywhere,
    async until(page) {
      await page.getByRole('button', { name: /^(Tables|Столы)$/ }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
]
