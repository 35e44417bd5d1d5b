import type { Place } from '../../../shared/canvases/parts/lay-out.ts'
import type { Point } from '../../../shared/maps/clip.ts'
import { capture, onWheel, pointIn } from '../pointing.ts'
import type { MapCamera } from './camera.svelte.ts'

/** Px that a pointer may move and still be a click. */
const still = 5

/**
 * Pointers on the ground of a map: one drags it, two pinch it, the wheel zooms where it stands, and a click that moved
 * nothing is told to `onclick` as px of the view. What stands on the map keeps its own clicks.
 */
export function handsOn(camera: MapCamera, onclick: (at: Point) => void): (view: HTMLElement) => () => void {
  return (view) => {
    const down = new Map<number, Point>()
    const ends = new AbortController()
    const options = { signal: ends.signal }
    let moved = 0
    const pointOf = (event: PointerEvent): Point => pairOf(pointIn(view, event))
    const isGround = (event: Event) => !(event.target as Element).closest('button')
    view.addEventListener(
      'pointerdown',
      (event) => {
        if (event.button !== 0 || !isGround(event)) return
        if (down.size === 0) moved = 0
        down.set(event.pointerId, pointOf(event))
        capture(event)
      },
      options,
    )
    window.addEventListener(
      'pointermove',
      (event) => {
        const before = down.get(event.pointerId)
        if (!before) return
        const now = pointOf(event)
        const other = [...down].find(([id]) => id !== event.pointerId)?.[1]
        if (other) {
          const far = (at: Point) => Math.max(10, Math.hypot(at[0] - other[0], at[1] - other[1]))
          camera.zoomOn(far(now) / far(before), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2])
          moved = Infinity
        } else {
          moved += Math.hypot(now[0] - before[0], now[1] - before[1])
          if (moved > still) camera.pan(before[0] - now[0], before[1] - now[1])
        }
        down.set(event.pointerId, now)
      },
      options,
    )
    const end = (event: PointerEvent) => {
      const at = down.get(event.pointerId)
      down.delete(event.pointerId)
      if (down.size === 1) camera.rest()
      if (at && event.type === 'pointerup' && down.size === 0 && moved <= still) onclick(at)
    }
    window.addEventListener('pointerup', end, options)
    window.addEventListener('pointercancel', end, options)
    const deafen = onWheel(
      view,
      (by, around) => camera.zoomOn(by, pairOf(around)),
      () => camera.rest(),
    )
    return () => {
      deafen()
      ends.abort()
    }
  }
}

/** Maps write a point as a pair. */
const pairOf = ({ x, y }: Place): Point => [x, y]
