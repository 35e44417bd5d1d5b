import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadExercises } from '../../server/exercises/load.ts'
import type { Exercise } from '../../shared/exercise/exercise.ts'
import type { Card, Value } from '../../shared/fields/values.ts'
import type { GroupCards } from '../../shared/merge/cluster.ts'
import { checkedCount, coverageOf, openCount } from '../../shared/merge/coverage.ts'
import { coverageLists } from '../../shared/merge/coverage-lines.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import { newSession } from '../../shared/session/new-session.ts'

let responses: Exercise
let strategy: Exercise
let mapping: Exercise
beforeAll(async () => {
  const { exercises } = await loadExercises('exercises')
  const called = (id: string) => exercises.find((one) => one.id === id)!
  ;[responses, strategy, mapping] = [called('response-mapping'), called('strategy-building'), called('crime-mapping')]
})

const card = (kind: string, id: string, fields: Readonly<Record<string, Value>>): Card => ({ id, kind, order: 0, fields })
const board = (group: string, ...cards: Card[]): GroupCards => ({ group, cards })
const check = (exercise: Exercise, ...boards: GroupCards[]) => coverageOf(mergeGroups(boards, exercise, []), exercise)!
const titles = (clusters: readonly { title: unknown }[]) => clusters.map(({ title }) => (title as { text?: string; code?: string }).text ?? (title as { code?: string }).code) // prettier-ignore

describe('threats by P', () => {
  const threat = card('threat', 't', { name: { code: 'HE' } })
  const response = (id: string, pillar: string, strength: Value) =>
    card('response', id, { name: `Response ${id}`, threat: { card: 't' }, pillar: { code: pillar }, strength })

  test('a P without a response is none, with a median of 2 or less weak, else covered', () => {
    const { threats } = check(
      responses,
      board('a', threat, response('r1', 'prevent', 1), response('r2', 'pursue', 4)),
      board('b', threat, response('r1', 'prevent', 2), response('r3', 'protect', 'unknown')),
    )
    expect(threats).toMatchObject({ checked: 1, open: [{ cells: ['weak', null, null, 'none'] }] })
  })

  test('a threat with a strong response under each P is covered', () => {
    const all = ['prevent', 'pursue', 'protect', 'promote'].map((pillar) => response(pillar, pillar, 5))
    expect(openCount(check(responses, board('a', threat, ...all)))).toBe(0)
  })
})

