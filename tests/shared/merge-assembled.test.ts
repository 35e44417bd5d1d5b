import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import { checkAgenda } from '../../shared/exercise/agenda.ts'
import { matrix } from '../../shared/canvases/matrix.ts'
import { statement } from '../../shared/canvases/statement.ts'
import type { CanvasOf, Exercise } from '../../shared/exercise/exercise.ts'
import { sharedOut } from '../../shared/exercise/shared-out.ts'
import type { Card } from '../../shared/fields/values.ts'
import { askedCount, isOwnTask } from '../../shared/merge/assembled.ts'
import type { Decision, GroupCards } from '../../shared/merge/cluster.ts'
import { agreementOf } from '../../shared/merge/in-words.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import type { Figure } from '../../shared/report/figures/figure.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import { newSession } from '../../shared/session/new-session.ts'

let [strategy, response] = [] as unknown as [Exercise, Exercise]
beforeAll(async () => {
  const { exercises } = await loadExercises('exercises')
  ;[strategy, response] = ['strategy-building', 'response-mapping'].map((id) => exercises.find((one) => one.id === id)!) as [Exercise, Exercise] // prettier-ignore
})

const aim = (id: string, text: string, pillar: string): Card => ({ id, kind: 'aim', order: 0, fields: { text, pillar: { code: pillar } } })
const board = (group: string, ...cards: Card[]): GroupCards => ({ group, cards })
const vision = (text: string): Card => ({ id: 'v', kind: 'statement', order: 1, fields: { text, part: { code: 'vision' } } })
/** A works on prevention alone; B and C both on pursuit. */
const boards = () => [
  board('a', aim('1', 'Young people have a way out', 'prevent'), vision('A safe region')),
  board('b', aim('1', 'Follow the money', 'pursue')),
  board('c', aim('1', 'Joint teams', 'pursue')),
]
const merged = (exercise: Exercise) => mergeGroups(boards(), exercise, [])
const called = (exercise: Exercise, text: string) =>
  merged(exercise).clusters.find(({ title }) => title.by === 'group' && title.text === text)!

test('where groups compare, everybody was asked', () => {
  expect(merged(strategy).clusters.every(({ asked }) => asked === undefined)).toBe(true)
  expect(askedCount(called(strategy, 'Follow the money'), 3)).toBe(3)
})

test('where groups share out, a cluster is counted among those who worked on its part', () => {
  const run = { ...strategy, assemble: 'pillar' }
  expect(called(run, 'Young people have a way out').asked).toEqual(['a'])
  expect(isOwnTask(called(run, 'Young people have a way out'))).toBe(true)
  expect(agreementOf(called(run, 'Young people have a way out'), run)).toBeNull()
  expect(called(run, 'Follow the money').asked).toEqual(['b', 'c'])
  // A vision belongs to no part: all were asked.
  expect(called(run, 'A safe region').asked).toBeUndefined()
})

const join = (...keys: string[]): Decision => ({ act: 'join', keys, id: keys.join(' '), at: 0, by: 'F', undone: false })
const anywhere = (id: string, text: string): Card => ({ id, kind: 'aim', order: 0, fields: { text, pillar: null } })

test('a group that names an entry of a part without naming the part is one of those who were asked', () => {
  const all = [
    board('a', aim('1', 'Joint teams', 'pursue')),
    board('b', aim('1', 'Teams', 'pursue')),
    board('c', anywhere('1', 'One team')),
  ]
  const [cluster] = mergeGroups(all, { ...strategy, assemble: 'pillar' }, [join('a:1', 'b:1', 'c:1')]).clusters
  expect(cluster).toMatchObject({ groups: ['a', 'b', 'c'], asked: ['a', 'b', 'c'] })
})

test('whatever stands on the boards and is joined: no more groups name an entry than were asked', () => {
  const part = fc.constantFrom('prevent', 'pursue', null)
  const cards = fc.array(part, { maxLength: 3 }).map((parts) => parts.map((one, at) => (one === null ? anywhere : aim)(`${at}`, `Aim ${at}`, one ?? ''))) // prettier-ignore
  const key = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 2 })).map(([group, at]) => `${group}:${at}`)
  const log = fc.array(
    fc.uniqueArray(key, { minLength: 2, maxLength: 4 }).map((keys) => join(...keys)),
    { maxLength: 3 },
  )
  fc.assert(
    fc.property(fc.tuple(cards, cards, cards), log, (tables, decisions) => {
      const all = tables.map((own, at) => board('abc'[at]!, ...own))
      const { clusters, groups } = mergeGroups(all, { ...strategy, assemble: 'pillar' }, decisions)
      for (const cluster of clusters) expect(cluster.groups.length).toBeLessThanOrEqual(askedCount(cluster, groups.length))
    }),
  )
})

