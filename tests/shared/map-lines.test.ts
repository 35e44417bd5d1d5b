import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawRoutes } from '../../shared/canvases/parts/route-lines.ts'
import { decode, encode } from '../../shared/maps/base.ts'
import { clipLine, clipRing, type Box, type Point } from '../../shared/maps/clip.ts'
import { offPlane, onPlane } from '../../shared/maps/region.ts'

describe('lines', () => {
  const point = fc.tuple(fc.double({ min: -20, max: 20, noNaN: true }), fc.double({ min: -20, max: 20, noNaN: true }))
  const box: Box = [-7, -5, 6, 8]
  const inside = ([x, y]: Point) => x >= -7.001 && x <= 6.001 && y >= -5.001 && y <= 8.001

  test('come back from the file to a thousandth of a degree', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 30 }), (line) => {
        const back = decode(encode(line))
        for (const [x, y] of line) expect(back.some(([a, b]) => Math.abs(a - x) <= 0.00051 && Math.abs(b - y) <= 0.00051)).toBe(true)
      }),
    )
  })

  test('never leave the box that they are cut to, and keep what lies in it', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 20 }), (line) => {
        expect(clipRing(line, box).every(inside)).toBe(true)
        const parts = clipLine(line, box).flat()
        expect(parts.every(inside)).toBe(true)
        for (const one of line.filter(([x, y]) => x > -7 && x < 6 && y > -5 && y < 8))
          expect(parts.some(([x, y]) => Math.hypot(x - one[0], y - one[1]) < 1e-6)).toBe(true)
      }),
    )
  })

  test('stand on the plane as they stand on the ground', () => {
    for (const at of [[69.24, 41.3], [15, 24], [90, 56]] as const) {
      const [lon, lat] = offPlane(onPlane(at))
      expect([lon, lat].map((one) => Math.round(one * 1e6) / 1e6)).toEqual(at)
    }
  }) // prettier-ignore

  test('of two routes by one road do not lie on each other, there or back', () => {
    const [a, b] = [[0, 0], [200, 0]] as const // prettier-ignore
    const lines = drawRoutes([{ id: '1', points: [a, b] }, { id: '2', points: [a, b] }, { id: '3', points: [b, a] }]) // prettier-ignore
    expect(new Set(lines.map((line) => line.d)).size).toBe(3)
    for (const one of lines)
      for (const other of lines)
        if (one !== other) expect(Math.hypot(one.badge[0] - other.badge[0], one.badge[1] - other.badge[1])).toBeGreaterThan(17)
  })
})
