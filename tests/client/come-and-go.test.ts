import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comeAndGo } from '../../client/canvases/come-and-go.ts'
import type { Box } from '../../shared/maps/clip.ts'

const box: Box = [0, 0, 1000, 600]
const most = 8
const crowds = fc.array(fc.record({ x: fc.integer({ min: -3000, max: 4000 }), y: fc.integer({ min: -3000, max: 4000 }) }), {
  maxLength: 120,
})

function crowdOf(places: readonly { readonly x: number; readonly y: number }[], kept: readonly number[]) {
  const all = places.map((_, index) => `n${index}`)
  const at = (id: string) => places[Number(id.slice(1))]
  const needed = new Set(kept.flatMap((index) => all[index] ?? []))
  const isWanted = (id: string) => needed.has(id) || (at(id)!.x >= 0 && at(id)!.x <= 1000 && at(id)!.y >= 0 && at(id)!.y <= 600)
  return { crowd: { all, at, kept: needed }, wanted: all.filter(isWanted) }
}

test('whatever was drawn, it ends with what is in the box or needed, in the order of the keys', () => {
  fc.assert(
    fc.property(crowds, fc.array(fc.nat(119)), fc.array(fc.nat(119)), (places, kept, first) => {
      const { crowd, wanted } = crowdOf(places, kept)
      let [shown, isDone]: [readonly string[], boolean] = [first.flatMap((index) => crowd.all[index] ?? []), false]
      for (let turn = 0; !isDone; turn++) {
        expect(turn).toBeLessThan(100)
        const next = comeAndGo(new Set(shown), crowd, box, most)
        const come = next.ids.filter((id) => !shown.includes(id) && !crowd.kept.has(id))
        expect(come.length).toBeLessThanOrEqual(most)
        for (const id of crowd.kept) expect(next.ids).toContain(id)
        ;({ ids: shown, isDone } = next)
      }
      expect(shown).toEqual(wanted)
    }),
  )
})

test('the nearest to the middle come first', () => {
  const { crowd } = crowdOf([{ x: 10, y: 10 }, { x: 500, y: 300 }, { x: 480, y: 310 }, { x: 5000, y: 0 }], []) // prettier-ignore
  expect(comeAndGo(new Set(), crowd, box, 2)).toEqual({ ids: ['n1', 'n2'], isDone: false })
})

test('what has left the crowd is not drawn', () => {
  const { crowd } = crowdOf([{ x: 1, y: 1 }], [])
  expect(comeAndGo(new Set(['gone', 'n0']), crowd, box, most)).toEqual({ ids: ['n0'], isDone: true })
})
