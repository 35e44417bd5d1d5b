import type { Place } from '../../../shared/canvases/parts/lay-out.ts'
import { capture } from '../pointing.ts'

interface Way {
  /** The way since the pointer went down, in px; from the first few px on, so that a click is no drag. */
  move(by: Place, event: PointerEvent): void
  /** `dragged` is false for a click, and where the browser took the pointer away. */
  up(event: PointerEvent, dragged: boolean): void
}

/** Follows a pointer that went down, wherever it goes, until it is up again. */
export function follow(down: PointerEvent, { move, up }: Way): void {
  const ends = new AbortController()
  let dragged = false
  capture(down)
  const onmove = (event: PointerEvent) => {
    if (event.pointerId !== down.pointerId) return
    const by = { x: event.clientX - down.clientX, y: event.clientY - down.clientY }
    dragged ||= Math.hypot(by.x, by.y) > 4
    if (dragged) move(by, event)
  }
  const onup = (event: PointerEvent) => {
    if (event.pointerId !== down.pointerId) return
    ends.abort()
    up(event, dragged && event.type === 'pointerup')
  }
  window.addEventListener('pointermove', onmove, { signal: ends.signal })
  for (const end of ['pointerup', 'pointercancel'] as const) window.addEventListener(end, onup, { signal: ends.signal })
}

/** The ground follows the pointer; one that only clicks means something else. */
export function panWith(down: PointerEvent, camera: { left: number; top: number }, onclick: (event: PointerEvent) => void): void {
  if (down.button !== 0) return
  const { left, top } = camera
  follow(down, {
    move(by) {
      camera.left = left - by.x
      camera.top = top - by.y
    },
    up: (event, dragged) => !dragged && event.type === 'pointerup' && onclick(event),
  })
}
