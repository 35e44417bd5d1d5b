import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { readField } from '../../shared/fields/catalogue.ts'
import type { Card } from '../../shared/fields/values.ts'
import { languages } from '../../shared/i18n/language.ts'
import type { Cluster, Decision, GroupCards, Merged } from '../../shared/merge/cluster.ts'
import { clusterTitle } from '../../shared/merge/in-words.ts'
import { keyOf, mergeGroups } from '../../shared/merge/merge.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import { newSession } from '../../shared/session/new-session.ts'

/** Cards that are the same by other answers than their name: a table that names two differently, or links them, knows two. */
let exercise: Exercise
let all: readonly Exercise[]
beforeAll(async () => {
  all = (await loadExercises('exercises')).exercises
  exercise = all.find(({ id }) => id === 'actors-network')!
})

function card(id: string, kind: string, said: Record<string, unknown>, order = 0, of = exercise): Card {
  const fields = Object.values(of.kinds[kind]!.fields).map((field) => [field.id, readField(said[field.id], field)])
  return { id, kind, order, fields: Object.fromEntries(fields) as Card['fields'] }
}
/** As documents hold sets: a line each. */
const actor = (id: string, name: string, market = 'HE') => card(id, 'actor', { name, type: 'network', role: 'core', markets: [market] })
const relation = (id: string, from: string, to: string) => card(id, 'relation', { sort: 'rivalry', from, to }, 9)
const actorsIn = ({ clusters }: Merged) => clusters.filter(({ kind }) => kind === 'actor')
const titlesOf = (merged: Merged) => actorsIn(merged).map((one) => clusterTitle(one, exercise, 'en')).sort() // prettier-ignore
const linksOf = (cluster: Cluster, field: string) => {
  const merged = cluster.fields[field]
  return merged?.type === 'links' ? merged.links.map((one) => one.cluster) : []
}

describe('two that one table names differently', () => {
  const boards = (): GroupCards[] => [
    { group: 'a', cards: [actor('n', 'Northern wholesalers'), actor('s', 'Southern wholesalers'), relation('r', 'n', 's')] },
    { group: 'b', cards: [actor('o', 'Wholesalers of the south')] },
    { group: 'c', cards: [actor('p', 'Перекупщики')] },
  ]

  test('are two, linked as the table linked them, and each stands in the report', () => {
    const merged = mergeGroups(boards(), exercise, [])
    expect(titlesOf(merged)).toEqual(['Northern wholesalers', 'Southern wholesalers', 'Wholesalers of the south / Перекупщики'])
    const link = merged.clusters.find(({ kind }) => kind === 'relation')!
    expect([linksOf(link, 'from'), linksOf(link, 'to')]).toEqual([['a:n'], ['a:s']])
    const plan = { id: 's', code: 'ABCDEF', title: 'T', place: '', created: 0, groups: 3, exercises: [exercise] }
    let at = 0
    const session = newSession(plan, () => ['a', 'b', 'c'][at++] ?? `x${String(at)}`)
    const told = languages.map((language) =>
      assembleReport({ session, exercises: [exercise], boards: { [exercise.id]: boards() }, language, now: 0, variant: 'public' }),
    )
    for (const { blocks } of told) for (const name of ['Northern', 'Southern']) expect(JSON.stringify(blocks)).toContain(`${name} wholesalers`)
    expect(JSON.stringify(told[0]!.blocks)).toMatch(/count as one where groups gave the same answers to: Type, Part it plays, and Markets\. They may be called differently/)
  }) // prettier-ignore

  test('are proposed with what another table said, for a person to tell which of them it means; not with each other', () => {
    const { proposals } = mergeGroups(boards(), exercise, [])
    const told = proposals.map(({ left, right, reason }) => ({ pair: [left, right].sort().join(' '), reason }))
    expect(told.map(({ pair }) => pair)).toEqual(expect.arrayContaining(['a:n b:o', 'a:s b:o']))
    expect(told).toContainEqual({ pair: 'a:n b:o', reason: 'same-answers' })
    expect(told).not.toContainEqual({ pair: 'a:n a:s', reason: 'same-answers' })
  })

  test('are joined to what another table tells apart by the same names, in any order', () => {
    const other = { group: 'd', cards: [actor('x', ' Southern  wholesalers'), actor('y', 'Northern wholesalers'), relation('r', 'y', 'x')] }
    const merged = mergeGroups([other, ...boards()], exercise, [])
    expect(actorsIn(merged).map(({ groups }) => groups.join('')).sort()).toEqual(['ad', 'ad', 'bc']) // prettier-ignore
    expect(merged.clusters.find(({ kind }) => kind === 'relation')!.groups).toEqual(['a', 'd'])
  })

  test('change nothing about what other tables said, however late they come', () => {
    const [late, ...before] = boards()
    const aside: Decision = { act: 'set-aside', key: 'b:o', id: 'd', at: 0, by: 'F', undone: false }
    const together = mergeGroups([late!, ...before], exercise, [aside]).clusters.find(({ setAside }) => setAside)
    expect(together!.members.map(({ key }) => key)).toEqual(['b:o', 'c:p'])
    expect(mergeGroups(before, exercise, [aside]).clusters.find(({ setAside }) => setAside)).toEqual(together)
  })
})

