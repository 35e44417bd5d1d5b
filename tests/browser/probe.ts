import type { Page } from 'playwright-core'
import { watch } from './kit.ts'

/** What a page did that no text may make it do. */
export interface Probe {
  /** Looks at the page as it is now, and at the documents in it. */
  look(where: string): Promise<void>
  readonly wrong: readonly string[]
}

interface Marks {
  hits: string[]
}

/** Puts its marks into every document before anything of it runs. Call before the page is opened. */
export async function probe(page: Page): Promise<Probe> {
  const wrong = new Set<string>()
  const faults = watch(page)
  let where = ''
  page.on('dialog', (dialog) => {
    wrong.add(`${where}: a dialog was opened`)
    void dialog.dismiss()
  })
  await page.addInitScript(() => {
    const marks: Marks = { hits: [] }
    Object.defineProperty(window, 'marks', { value: marks })
    Object.defineProperty(window, 'hit', { set: () => marks.hits.push('a text ran') })
    for (const name of ['open', 'print'] as const) window[name] = () => (marks.hits.push(`${name} was called`), null) as never
    document.addEventListener('securitypolicyviolation', (event) =>
      marks.hits.push(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`),
    )
  })
  return {
    async look(now) {
      where = now
      // A frame of another host would be a fault of its own, and cannot be looked into.
      for (const frame of page.frames().filter((one) => one.url().startsWith(new URL(page.url()).origin)))
        for (const found of await frame.evaluate(suspects)) wrong.add(`${where}: ${found}`)
      for (const fault of faults.splice(0)) wrong.add(`${where}: ${fault}`)
    },
    get wrong() {
      return [...wrong]
    },
  }
}

/** Runs in the page: what was marked, and elements and attributes that no view of ours makes. */
function suspects(): string[] {
  const { hits } = (window as unknown as { marks?: Marks }).marks ?? { hits: [] }
  const found = new Set(hits)
  const foreign =
    'script:not([src^="/assets/"]), object, embed, base, meta[http-equiv], form[action], marquee, math, template, video, iframe[srcdoc]'
  for (const one of document.querySelectorAll(foreign)) found.add(`an element: ${one.outerHTML.slice(0, 80)}`)
  for (const one of document.querySelectorAll('*'))
    for (const { name, value } of one.attributes) {
      if (name.startsWith('on')) found.add(`a handler: ${name}`)
      if (['href', 'src', 'data', 'action', 'xlink:href'].includes(name) && /^\s*(javascript|vbscript|data:text|\/\/|\\\\)/i.test(value))
        found.add(`an address: ${value.slice(0, 80)}`)
    }
  return [...found]
}
