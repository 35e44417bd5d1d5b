import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { loadExercises } from '../../server/exercises/load.ts'
import { readBoard, removeCard } from '../../shared/board/board.ts'
import { fixedOf } from '../../shared/board/deeds.ts'
import { differences } from '../../shared/board/compare.ts'
import { updateWithLaid } from '../../shared/board/laid.ts'
import { updateTowards } from '../../shared/board/restore.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import type { Language } from '../../shared/i18n/language.ts'

const label = { en: '', ru: '' }
const exercise = {
  id: 'tree',
  kinds: {
    cause: {
      id: 'cause',
      label,
      plural: label,
      titleField: 'name',
      sameWhen: [],
      fields: {
        name: { id: 'name', label, type: 'line', max: 80 },
        under: { id: 'under', label, type: 'link', to: 'cause' },
        at: { id: 'at', label, type: 'position' },
        note: { id: 'note', label, type: 'text', max: 500 },
      },
    },
  },
  steps: [],
  vocabularies: {},
  sample: [],
  start: [
    { id: 'core', kind: 'cause', fields: {}, words: { name: { en: 'Core problem', ru: 'Главная проблема' } }, fixed: true },
    { id: 'hint', kind: 'cause', fields: { under: 'core' }, words: { name: { en: 'For example', ru: 'Например' } } },
  ],
} as unknown as Exercise

function boardIn(start: Language | null): Y.Doc {
  const doc = new Y.Doc()
  lay(doc, start)
  return doc
}
function lay(doc: Y.Doc, start: Language | null): boolean {
  const update = updateWithLaid(doc, { givens: [], start }, exercise)
  if (update) Y.applyUpdate(doc, update)
  return update !== null
}
const said = (doc: Y.Doc) => readBoard(doc, exercise).map(({ id, fields }) => [id, fields['name'], fields['under']])
const stored = (doc: Y.Doc, id: string) => doc.getMap<Y.Map<unknown>>('cards').get(id)!

test('a board starts with the exercise’s cards once it has begun, in the language of its table, linked to each other', () => {
  expect(said(boardIn(null))).toEqual([])
  expect(said(boardIn('ru'))).toEqual([
    ['start-core', 'Главная проблема', null],
    ['start-hint', 'Например', { card: 'start-core' }],
  ])
  const doc = boardIn('en')
  expect(lay(doc, 'en')).toBe(false)
  expect([fixedOf(stored(doc, 'start-core')), fixedOf(stored(doc, 'start-hint'))]).toEqual([['order', 'name', 'at'], null])
})

test('what a table takes away stays away, also after the board was read from the disk; what is fixed comes back', () => {
  const before = boardIn('en')
  for (const id of ['start-core', 'start-hint']) removeCard(before, id, null)
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(before))
  expect(lay(doc, 'en')).toBe(true)
  expect(said(doc).map(([id]) => id)).toEqual(['start-core'])
})

test('a card of the exercise is one cluster of all tables, and counts for those that said something with it', () => {
  const [silent, busy] = [boardIn('en'), boardIn('ru')]
  stored(busy, 'start-core').set('note', new Y.Text('Ours is worse'))
  const groups = [silent, busy].map((doc, index) => ({ group: index === 0 ? 'a' : 'b', cards: readBoard(doc, exercise) }))
  const { clusters } = mergeGroups(groups, exercise, [])
  expect(clusters.map(({ members, groups: counted }) => [members.map(({ card }) => card.id), counted])).toEqual([
    [['start-core', 'start-core'], ['b']],
    [['start-hint', 'start-hint'], []],
  ])
})

test('a board that is put back keeps the exercise’s cards', () => {
  const doc = boardIn('en')
  const now = Y.encodeStateAsUpdate(doc)
  const empty = Y.encodeStateAsUpdate(new Y.Doc())
  const update = updateTowards(doc, { since: now, wanted: empty }, exercise)
  if (update) Y.applyUpdate(doc, update)
  expect(said(doc)).toHaveLength(2)
  expect(differences(readBoard(doc, exercise), []).goAway.size).toBe(0)
})

test('the goal of a logical framework is one row of all tables, told by those that wrote in it; the themes of the check stand everywhere', async () => {
  const { exercises } = await loadExercises('exercises')
  const [logframe, strategy] = ['logframe', 'strategy-building'].map((id) => exercises.find((one) => one.id === id)!) as [
    Exercise,
    Exercise,
  ]
  const boards = ['a', 'b', 'c'].map((group) => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, updateWithLaid(doc, { givens: [], start: group === 'b' ? 'ru' : 'en' }, logframe)!)
    if (group !== 'a') stored(doc, 'start-goal').set('text', new Y.Text(`Goal of ${group}`))
    return { group, cards: readBoard(doc, logframe) }
  })
  const [goal, purpose] = mergeGroups(boards, logframe, []).clusters
  expect([goal!.groups, goal!.fields['level'], goal!.members.length]).toMatchObject([['b', 'c'], { counts: [{ code: 'goal', groups: ['b', 'c'] }] }, 3]) // prettier-ignore
  expect(goal!.title).toEqual({ by: 'group', text: 'Goal of b' })
  // Nobody has said anything of the purpose: it still says what it is.
  expect([purpose!.groups, purpose!.fields['level']]).toMatchObject([[], { counts: [{ code: 'purpose' }] }])

  const doc = new Y.Doc()
  Y.applyUpdate(doc, updateWithLaid(doc, { givens: [], start: 'en' }, strategy)!)
  const themes = strategy.vocabularies['cross-cutting']!.terms.map(({ code }) => code)
  expect(readBoard(doc, strategy).map(({ fields }) => fields['theme'])).toEqual(themes.map((code) => ({ code })))
  expect([...doc.getMap('cards').keys()].every((id) => fixedOf(stored(doc, id))?.includes('theme'))).toBe(true)
})
