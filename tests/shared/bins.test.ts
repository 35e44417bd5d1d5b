import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Crowd, Ground } from '../../shared/canvases/parts/bins.ts'
import type { Box, Point } from '../../shared/maps/clip.ts'

const along = fc.double({ min: -400, max: 400, noNaN: true })
const point: fc.Arbitrary<Point> = fc.tuple(along, along)
const box: fc.Arbitrary<Box> = fc
  .tuple(along, along, fc.double({ min: 0.1, max: 120, noNaN: true }), fc.double({ min: 0.1, max: 120, noNaN: true }))
  .map(([x, y, width, height]) => [x, y, x + width, y + height])
const meets = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]

describe('asking by bins', () => {
  test('finds the nearest as asking every point does, within its reach', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 60 }), point, fc.integer({ min: 1, max: 200 }), (points, at, reach) => {
        const distances = points.map(([x, y]) => Math.hypot(x - at[0], y - at[1]))
        expect(new Crowd(reach, points).nearest(at)).toBeCloseTo(Math.min(reach, ...distances), 6)
      }),
    )
  })

  test('finds every box that lies on another, in the order in which they were put', () => {
    fc.assert(
      fc.property(fc.array(box, { maxLength: 60 }), box, fc.integer({ min: 5, max: 200 }), (boxes, asked, size) => {
        const ground = new Ground(size, boxes)
        expect(ground.on(asked)).toEqual(boxes.filter((one) => meets(one, asked)))
        expect(ground.isFree(asked)).toBe(!boxes.some((one) => meets(one, asked)))
      }),
    )
  })
})
