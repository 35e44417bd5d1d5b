import { changeAgenda } from '../other-agenda.ts'
import { everywhere, openOnce, see, small, type Scene } from './scene.ts'

/** The console of a session, and what it opens. */
export const consoleScenes: readonly Scene[] = [
  { name: 'console-regional-room', hat: 'facilitator', room: 'regional', path: '/console', sizes: small, until: see('.tables') },
  { name: 'console-fresh', hat: 'facilitator', room: 'fresh', path: '/console', sizes: everywhere, until: see('article') },
  {
    name: 'console-open',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: everywhere,
    readme: 'laptop',
    until: see('article progress'),
  },
  { name: 'console-blind', hat: 'facilitator', room: 'blind', path: '/console', sizes: ['laptop'], until: see('article progress') },
  { name: 'console-rate', hat: 'facilitator', room: 'rate', path: '/console', sizes: ['laptop'], until: see('article progress') },
  {
    name: 'console-crowded',
    hat: 'facilitator',
    room: 'crowded',
    path: '/console',
    sizes: ['laptop', 'projector'],
    until: see('article progress'),
  },
  { name: 'console-closed', hat: 'facilitator', room: 'closed', path: '/console', sizes: everywhere, until: see('article progress') },
  {
    name: 'console-versions',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: small,
    async until(page) {
      await page
        .getByRole('button', { name: /^(Earlier versions|Прежние версии) ·/ })
        .nth(4)
        .click()
      await page.locator('dialog section li').first().waitFor()
    },
  },
  {
    name: 'console-no-versions',
    hat: 'facilitator',
    room: 'empty',
    path: '/console',
    sizes: small,
    async until(page) {
      await page
        .getByRole('button', { name: /^(Earlier versions|Прежние версии) ·/ })
        .first()
        .click()
      await page.locator('dialog .acts').waitFor()
    },
  },
  {
    name: 'console-seats',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: small,
    async until(page) {
      await page.locator('article details').first().locator('summary').click()
      await page.locator('article details').nth(2).locator('summary').click()
      await page.locator('article li button').first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'console-goes-on-as',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: small,
    async until(page) {
      const seats = page
        .locator('article details')
        .filter({ has: page.locator('.over') })
        .first()
      await seats.locator('summary').click()
      await seats.locator('select').first().selectOption({ index: 1 })
      await seats.locator('.over button').first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'console-table-list',
    hat: 'facilitator',
    room: 'fresh',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      await page.getByRole('button', { name: /^(Tables from a list|Столы списком)$/ }).click()
      await page.locator('dialog textarea').fill('North;English;\nЮг;русский;Узбекистан\nWest;;Казахстан\n"Centre, with the lawyers";;')
      await page.locator('dialog ol li').first().waitFor()
    },
  },
  {
    name: 'console-side',
    hat: 'facilitator',
    room: 'mapped',
    path: '/console',
    sizes: ['laptop', 'phone'],
    async until(page) {
      await page.locator('aside h2').first().waitFor()
      const folded = page.locator('aside section > details:not([open]) > summary')
      while ((await folded.count()) > 0) await folded.first().click()
      await page.locator('aside > *').last().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'console-vote',
    hat: 'facilitator',
    room: 'votes',
    path: '/console',
    sizes: ['laptop'],
    async until(page) {
      await page.locator('aside details details summary').first().click()
      await page.locator('aside details details').first().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'console-open-vote',
    hat: 'facilitator',
    room: 'closed',
    path: '/console',
    sizes: small,
    async until(page) {
      await page
        .locator('summary', { hasText: /^\s*(Vote of the room|Голосование зала)/ })
        .first()
        .click()
      await page.getByRole('button', { name: /^(Put clusters to the vote|Поставить на голосование)$/ }).click()
      await page.locator('dialog label').first().waitFor()
    },
  },
  { name: 'console-consent', hat: 'facilitator', room: 'rate', path: '/console', sizes: ['laptop'], until: see('button.yes') },
  {
    name: 'console-walk',
    hat: 'facilitator',
    room: 'walk',
    path: '/console',
    sizes: ['laptop'],
    async until(page) {
      await page.getByRole('button', { name: /^(Read the comments|Читать комментарии)$/ }).click()
      await page.locator('dialog li').first().waitFor()
    },
  },
  { name: 'console-paused', hat: 'facilitator', room: 'paused', path: '/console', sizes: everywhere, until: see('article progress') },
  {
    name: 'console-messages',
    hat: 'facilitator',
    room: 'paused',
    path: '/console',
    sizes: ['laptop', 'phone'],
    async until(page) {
      await page.getByText(/^(Message to tables|Сообщение столам)$/).click()
      await page.locator('aside li').last().scrollIntoViewIfNeeded()
    },
  },
  { name: 'console-codes', hat: 'facilitator', room: 'coded', path: '/console', sizes: everywhere, until: see('aside li b') },
  { name: 'console-apart', hat: 'facilitator', room: 'apart', path: '/console', sizes: everywhere, until: see('article .own') },
  {
    name: 'console-open-for-some',
    hat: 'facilitator',
    room: 'apart',
    path: '/console',
    sizes: small,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(A step for some tables|Этап для части столов)$/ }))
      await page.locator('dialog label.table').nth(2).click()
    },
  },
  {
    name: 'console-material',
    hat: 'facilitator',
    room: 'apart',
    path: '/console',
    sizes: small,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(Open the board of|Открыть доску:) .*B/ }))
      await openOnce(page.getByRole('button', { name: /^(Own material|Свой материал)$/ }))
    },
  },
  { name: 'console-called', hat: 'facilitator', room: 'called', path: '/console', sizes: ['laptop'], until: see('article progress') },
  {
    name: 'console-agenda-plan',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(Change the agenda|Изменить повестку дня)$/ }))
      await page.locator('dialog ol li').first().waitFor()
    },
  },
  {
    name: 'console-agenda-add',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(Change the agenda|Изменить повестку дня)$/ }))
      await openOnce(page.locator('dialog .day button').first())
      await page.locator('dialog .shelf li button').first().waitFor()
    },
  },
  {
    name: 'console-agenda-days',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(Change the agenda|Изменить повестку дня)$/ }))
      const dialog = page.locator('dialog').first()
      await dialog.locator('ol li').first().waitFor()
      if ((await dialog.locator('.day').count()) === 1) {
        await dialog.getByRole('button', { name: /^(Add a day|Добавить день)$/ }).click()
        await dialog.locator('.day button').first().click()
        await page.locator('dialog .shelf li button').nth(2).click()
        await dialog.locator('.line.several').nth(1).waitFor()
      }
      await dialog.locator('[data-line] .line.several').nth(1).scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'console-agenda-changed',
    hat: 'facilitator',
    room: 'planned',
    path: '/console',
    sizes: everywhere,
    async until(page, rooms) {
      await openOnce(page.getByRole('button', { name: /^(Change the agenda|Изменить повестку дня)$/ }))
      await page.locator('dialog ol li').first().waitFor()
      if (rooms) await changeAgenda(rooms)
      await page.locator('dialog .notice.warn').waitFor()
    },
  },
  {
    name: 'console-agenda-left-out',
    hat: 'facilitator',
    room: 'fresh',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(Change the agenda|Изменить повестку дня)$/ }))
      const dialog = page.locator('dialog').first()
      await dialog.locator('.day').first().waitFor()
      if ((await dialog.locator('section').count()) === 0) await dialog.locator('[data-move=away] button').first().click()
      await dialog.locator('section .head button').first().waitFor()
    },
  },
  {
    name: 'console-seating',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(Who sits where|Кто где сидит)$/ }))
      await page.locator('dialog .rules button').nth(1).click()
    },
  },
  {
    name: 'console-mixed-seats',
    hat: 'facilitator',
    room: 'called',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      const table = page.locator('article').nth(1)
      await table.locator('summary').click()
      await table.locator('li').last().scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'console-mixed-seating',
    hat: 'facilitator',
    room: 'called',
    path: '/console',
    sizes: everywhere,
    async until(page) {
      await openOnce(page.getByRole('button', { name: /^(Who sits where|Кто где сидит)$/ }))
      await page.locator('dialog .rules button').nth(1).waitFor()
    },
  },
  {
    name: 'console-live-board',
    hat: 'facilitator',
    room: 'choose',
    path: '/console',
    sizes: small,
    async until(page) {
      await openOnce(page.locator('article .mini').first())
      await page.locator('dialog section li').first().waitFor()
    },
  },
]
