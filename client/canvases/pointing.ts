import type { Place } from '../../shared/canvases/parts/lay-out.ts'

/** A wheel that stood still for so long has come to rest. */
const restMs = 140

/**
 * Hears the wheel over a view as "larger" or "smaller" by a factor, around the point where it turns, and when it rests.
 * Not in the markup: only so it can keep the page from scrolling.
 */
export function onWheel(view: HTMLElement, zoom: (factor: number, around: Place) => void, rest: () => void): () => void {
  let resting: ReturnType<typeof setTimeout> | undefined
  const onwheel = (event: WheelEvent) => {
    event.preventDefault()
    zoom(Math.exp(-event.deltaY / 400), pointIn(view, event))
    clearTimeout(resting)
    resting = setTimeout(rest, restMs)
  }
  view.addEventListener('wheel', onwheel, { passive: false })
  return () => {
    clearTimeout(resting)
    view.removeEventListener('wheel', onwheel)
  }
}

/** Where an event happens, from the corner of the view. */
export function pointIn(view: HTMLElement, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Place {
  const { left, top } = view.getBoundingClientRect()
  return { x: clientX - left, y: clientY - top }
}

/** What hears of the pointer now is told of it wherever it goes: the browser need not ask at every move what lies under it. */
export function capture(down: PointerEvent): void {
  if (down.currentTarget instanceof Element) down.currentTarget.setPointerCapture(down.pointerId)
}
