import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Partition } from '../../shared/merge/partition.ts'

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const
const key = fc.constantFrom(...keys)
const act = fc.oneof(
  fc.record({ do: fc.constant('join' as const), left: key, right: key }),
  fc.record({ do: fc.constant('separate' as const), these: fc.uniqueArray(fc.constantFrom(...keys, 'gone'), { maxLength: 4 }) }),
)

test('sets are those that plain lists of keys would give, whatever is joined and taken out, and are called by their smallest key', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const partition = new Partition(keys)
      let sets: string[][] = keys.map((one) => [one])
      for (const one of acts) {
        if (one.do === 'join') {
          partition.join(one.left, one.right)
          const met = sets.filter((set) => set.includes(one.left) || set.includes(one.right))
          sets = [...sets.filter((set) => !met.includes(set)), met.flat()]
        } else {
          partition.separate(new Set(one.these))
          const out = keys.filter((name) => (one.these as readonly string[]).includes(name))
          sets = [...sets.map((set) => set.filter((name) => !out.includes(name as (typeof keys)[number]))), out].filter(
            ({ length }) => length > 0,
          )
        }
        for (const set of sets) for (const name of set) expect(partition.root(name)).toBe(set.toSorted()[0])
      }
    }),
    { numRuns: 500 },
  )
})
