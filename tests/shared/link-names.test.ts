import { beforeAll, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { readField } from '../../shared/fields/catalogue.ts'
import { titlesOf } from '../../shared/fields/titles.ts'
import type { Card } from '../../shared/fields/values.ts'
import type { Decision, GroupCards } from '../../shared/merge/cluster.ts'
import { clusterTitle } from '../../shared/merge/in-words.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'

let exercise: Exercise
beforeAll(async () => {
  const { exercises } = await loadExercises('exercises')
  exercise = exercises.find(({ id }) => id === 'actors-network')!
})

function card(id: string, kind: string, said: Record<string, unknown>): Card {
  const fields = Object.values(exercise.kinds[kind]!.fields).map((field) => [field.id, readField(said[field.id], field)])
  return { id, kind, order: 0, fields: Object.fromEntries(fields) as Card['fields'] }
}

/** Two groups that mean the same by other words, and link it the same way. */
function groups(): GroupCards[] {
  const sort = exercise.vocabularies['relation-sorts']!.terms[0]!.code
  const board = (group: string, from: string, to: string) => ({
    group,
    cards: [
      card(`${group}1`, 'actor', { name: from }),
      card(`${group}2`, 'actor', { name: to }),
      card(`${group}3`, 'relation', { from: `${group}1`, to: `${group}2`, sort }),
      card(`${group}4`, 'relation', { from: `${group}2`, to: `${group}1`, sort }),
    ],
  })
  return [board('a', 'Couriers', 'Bankers'), board('b', 'Курьеры', 'Банкиры')]
}

const links = (decisions: readonly Decision[]) =>
  mergeGroups(groups(), exercise, decisions).clusters.filter(({ kind }) => kind === 'relation')
const by = { at: 0, by: 'Nino', undone: false }
const joined: Decision[] = [
  { act: 'join', id: 'd1', keys: ['a:a1', 'b:b1'], ...by },
  { act: 'join', id: 'd2', keys: ['a:a2', 'b:b2'], ...by },
]

test('a link is named by what it connects and how, in the language of the reader', () => {
  const term = exercise.vocabularies['relation-sorts']!.terms[0]!
  const titles = links([]).map((cluster) => clusterTitle(cluster, exercise, 'en'))
  expect(titles).toContain(`Couriers → Bankers: ${term.label.en}`)
  const [board] = groups()
  expect(titlesOf(board!.cards, exercise, 'ru')('a3')).toBe(`Couriers → Bankers: ${term.label.ru}`)
})

test('a link follows the titles that people give to its ends', () => {
  const titled: Decision = { act: 'title', id: 'd3', key: 'a:a1', text: 'Runners', ...by }
  const titles = links([...joined, titled]).map((cluster) => clusterTitle(cluster, exercise, 'en'))
  expect(titles.filter((title) => title.startsWith('Runners → Bankers'))).toHaveLength(2)
})

test('links of two groups are proposed once their ends are one, and never against their direction', () => {
  const kindOf = (decisions: readonly Decision[]) => {
    const merged = mergeGroups(groups(), exercise, decisions)
    const titles = new Map(merged.clusters.map((cluster) => [cluster.id, clusterTitle(cluster, exercise, 'en')]))
    const ofLinks = new Set(merged.clusters.filter(({ kind }) => kind === 'relation').map(({ id }) => id))
    return merged.proposals.filter(({ left }) => ofLinks.has(left)).map(({ left, right }) => [titles.get(left), titles.get(right)])
  }
  expect(kindOf([])).toEqual([])
  const pairs = kindOf(joined)
  expect(pairs).toHaveLength(2)
  for (const [left, right] of pairs) expect(left).toBe(right)
})

test('a decision about another exercise is none of this one, and not stale in it', () => {
  const other: Decision = { act: 'join', id: 'd4', keys: ['a:x', 'b:y'], exercise: 'swot', ...by }
  const older: Decision = { act: 'join', id: 'd5', keys: ['a:x', 'b:y'], ...by }
  expect(mergeGroups(groups(), exercise, [other, older]).stale).toEqual(['d5'])
})
