import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { loadExercise } from '../../server/exercises/load.ts'
import { addCard, readBoard } from '../../shared/board/board.ts'
import { updateWithLaid } from '../../shared/board/laid.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card } from '../../shared/fields/values.ts'
import { isGivenId } from '../../shared/ids.ts'
import { offersFor } from '../../shared/merge/givens.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { handOn } from '../../shared/session/hand-on.ts'
import { newSession } from '../../shared/session/new-session.ts'
import type { Session } from '../../shared/session/session.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import type { Given } from '../../shared/session/given.ts'
import { tell } from '../kit/tell.ts'

async function load(name: string): Promise<Exercise> {
  const loaded = await loadExercise(`exercises/${name}`)
  if ('problems' in loaded) throw new Error(tell(loaded.problems))
  return loaded.exercise
}
const crime = await load('crime-mapping')
const response = await load('response-mapping')
const strategy = await load('strategy-building')

const market = (id: string, name: Card['fields'][string], scale: number, impact: number): Card => ({
  id,
  kind: 'market',
  order: 1,
  fields: { name, scale, impact },
})
const boards = [
  { group: 'a', cards: [market('1', { code: 'HE' }, 4, 5), market('2', { code: 'AT' }, 1, 2), market('3', { own: 'Call centres' }, 5, 5)] },
  { group: 'b', cards: [market('4', { code: 'HE' }, 4, 3)] },
]
const worked = { exercise: crime, merged: mergeGroups(boards, crime, []) }

function counter(): () => string {
  let count = 0
  return () => `id${++count}`
}

function sessionOf(exercises: readonly Exercise[]): Session {
  const plan = { id: 's', code: 'ABCDEF', title: 'T', place: '', created: 0, groups: 2, exercises }
  return newSession(plan, counter())
}

test('what the rule of the earlier exercise would take is marked, the rest is offered as well', () => {
  const offers = offersFor(response, [worked], 'ru')
  expect(offers.map(({ words, meets }) => [words, meets])).toEqual([
    [crime.vocabularies['markets']!.terms.find((term) => term.code === 'HE')!.label.ru, true],
    ['Call centres', true],
    [crime.vocabularies['markets']!.terms.find((term) => term.code === 'AT')!.label.ru, false],
  ])
  expect(offers[0]?.given).toEqual({
    kind: 'threat',
    title: { code: 'HE' },
    from: { exercise: 'crime-mapping', cluster: 'a:1', groups: 2, of: 2 },
  })
})

test('of two exercises that give the same the last one speaks, unless it has nothing', () => {
  const later = { exercise: response, merged: mergeGroups([{ group: 'a', cards: [] }], response, []) }
  const threat: Card = { id: 't', kind: 'threat', order: 1, fields: { name: { code: 'HT' }, note: '' } }
  const withThreat = { exercise: response, merged: mergeGroups([{ group: 'a', cards: [threat] }], response, []) }
  expect(offersFor(strategy, [worked, later], 'en')).toHaveLength(3)
  expect(offersFor(strategy, [worked, withThreat], 'en').map(({ given }) => given.title)).toEqual([{ code: 'HT' }])
})

test('gaps with most dots come first, those of two tables counted together, and the rest stay in the order of the merge', () => {
  const gap = (id: string, name: string, dots: number): Card => ({
    id,
    kind: 'gap',
    order: 1,
    fields: { name, sort: null, threats: [], dots },
  })
  const voted = [
    { group: 'a', cards: [gap('1', 'No trust', 0), gap('2', 'No experts', 3), gap('3', 'No money', 5), gap('4', 'No law', 0)] },
    { group: 'b', cards: [gap('5', 'No experts', 4)] },
  ]
  const joined = { id: 'd', act: 'join', keys: ['a:2', 'b:5'], at: 0, by: '', undone: false } as const
  const earlier = { exercise: response, merged: mergeGroups(voted, response, [joined]) }
  const offers = offersFor(strategy, [earlier], 'en').filter(({ given }) => given.kind === 'gap')
  expect(offers.map(({ words }) => words)).toEqual(['No experts', 'No money', 'No law', 'No trust'])
})

test('that nothing is handed on is noted, and does not stand in the way of what is handed on later', () => {
  const none = handOn(sessionOf([crime, response]), { do: 'hand-on', exercise: 'response-mapping', cards: [] }, counter()) as Session
  expect(none.agenda.map(({ givens }) => givens)).toEqual([undefined, []])
  const cards = offersFor(response, [worked], 'en').map(({ given }) => given)
  const some = handOn(none, { do: 'hand-on', exercise: 'response-mapping', cards }, counter()) as Session
  expect(some.agenda[1]!.givens).toHaveLength(cards.length)
})

test('handing on twice doubles nothing, and an exercise that is not in the agenda is refused', () => {
  const session = sessionOf([crime, response])
  const cards = offersFor(response, [worked], 'en').map(({ given }) => given)
  const newId = counter()
  const once = handOn(session, { do: 'hand-on', exercise: 'response-mapping', cards: cards.slice(0, 1) }, newId) as Session
  const twice = handOn(once, { do: 'hand-on', exercise: 'response-mapping', cards }, newId) as Session
  const givens = twice.agenda[1]!.givens!
  expect(givens.map(({ from }) => from.cluster)).toEqual(cards.map(({ from }) => from.cluster))
  expect(givens[0]).toBe(once.agenda[1]!.givens![0])
  expect(new Set(givens.map(({ id }) => id)).size).toBe(3)
  expect(givens.every(({ id }) => isGivenId(id))).toBe(true)
  expect(handOn(session, { do: 'hand-on', exercise: 'swot', cards }, newId)).toMatchObject({ refused: 'unknown-exercise' })
})

