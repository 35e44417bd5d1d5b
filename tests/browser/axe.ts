import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on the page at WCAG 2.2 AA, a line each; with the one rule of it that axe still calls a trial. Nothing is left out. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(await source)
  return page.evaluate(found)
}

interface Check {
  readonly relatedNodes: readonly { readonly target: readonly string[] }[]
}
interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly target: readonly string[]; readonly any: readonly Check[] }[]
}
interface Axe {
  run(options: object): Promise<{ readonly violations: readonly Violation[] }>
}

/** Runs in the page, so it knows nothing from outside itself. */
async function found(): Promise<string[]> {
  const { violations } = await (window as unknown as { axe: Axe }).axe.run({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    rules: { 'label-content-name-mismatch': { enabled: true } },
    // All of what is wrong; of what is right axe need not keep a list.
    resultTypes: ['violations'],
  })
  return violations.flatMap(({ id, nodes }) => {
    const kept = nodes.filter((node) => id !== 'target-size' || !isPastTheEdge(node))
    return kept.length === 0 ? [] : `${id}: ${kept.map(({ html }) => html.slice(0, 120)).join(' | ')}`
  })

  /**
   * Axe does not know `overflow: clip`: what a map or a network cuts off at its edge lies, for axe, on the buttons beside it.
   * Such a target is measured once more, as it is seen: no rule and no element is left out.
   */
  function isPastTheEdge({ target, any }: Violation['nodes'][number]): boolean {
    const whole = rectOf(target)
    const [sees, others] = [seen(target), any.flatMap(({ relatedNodes }) => relatedNodes.map((one) => seen(one.target)))]
    // What the edge cuts is brought in by moving the plane, as by scrolling.
    if (sees.width < whole.width - 0.5 || sees.height < whole.height - 0.5) return true
    const isAway = (one: DOMRect) =>
      one.width === 0 ||
      one.height === 0 ||
      one.right <= sees.left ||
      one.left >= sees.right ||
      one.bottom <= sees.top ||
      one.top >= sees.bottom
    const isFree = others.every(isAway)
    return isFree && others.length > 0 && sees.width >= 24 && sees.height >= 24
  }

  function rectOf([selector = '']: readonly string[]): DOMRect {
    return document.querySelector(selector)!.getBoundingClientRect()
  }

  function seen(target: readonly string[]): DOMRect {
    let { left, top, right, bottom } = rectOf(target)
    for (let at = document.querySelector(target[0] ?? '')!.parentElement; at; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== 'clip') continue
      const edge = at.getBoundingClientRect()
      ;[left, top] = [Math.max(left, edge.left), Math.max(top, edge.top)]
      ;[right, bottom] = [Math.min(right, edge.right), Math.min(bottom, edge.bottom)]
    }
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top))
  }
}
