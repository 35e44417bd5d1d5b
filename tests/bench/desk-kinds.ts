/** What a helper does on the desk, and how it is seen that it shows: both run in the page. */
export interface Kind {
  readonly name: string
  /** Chooses what the decision is about; not timed. */
  readonly choose: () => void
  readonly act: () => void
  /** Different from before once the decision shows. */
  readonly seen: () => string | null | undefined
}

/** Every kind of decision. */
export const kinds: readonly Kind[] = [
  {
    name: 'join',
    choose: () => undefined,
    act: () => document.querySelector<HTMLElement>('.proposal button')!.click(),
    seen: () => document.querySelector('.proposal')?.textContent,
  },
  {
    name: 'not the same',
    choose: () => undefined,
    act: () => document.querySelector<HTMLElement>('.proposal button:last-of-type')!.click(),
    seen: () => document.querySelector('.proposal')?.textContent,
  },
  {
    name: 'split',
    choose: () => document.querySelector<HTMLElement>('article li:nth-child(2) button')!.click(),
    act: () => document.querySelector<HTMLElement>('.verbs button:nth-child(2)')!.click(),
    seen: () => document.querySelector('#clusters-title')!.textContent,
  },
  {
    name: 'set aside',
    choose: () => document.querySelector<HTMLElement>('article .pick')!.click(),
    act: () => document.querySelector<HTMLElement>('.verbs button:nth-last-child(2)')!.click(),
    seen: () => document.querySelector('#clusters-title')!.textContent,
  },
  {
    name: 'mark',
    choose: () => {
      for (const one of document.querySelectorAll<HTMLElement>('article.chosen .pick')) one.click()
      document.querySelector<HTMLElement>('article .pick:not(:has(.for-vote))')!.click()
    },
    act: () => document.querySelector<HTMLElement>('.verbs button:nth-child(4)')!.click(),
    seen: () => `${document.querySelectorAll('.for-vote').length}`,
  },
  {
    name: 'place',
    choose: () => {
      for (const one of document.querySelectorAll<HTMLElement>('article.chosen .pick')) one.click()
      document.querySelectorAll<HTMLElement>('article .pick')[5]!.click()
    },
    act: () => document.querySelector<HTMLElement>('.verbs button:nth-child(5)')!.click(),
    seen: () => [...document.querySelectorAll<HTMLElement>('.pick')].map((one) => one.dataset['cluster']).join(' '),
  },
  {
    name: 'title',
    choose: () => {
      for (const one of document.querySelectorAll<HTMLElement>('article.chosen .pick')) one.click()
      document.querySelectorAll<HTMLElement>('article .pick')[1]!.click()
      document.querySelector<HTMLElement>('.verbs button:nth-child(3)')!.click()
    },
    act: () => {
      const input = document.querySelector<HTMLInputElement>('article form input')!
      input.value = `Title ${Math.random()}`
      input.dispatchEvent(new Event('input', { bubbles: true }))
      document.querySelector<HTMLElement>('article form button')!.click()
    },
    seen: () => document.querySelectorAll('article')[1]!.querySelector('.title')?.textContent,
  },
  {
    name: 'undo',
    // The log is drawn from its end; beyond what is drawn nobody sees that a line is struck out.
    choose: () => document.querySelector<HTMLElement>('section[aria-labelledby=decisions-title] > div button')?.click(),
    act: () => document.querySelector<HTMLElement>('.verbs button:last-child')!.click(),
    seen: () => `${document.querySelectorAll('aside s').length}`,
  },
]