describe('objectives and measures', () => {
  const threat = card('threat', 't', { name: { code: 'HE' } })
  const aim = (id: string, more: Readonly<Record<string, Value>> = {}) =>
    card('aim', id, { text: `Aim ${id}`, level: { code: 'objective' }, pillar: { code: 'pursue' }, threats: [], gaps: [], ...more })
  const action = (id: string, more: Readonly<Record<string, Value>> = {}) =>
    card('action', id, { text: `Measure ${id}`, lead: null, partners: [], when: null, aim: null, ...more })
  const until = (start: string, end: string) => ({ start, end })

  test('an objective without a threat or a gap is bare, a threat without an objective unanswered', () => {
    const other = card('threat', 'u', { name: { code: 'HT' } })
    const { objectives } = check(strategy, board('a', threat, other, aim('1', { threats: [{ card: 't' }] }), aim('2')))
    expect(objectives!.checked).toBe(2)
    expect(titles(objectives!.bare)).toEqual(['Aim 2'])
    expect(titles(objectives!.unanswered)).toEqual(['HT'])
  })

  test('aims that are no objectives need no evidence', () => {
    expect(check(strategy, board('a', aim('1', { level: { code: 'measure' } }))).objectives).toMatchObject({ checked: 0, bare: [] })
  })

  test('a measure lacks a lead, a time, an indicator; an indicator of what stands above counts', () => {
    const indicator = card('indicator', 'i', { name: 'Share of cases', aim: { card: '1' } })
    const below = aim('2', { level: { code: 'outcome' }, parent: { card: '1' } })
    const { measures } = check(
      strategy,
      board(
        'a',
        aim('1'),
        below,
        indicator,
        action('x', { aim: { card: '2' }, lead: { code: 'police' }, when: until('2027-01', '2027-06') }),
        action('y', { aim: null, lead: { own: 'Task force' } }),
      ),
    )
    expect(measures!.lacking.map(({ cluster, lacks }) => [titles([cluster])[0], lacks])).toEqual([['Measure y', ['when', 'indicator']]])
  })

  test('two tables that name different leads, or times that do not meet, contradict each other', () => {
    const joined = { act: 'join', keys: ['a:x', 'b:x'], id: 'd', at: 0, by: 'F', undone: false } as const
    const both = (left: Readonly<Record<string, Value>>, right: Readonly<Record<string, Value>>) => {
      const merged = mergeGroups([board('a', action('x', left)), board('b', action('x', right))], strategy, [joined])
      return coverageOf(merged, strategy)!.measures!.conflicts.map(({ about }) => about)
    }
    expect(both({ lead: { code: 'police' } }, { lead: { code: 'customs' } })).toEqual(['lead'])
    expect(both({ lead: { code: 'police' } }, { lead: { code: 'police' } })).toEqual([])
    expect(both({ lead: { code: 'police' } }, {})).toEqual([])
    const own = (words: string) => ({ lead: { own: words } })
    expect(both(own('Ministry of Interior'), own('ministry  of interior '))).toEqual([])
    expect(both(own('Министерство юстиций'), own('министерство юстиций'.normalize('NFD')))).toEqual([])
    expect(both(own('Ministry of Interior'), own('Ministry of Justice'))).toEqual(['lead'])
    expect(both(own('police'), { lead: { code: 'police' } })).toEqual(['lead'])
    expect(both({ when: until('2027-01', '2027-06') }, { when: until('2027-07', '2027-12') })).toEqual(['when'])
    expect(both({ when: until('2027-01', '2027-06') }, { when: until('2027-04', '2027-12') })).toEqual([])
  })

  test('nothing to check is not the same as nothing open', () => {
    expect(coverageOf(mergeGroups([], mapping, []), mapping)).toBeNull()
    expect(checkedCount(check(strategy))).toBe(0)
  })

  test.each(['en', 'ru'] as const)('the report (%s) tells what is open', (language) => {
    let next = 0
    const session = newSession(
      { id: 's', code: 'ABCDEF', title: 'T', place: '', created: 0, groups: 1, exercises: [strategy] },
      () => `i${next++}`,
    )
    const boards = { [strategy.id]: [board(session.groups[0]!.id, threat, aim('1'), action('x'))] }
    const told = JSON.stringify(assembleReport({ session, exercises: [strategy], boards, language, now: 0 }))
    for (const words of language === 'en' ? ['Coverage check', 'not based on evidence: 1 of 1 objective', 'no lead, no date, no indicator'] : ['Проверка охвата', 'не опирающиеся на данные: 1\u00a0из\u00a01\u00a0цели', 'нет ответственного, нет срока, нет показателя']) expect(told).toContain(words) // prettier-ignore
  })

  const aims = fc.uniqueArray(fc.record({ id: fc.constantFrom('1', '2', '3', '4'), threats: fc.subarray(['t', 'u']), objective: fc.boolean() }), { selector: ({ id }) => id }) // prettier-ignore
  const actions = fc.uniqueArray(fc.record({ id: fc.constantFrom('x', 'y', 'z'), lead: fc.option(fc.constantFrom('police', 'customs')), dated: fc.boolean(), aim: fc.option(fc.constantFrom('1', '2')) }), { selector: ({ id }) => id }) // prettier-ignore

  test('whatever stands on the boards: what is open is part of what was checked, and is open for a reason that can be seen', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(aims, actions), { maxLength: 3 }), (tables) => {
        const boards = tables.map(([aims, actions], index) =>
          board(
            'abc'[index]!,
            card('threat', 't', { name: { code: 'HE' } }),
            card('threat', 'u', { name: { code: 'HT' } }),
            ...aims.map(({ id, threats, objective }) => aim(id, { level: { code: objective ? 'objective' : 'outcome' }, threats: threats.map((one) => ({ card: one })) })), // prettier-ignore
            ...actions.map(({ id, lead, dated, aim }) => action(id, { lead: lead === null ? null : { code: lead }, when: dated ? until('2027-01', '2027-06') : null, aim: aim === null ? null : { card: aim } })), // prettier-ignore
          ),
        )
        const coverage = check(strategy, ...boards)
        const { objectives, measures } = coverage
        const objective = tables.flatMap(([aims]) => aims.filter((one) => one.objective))
        expect(objectives!.checked).toBe(objective.length)
        expect(objectives!.bare.length).toBe(objective.filter(({ threats }) => threats.length === 0).length)
        const answered = new Set(objective.flatMap(({ threats }) => threats))
        expect(objectives!.unanswered.length).toBe(tables.length === 0 ? 0 : 2 - answered.size)
        const all = tables.flatMap(([, actions]) => actions)
        expect(measures!.checked).toBe(all.length)
        // No board has an indicator, so every measure lacks one.
        expect(measures!.lacking.length).toBe(all.length)
        expect(measures!.lacking.filter(({ lacks }) => lacks.includes('lead')).length).toBe(all.filter(({ lead }) => lead === null).length)
        expect(measures!.conflicts).toEqual([])
        expect(coverageLists(coverage, 'ru').reduce((sum, { open }) => sum + open.length, 0)).toBeLessThanOrEqual(openCount(coverage))
      }),
    )
  })
})