const given = (id: string, title: Given['title']): Given => ({
  id,
  kind: 'threat',
  title,
  from: { exercise: 'crime-mapping', cluster: `a:${id}`, groups: 1, of: 2 },
})

test('a board gets each given once, keeps what people wrote on it, and its own cards', () => {
  const doc = new Y.Doc()
  addCard(doc, 'own', response.kinds['threat']!, { name: { code: 'HT' } }, null)
  const givens = [given('given-1', { code: 'HE' }), given('given-2', { own: 'Call centres' })]
  Y.applyUpdate(doc, updateWithLaid(doc, { givens, start: null }, response)!)
  doc.getMap<Y.Map<unknown>>('cards').get('given-1')!.set('note', new Y.Text('ours'))
  expect(updateWithLaid(doc, { givens, start: null }, response)).toBeNull()
  Y.applyUpdate(doc, updateWithLaid(doc, { givens: [...givens, given('given-3', { code: 'SD' })], start: null }, response)!)
  const cards = readBoard(doc, response)
  expect(cards.map(({ id, fields }) => [id, fields['name'], fields['note']])).toEqual([
    ['own', { code: 'HT' }, ''],
    ['given-1', { code: 'HE' }, 'ours'],
    ['given-2', { own: 'Call centres' }, ''],
    ['given-3', { code: 'SD' }, ''],
  ])
})

test('a given is one cluster, whatever it is called, together with a card of the same code', () => {
  const threat = (id: string, name: Card['fields'][string]): Card => ({ id, kind: 'threat', order: 1, fields: { name, note: '' } })
  const own = { own: 'Call centres' }
  const groups = [
    { group: 'a', cards: [threat('given-1', own), threat('given-2', { code: 'HE' })] },
    { group: 'b', cards: [threat('given-1', own), threat('x', { code: 'HE' })] },
  ]
  const clusters = (these: typeof groups) => mergeGroups(these, response, []).clusters.map((cluster) => cluster.members.length)
  expect(clusters(groups)).toEqual([2, 2])
  // Own words on two boards are never joined by themselves.
  const loose = groups.map(({ group, cards }) => ({
    group,
    cards: cards.map((card) => ({ ...card, id: card.id.replace('given-', group) })),
  }))
  expect(clusters(loose)).toEqual([2, 1, 1])
})

test('what was handed on counts for a group only when the group has answered it', () => {
  const given = (fields: Card['fields'] = {}): Card => ({
    id: 'given-1',
    kind: 'threat',
    order: 1,
    fields: { name: { code: 'HE' }, ...fields },
  })
  expect(isGivenId('given-1')).toBe(true)
  const untouched = mergeGroups(
    ['a', 'b', 'c'].map((group) => ({ group, cards: [given()] })),
    response,
    [],
  )
  expect(untouched.clusters.map(({ groups, members }) => [groups.length, members.length])).toEqual([[0, 3]])
  expect(untouched.contributions).toBe(0)
  const answered = mergeGroups(
    [
      { group: 'a', cards: [given({ note: 'Here by road' })] },
      { group: 'b', cards: [given()] },
    ],
    response,
    [],
  )
  expect(answered.clusters[0]!.groups).toEqual(['a'])
  // Handed on once more it still says at how many tables it stood.
  const countsOf = (merged: typeof untouched) =>
    offersFor(strategy, [{ exercise: response, merged }], 'en').map(({ given: { from } }) => [from.groups, from.of])
  expect(countsOf(untouched)).toEqual([[3, 3]])
  expect(countsOf(answered)).toEqual([[2, 2]])
  // What one table added itself is counted among those that worked.
  const added: Card = { id: 'x', kind: 'threat', order: 2, fields: { name: { code: 'HT' }, note: '' } }
  const some = mergeGroups(
    ['a', 'b', 'c'].map((group) => ({ group, cards: group === 'c' ? [given()] : [given(), added] })),
    response,
    [],
  )
  expect(countsOf(some)).toEqual([[2, 2], [3, 3]]) // prettier-ignore
})

test.each(['en', 'ru'] as const)('the report (%s) counts no entry that nobody answered, and says that it was handed on', (language) => {
  const threat = (id: string, fields: Card['fields']): Card => ({ id, kind: 'threat', order: 1, fields: { note: '', ...fields } })
  const session = sessionOf([response])
  const boards = session.groups.map(({ id: group }) => ({
    group,
    cards: [threat('given-1', { name: { code: 'HE' } }), threat('own', { name: { code: 'AT' } })],
  }))
  const report = (these: typeof boards) => {
    const { blocks } = assembleReport({
      session,
      exercises: [response],
      boards: { [response.id]: these },
      language,
      now: 0,
      variant: 'restricted',
    })
    return { text: JSON.stringify(blocks), rows: blocks.flatMap((block) => (block.is === 'table' ? block.rows : [])) }
  }
  const says =
    language === 'en'
      ? { one: 'merged into 1 entry', on: 'handed on', of: '2 of 2', none: 'entry was named by at least two groups' }
      : { one: 'после объединения\u00a0— 1\u00a0запись', on: 'передано', of: '2\u00a0из\u00a02', none: 'назвали не менее двух групп' }
  const told = report(boards)
  expect(told.text).toContain(says.one)
  expect(told.text).toContain(says.none)
  expect(told.rows.map((row) => row[1])).toEqual(expect.arrayContaining([says.of, says.on]))
  // Where nobody answered anything there is nothing of which it could be said.
  const silent = report(boards.map(({ group, cards }) => ({ group, cards: cards.slice(0, 1) })))
  expect(silent.text).not.toContain(says.none)
})