const textsIn = (figure: Figure | null) => figure?.shapes.flatMap((shape) => (shape.is === 'text' ? shape.text : [])).join('\n') ?? ''
const settingOf = <Type extends 'matrix' | 'statement'>({ steps }: Exercise, type: Type) =>
  steps.flatMap(({ canvas }) => (canvas.type === type ? canvas : []))[0] as CanvasOf<Type>

test('a cell of the matrix on the wall counts among those who worked on its column', () => {
  const setting = settingOf(response, 'matrix')
  const row = (id: string): Card => ({ id, kind: 'threat', order: 0, fields: { name: { code: 'HE' } } })
  const measure = (id: string, pillar: string): Card => ({ id, kind: setting.kind, order: 1, fields: { name: `Measure ${id}`, [setting.rows]: { card: 't' }, [setting.columns]: { code: pillar } } }) // prettier-ignore
  const all = [board('a', row('t'), measure('1', 'prevent')), board('b', row('t'), measure('1', 'pursue')), board('c', row('t'))]
  const wall = (run: Exercise) => textsIn(matrix.figure(mergeGroups(all, run, []), setting, run, 'en', 'dark'))
  expect(wall(response)).toContain('1\nof 3')
  expect(wall({ ...response, assemble: setting.columns })).toContain('1\nof 1')
  expect(wall({ ...response, assemble: setting.columns })).not.toContain('of 3')
})

test('a statement on the wall does not say "1 of 3" where one group alone was asked', () => {
  const setting = { ...settingOf(strategy, 'statement'), kind: 'aim', text: 'text' }
  const wall = (run: Exercise) => textsIn(statement.figure(merged(run), setting, run, 'en', 'dark'))
  expect(wall(strategy)).toContain('1 of 3')
  expect(wall({ ...strategy, assemble: 'pillar' })).toContain('1 of 2')
  expect(wall({ ...strategy, assemble: 'pillar' })).not.toContain('of 3')
})

test('an agenda says that an exercise is shared out, and by which field', () => {
  const agenda = (assemble: string) => ({
    title: { en: 'One day', ru: 'Один день' },
    days: [
      {
        title: { en: 'Day', ru: 'День' },
        lines: [{ at: '09:00', minutes: 60, title: { en: 'Strategy', ru: 'Стратегия' }, exercise: strategy.id, assemble }],
      },
    ],
  })
  const checked = checkAgenda('one-day', agenda('pillar'), [strategy])
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems))
  expect(sharedOut(strategy, checked.agenda.days).assemble).toBe('pillar')
  expect(sharedOut(strategy, [])).toBe(strategy)
  expect(checkAgenda('one-day', agenda('text'), [strategy])).toMatchObject({ problems: [{ text: 'mistakes.agendaAssemble' }] })
})

test.each(['en', 'ru'] as const)('the report (%s) does not say "1 of 3" where one group alone was asked', (language) => {
  let next = 0
  const newId = () => `id${next++}`
  const run = { ...strategy, assemble: 'pillar' }
  const session = newSession({ id: 's', code: 'ABCDEF', title: 'T', place: '', created: 0, groups: 3, exercises: [run] }, newId)
  const groups = session.groups.map(({ id }, index) => ({ ...boards()[index]!, group: id }))
  const tell = (exercise: Exercise) => JSON.stringify(assembleReport({ session, exercises: [exercise], boards: { [run.id]: groups }, language, now: 0 })) // prettier-ignore
  const [own, alone, shared] = language === 'en' ? ['own task', 'named by one group only (1 of 3)', 'shared the exercise out'] : ['своё задание', 'только одной группой (1 из 3)', 'распределили упражнение'] // prettier-ignore
  expect(tell(run)).toContain(own)
  expect(tell(run)).toContain(shared)
  expect(tell(run)).not.toContain(alone)
  expect(tell(strategy)).toContain(alone)
})

test('of own tasks the report does not say that at least two groups named them', () => {
  let next = 0
  const run = { ...strategy, assemble: 'pillar' }
  const session = newSession(
    { id: 's', code: 'ABCDEF', title: 'T', place: '', created: 0, groups: 2, exercises: [run] },
    () => `id${next++}`,
  )
  const tell = (...tables: readonly (readonly Card[])[]) => {
    const groups = session.groups.map(({ id }, at) => board(id, ...tables[at]!))
    return JSON.stringify(assembleReport({ session, exercises: [run], boards: { [run.id]: groups }, language: 'en', now: 0 }))
  }
  const own = [[aim('1', 'A way out', 'prevent')], [aim('1', 'Follow the money', 'pursue')]] as const
  expect(tell(...own)).not.toContain('at least two groups')
  const both: Card = { id: 't', kind: 'threat', order: 1, fields: { name: { code: 'HE' }, note: '' } }
  expect(tell([...own[0], both], [...own[1], both])).toContain('Apart from groups’ own tasks, every entry was named by at least two')
})
