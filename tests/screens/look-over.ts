import type { Page } from 'playwright-core'

export interface Floors {
  /** Smallest text, in px on the screen. */
  readonly text: number
  /** Smallest side of what is clicked or touched, in px; null where nobody touches. */
  readonly target: number | null
  /** A projector does not scroll: whatever stands below is lost. */
  readonly scrolls: boolean
}

/** What no page may do, found by measuring it: sideways scrolling, text and targets that are too small, faint text. */
export async function lookOver(page: Page, floors: Floors): Promise<string[]> {
  return page.evaluate(measure, floors)
}

/** Runs in the page, so it knows nothing from outside itself. */
function measure({ text, target, scrolls }: Floors): string[] {
  const faults = new Set<string>()
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth) faults.add(`scrolls sideways: ${root.scrollWidth} px in ${root.clientWidth}`)
  const short = (words: string) => words.replace(/\s+/g, ' ').trim().slice(0, 40)
  const seen = (element: Element) => {
    const box = element.getBoundingClientRect()
    return element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 1 && box.height > 1
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    const words = short(node.textContent ?? '')
    if (words === '' || !element || !seen(element) || element.closest('.unseen, script, style, option')) continue
    const svg = element.closest('svg')
    const scale = svg ? scaleOf(svg) : 1
    const zoom = svg ? 1 : element.currentCSSZoom
    const size = Number.parseFloat(getComputedStyle(element).fontSize) * scale * zoom
    if (size < text - 0.05) faults.add(`text of ${size.toFixed(1)} px: ${words}`)
    const ratio = svg ? null : contrastOf(element)
    if (ratio !== null && ratio < (size >= 24 ? 3 : 4.5) && !element.closest(':disabled'))
      faults.add(`contrast ${ratio.toFixed(1)}: ${words}`)
    const cut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible'
    const shortened = getComputedStyle(element).textOverflow === 'ellipsis' || getComputedStyle(element).webkitLineClamp !== 'none'
    if (cut && !shortened) faults.add(`cut off: ${words}`)
    const box = element.getBoundingClientRect()
    if (!scrolls && box.bottom > innerHeight + 1) faults.add(`stands below the screen: ${words}`)
    if (!svg && !pans(element) && (box.left < -1 || box.right > root.clientWidth + 1)) faults.add(`stands outside the page: ${words}`)
  }

  for (const element of document.querySelectorAll('button, select, textarea, summary, input, a[href]')) {
    if (target === null || !seen(element) || element.matches('.unseen')) continue
    const ticked = element.matches('[type=checkbox], [type=radio]') ? element.closest('label') : null
    const box = (ticked ?? element).getBoundingClientRect()
    // A link inside a sentence may be as high as its line (WCAG 2.5.8).
    if (element.matches('p a')) continue
    // Where things stand on a map is not ours to choose: there the floor of WCAG 2.5.8 holds.
    const floor = element.closest('.map .view') ? Math.min(24, target) : target
    if (box.height < floor - 0.5 || box.width < floor - 0.5)
      faults.add(
        `target of ${box.width.toFixed(0)} × ${box.height.toFixed(0)} px: ${short(element.getAttribute('aria-label') ?? element.textContent ?? '')}`,
      )
  }
  return [...faults]

  /** A picture is shown whole: the narrower of its two sides decides how large its type is. */
  function scaleOf(svg: SVGSVGElement): number {
    const [box, view] = [svg.getBoundingClientRect(), svg.viewBox.baseVal]
    if (!view || view.width === 0 || view.height === 0) return 1
    return Math.min(box.width / view.width, box.height / view.height)
  }

  /** True inside a panel that people pan or scroll sideways: what stands outside it can be brought in. */
  function pans(element: Element): boolean {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
      if (['clip', 'auto', 'scroll'].includes(getComputedStyle(at).overflowX)) return true
    return false
  }

  /** WCAG 2 contrast with the nearest ground that is painted; null where a half-transparent one makes it unsure. */
  function contrastOf(element: Element): number | null {
    const parts = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
    const ink = parts(getComputedStyle(element).color)
    for (let at: Element | null = element; at; at = at.parentElement) {
      const ground = parts(getComputedStyle(at).backgroundColor)
      const opacity = ground[3] ?? 1
      if (opacity === 0) continue
      if (opacity < 1 || (ink[3] ?? 1) < 1) return null
      const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a)
      return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
    }
    return null
  }

  function luminance(colour: readonly number[]): number {
    const [r = 0, g = 0, b = 0] = colour.map((part) => {
      const share = part / 255
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
}