test('two that one table linked are two although they are called the same: no link leads from an entry to itself', () => {
  const mapping = all.find(({ id }) => id === 'response-mapping')!
  const code = mapping.vocabularies['agencies']!.terms[0]!.code
  const body = (id: string, order: number) => card(id, 'stakeholder', { name: code }, order, mapping)
  const link = card('r', 'relation', { from: 'p', to: 'q' }, 9, mapping)
  const merged = mergeGroups([{ group: 'a', cards: [body('p', 1), body('q', 2), link] }, { group: 'b', cards: [body('z', 1)] }], mapping, []) // prettier-ignore
  const kept = merged.clusters.filter((one) => one.kind === 'stakeholder').map(({ members }) => members.map(({ key }) => key).join(' '))
  expect(kept.sort()).toEqual(['a:p b:z', 'a:q'])
})

const names = ['Couriers', 'Курьеры', 'Bankers', '']
/** Cards of a table: some answers alike, names of every sort, links between any two; and one that stands on every board. */
const boardOf = (group: string): fc.Arbitrary<GroupCards> =>
  fc
    .record({
      actors: fc.array(fc.record({ name: fc.constantFrom(...names), market: fc.constantFrom('HE', 'CY') }), { maxLength: 4 }),
      links: fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 4 }),
      given: fc.constantFrom(...names),
    })
    .map(({ actors, links, given }) => {
      const ids = [...actors.keys()].map((at) => `${group}${String(at)}`)
      const ends = [...ids, 'given-1']
      const own = actors.map(({ name, market }, at) => ({ ...actor(ids[at]!, name, market), order: at }))
      const drawn = links.map(([from, to], at) => relation(`${group}r${String(at)}`, ends[from % ends.length]!, ends[to % ends.length]!))
      return { group, cards: [actor('given-1', given), ...own, ...drawn] }
    })
const boards = fc.tuple(boardOf('a'), boardOf('b'), boardOf('c'))

describe('laws of what tables tell apart', () => {
  test('two cards of one table that are called differently never share a cluster unless a person joined them', () => {
    fc.assert(
      fc.property(boards, fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 2 }), (now, joins) => {
        const keys = now.flatMap(({ group, cards }) => cards.filter(({ kind }) => kind === 'actor').map(({ id }) => keyOf(group, id)))
        const log = joins.map(([one, other], at): Decision => ({ act: 'join', keys: [keys[one % keys.length]!, keys[other % keys.length]!], id: `d${String(at)}`, at, by: 'F', undone: false })) // prettier-ignore
        const named = new Set(log.flatMap((one) => ('keys' in one ? one.keys : [])))
        for (const { members, kind } of mergeGroups(now, exercise, log).clusters) {
          if (kind !== 'actor' || members.some(({ key }) => named.has(key))) continue
          for (const of of Map.groupBy(members, ({ group }) => group).values())
            expect(new Set(of.map(({ card }) => card.fields['name'])).size).toBe(1)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('no link that a table drew between two of its cards leads from an entry to itself, as long as nobody joined any', () => {
    fc.assert(
      fc.property(boards, (now) => {
        const { clusters } = mergeGroups(now, exercise, [])
        const homeOf = (key: string) => clusters.find(({ members }) => members.some((one) => one.key === key))!.id
        for (const { group, cards } of now)
          for (const { kind, fields } of cards) {
            const [from, to] = [fields['from'], fields['to']].map((end) => (end as { card: string } | null | undefined)?.card)
            if (kind !== 'relation' || !from || !to || from === to) continue
            expect(homeOf(keyOf(group, from))).not.toBe(homeOf(keyOf(group, to)))
          }
        for (const one of clusters.filter(({ kind }) => kind === 'relation'))
          if (one.members.every(({ card }) => JSON.stringify(card.fields['from']) !== JSON.stringify(card.fields['to'])))
            expect(linksOf(one, 'from').filter((end) => linksOf(one, 'to').includes(end))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('nothing is lost, and the order of groups changes nothing', () => {
    fc.assert(
      fc.property(boards, (now) => {
        const merged = mergeGroups(now, exercise, [])
        const said = now.flatMap(({ group, cards }) => cards.map(({ id }) => keyOf(group, id)))
        expect(merged.clusters.flatMap(({ members }) => members.map(({ key }) => key)).sort()).toEqual(said.sort())
        expect(mergeGroups([...now].reverse(), exercise, [])).toEqual(merged)
      }),
    )
  })
})
