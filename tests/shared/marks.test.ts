import { expect, test } from 'vitest'
import type { GroupCards } from '../../shared/merge/cluster.ts'
import { hiddenIn } from '../../shared/report/hidden.ts'
import { grownKeys, linesOf, marked, readNarrative } from '../../shared/report/narrative.ts'
import type { Card } from '../../shared/fields/values.ts'
import { cardOf, sampleReport } from '../kit/report-sample.ts'

const markCard = (about: string, keys = ''): Card => ({
  id: 'mark1',
  kind: 'mark',
  order: 1,
  fields: { about, keys, audience: { code: 'restricted' } },
})
const input = sampleReport('en')
const boards = input.boards['crime-mapping']!
/** Three tables named heroin, in cards a, c and e. */
const heroin = ['id0:a', 'id1:c', 'id2:e']
const hidden = (mark: Card, groups: readonly GroupCards[]) =>
  [...hiddenIn({ ...input, boards: { 'crime-mapping': groups }, narrative: readNarrative([mark]) }, 'participants').keys].sort()
const without = (id: string) => boards.map(({ group, cards }) => ({ group, cards: cards.filter((card) => card.id !== id) }))

test('an entry stays marked when the contribution by which it was marked is taken away', () => {
  const mark = markCard('crime-mapping:id0:a', linesOf(heroin))
  expect(hidden(mark, boards)).toEqual(heroin)
  // What was taken away stays in it: it may come back, and what was written of it is hidden too.
  expect(hidden(mark, without('a'))).toEqual(heroin)
  expect(hidden(markCard('crime-mapping:id0:a'), without('a'))).not.toContain('id1:c')
})

test('a mark of an earlier version takes in what its entry has by now, once; what was marked stays', () => {
  const old = markCard('crime-mapping:id0:a')
  const grown = grownKeys(old, heroin)!
  expect(hidden(markCard('crime-mapping:id0:a', grown), without('a'))).toEqual(heroin)
  const more = grownKeys(markCard('crime-mapping:id0:a', grown), ['id2:e', 'id3:z'])!
  expect(marked(markCard('crime-mapping:id0:a', more)).keys).toEqual([...heroin, 'id3:z'])
  expect(grownKeys(markCard('crime-mapping:id0:a', more), heroin)).toBeNull()
  // Two who add the same at once: the texts stand one after the other.
  expect(marked(markCard('crime-mapping:id0:a', grown + grown)).keys).toEqual(heroin)
})

test('a mark of a whole exercise has no keys and takes none; what is no mark hides nothing', () => {
  const whole = markCard('crime-mapping:')
  expect(marked(whole)).toEqual({ exercise: 'crime-mapping', keys: [] })
  expect(grownKeys(whole, heroin)).toBeNull()
  expect(hidden(whole, boards)).toHaveLength(boards.flatMap(({ cards }) => cards).length)
  for (const about of ['', 'crime-mapping', ':', 'elsewhere:id0:a']) expect(hidden(markCard(about), boards)).toEqual([])
})

test('what came into a marked entry later is hidden with it, before anybody has looked', () => {
  const later = [...boards.slice(0, 3), { group: 'id3', cards: [cardOf('z', 1, { name: { code: 'heroin' } })] }]
  expect(hidden(markCard('crime-mapping:id0:a'), later)).toEqual([...heroin, 'id3:z'])
})
