import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerOf } from '../../shared/canvases/parts/merged-answer.ts'
import type { Field } from '../../shared/exercise/exercise.ts'
import type { Value } from '../../shared/fields/values.ts'
import { translator } from '../../shared/i18n/messages.ts'
import type { Cluster, Decision, DecisionAct, GroupCards, Merged } from '../../shared/merge/cluster.ts'
import { findingsOf } from '../../shared/merge/findings.ts'
import { agreementOf, clusterTitle, mediansOf, numberIn, ratingsOf } from '../../shared/merge/in-words.ts'
import { keyOf, mergeGroups } from '../../shared/merge/merge.ts'
import { tallyOf } from '../../shared/merge/sessions.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import type { Block } from '../../shared/report/blocks.ts'
import { assembleSheets } from '../../shared/report/sheets.ts'
import { cardOf, sampleExercise, sampleReport } from '../kit/report-sample.ts'

/** The desk, the plenary and the report tell the same of the same boards. */
const t = translator('en')

type Answers = Readonly<Record<string, Value>>
const board = (group: string, ...cards: readonly Answers[]): GroupCards => ({
  group,
  cards: cards.map((values, at) => cardOf(`${group}${String(at)}`, at, values)),
})
const told = (boards: readonly GroupCards[]) => {
  const { blocks } = assembleReport({ ...sampleReport('en'), boards: { 'crime-mapping': boards } })
  const table = blocks.find((block) => block.is === 'table' && block.head.includes('Agreement'))
  if (table?.is !== 'table') throw new Error('the report has no table of agreement')
  const at = table.head.indexOf('Agreement')
  return { agreement: new Map(table.rows.map((row) => [row[0], row[at]])), text: JSON.stringify(blocks) }
}

test('a rating that nobody gave says nothing about agreement, at the desk and in the report', () => {
  const boards = ['id0', 'id1', 'id2', 'id3'].map((group) => board(group, { name: { code: 'heroin' }, scale: 4 }))
  const [heroin] = mergeGroups(boards, sampleExercise, []).clusters
  expect(agreementOf(heroin!, sampleExercise)).toBe('strong')
  const { agreement, text } = told(boards)
  expect(agreement.get('Heroin trade')).toBe(t('report.strong'))
  expect(text).toContain('All groups (4 of 4) named “Heroin trade”')
})

test('of what one group alone named and rated the report says so, as the desk does, and of what nobody rated nothing', () => {
  const lone = { name: { code: 'cyber' }, scale: 5, impact: 5 }
  const unrated = { name: { code: 'arms' } }
  const shared = { name: { code: 'heroin' }, scale: 3, impact: 3 }
  const { agreement } = told([board('id0', shared, lone, unrated), board('id1', shared), board('id2', shared)])
  expect([...agreement]).toEqual([
    ['Heroin trade', t('report.strong')],
    ['Cyber-dependent crimes', t('report.one')],
    ['Arms trafficking', '–'],
  ])
})

test('a period counts groups, not what they put down: two joined measures of one group are one group', () => {
  const when: Field = { id: 'when', label: { en: 'When', ru: 'Когда' }, type: 'period', by: 'quarter' }
  const { market } = sampleExercise.kinds
  const exercise = { ...sampleExercise, kinds: { market: { ...market!, fields: { ...market!.fields, when } } } }
  const [first, second] = [{ start: '2027-01', end: '2027-03' }, { start: '2027-04', end: '2027-06' }] // prettier-ignore
  const heroin = { name: { code: 'heroin' } }
  const boards = [board('id0', { ...heroin, when: first }, { ...heroin, when: first }), board('id1', { ...heroin, when: second })]
  const [cluster] = mergeGroups(boards, exercise, []).clusters
  const words = answerOf(cluster!.fields['when'], { field: when, exercise, language: 'en', titleAt: () => '' })
  expect(words).toEqual({ words: 'Q1 2027 1, Q2 2027 1', differs: true })
  const { blocks } = assembleReport({ ...sampleReport('en'), exercises: [exercise], boards: { 'crime-mapping': boards } })
  const table = blocks.find((block) => block.is === 'table' && block.head.includes('When'))
  expect(table?.is === 'table' && table.rows[0]?.at(-1)).toContain('Q1 2027: 1, Q2 2027: 1')
})

/** What was handed on stands on every board, of silent tables as well: decisions name it by the first of them. */
const given = (group: string, scale: number | null): GroupCards => ({ group, cards: [cardOf('given-1', 0, { name: { code: 'heroin' }, scale })] }) // prettier-ignore
const decided = (acts: readonly DecisionAct[]): Decision[] =>
  acts.map((what, at) => ({ ...what, id: `d${String(at)}`, at, by: 'F', undone: false, exercise: 'crime-mapping' }))

test('what people decided by the card of a silent table holds in the report, and a silent table is not counted at the desk', () => {
  const boards = [given('id0', null), given('id1', 4), given('id2', 5)]
  const log = decided([{ act: 'set-aside', key: 'id0:given-1' }, { act: 'title', key: 'id0:given-1', text: 'Opiates' }]) // prettier-ignore
  const desk = mergeGroups(boards, sampleExercise, log)
  expect(tallyOf(desk.clusters[0]!, desk)).toEqual({ groups: 2, ofGroups: 2, sessions: null })
  const input = sampleReport('en')
  const session = { ...input.session, decisions: log }
  const { blocks } = assembleReport({ ...input, session, boards: { 'crime-mapping': boards }, variant: 'restricted' })
  expect(blocks.flatMap((block) => (block.is === 'points' ? block.points : [])).join()).toMatch(/Opiates.*2 of 2/)
})

const rated = fc.option(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant('unknown' as const)))
const names = [{ code: 'heroin' }, { code: 'arms' }, { code: 'cyber' }, { own: 'Gold' }, { own: 'Timber' }] as const
const anyCard = fc.record({ name: fc.constantFrom(...names), scale: rated, impact: rated })
const anyBoard = (group: string) =>
  fc.tuple(fc.array(anyCard, { maxLength: 4 }), rated, fc.boolean()).map(([cards, scale, isSilent]): GroupCards => {
    const own = isSilent ? [] : board(group, ...cards).cards
    return { group, cards: [...given(group, isSilent || scale === 'unknown' ? null : scale).cards, ...own] }
  })
const anyBoards = fc.tuple(...['id0', 'id1', 'id2', 'id3'].map(anyBoard))
const key = fc.tuple(fc.constantFrom('id0', 'id1', 'id2', 'id3'), fc.constantFrom('given-1', '0', '1')).map(([group, card]) => keyOf(group, card === 'given-1' ? card : `${group}${card}`)) // prettier-ignore
const anyAct: fc.Arbitrary<DecisionAct> = fc.oneof(
  fc.record({ act: fc.constantFrom('join' as const, 'split' as const), keys: fc.uniqueArray(key, { minLength: 2, maxLength: 3 }) }),
  fc.record({ act: fc.constant('set-aside' as const), key }),
)

/** The blocks between a heading and the next one. */
function under(blocks: readonly Block[], heading: string): readonly Block[] {
  const from = blocks.findIndex((block) => block.is === 'heading' && block.text === heading) + 1
  const to = blocks.findIndex((block, at) => at >= from && block.is === 'heading')
  return from === 0 ? [] : blocks.slice(from, to < 0 ? undefined : to)
}
const textsUnder = (blocks: readonly Block[], heading: string) => under(blocks, heading).flatMap((block) => (block.is === 'paragraph' ? [block.text] : [])) // prettier-ignore
const quotedIn = (texts: readonly string[]) => texts.flatMap((text) => /“(.+?)”/.exec(text)?.[1] ?? []).sort()
const titles = (clusters: readonly Cluster[]) => clusters.map((one) => clusterTitle(one, sampleExercise, 'en')).sort()

/** A row of the merged table, as the desk has it. */
function rowOf(cluster: Cluster, desk: Merged): string[] {
  const { groups, ofGroups } = tallyOf(cluster, desk)
  const ratings = ratingsOf(cluster, sampleExercise).map((one) => one.ratings)
  const word = ratings.some(({ values }) => values.length > 0) ? agreementOf(cluster, sampleExercise) : null
  const medians = (mediansOf(cluster, sampleExercise, 'en') ?? '– × –').split(' × ')
  return [
    clusterTitle(cluster, sampleExercise, 'en'),
    groups === 0 ? 'handed on' : `${String(groups)} of ${String(ofGroups)}`,
    ...ratings.map(({ min, max }, at) => (min === null || min === max ? medians[at]! : `${medians[at]!} (${numberIn('en', min)}–${numberIn('en', max!)})`)),
    word === null ? '–' : t(word === 'single' ? 'report.one' : `report.${word}`),
  ] // prettier-ignore
}

test('the desk, the plenary and the report tell the same of any boards and decisions', () => {
  fc.assert(
    fc.property(anyBoards, fc.array(anyAct, { maxLength: 4 }), (boards, acts) => {
      const log = decided(acts)
      const desk = mergeGroups(boards, sampleExercise, log)
      const input = sampleReport('en')
      const all = { ...input, session: { ...input.session, decisions: log }, boards: { 'crime-mapping': boards }, variant: 'restricted' as const }
      const { blocks } = assembleReport(all)
      // A chapter of an exercise on which nobody worked is not written.
      if (desk.groups.length === 0) return
      const { agree, differ, single } = findingsOf(desk, sampleExercise)
      const kept = desk.clusters.filter(({ setAside }) => !setAside)
      const table = under(blocks, t('report.results')).find((block) => block.is === 'table')
      if (table?.is === 'table' && table.head[0] === 'Market') {
        const heads = ['Market', 'Named by', 'Scale (1–5)', 'Impact (1–5)', 'Agreement']
        // Columns in which nothing is said are not there.
        const told = kept.map((one) => rowOf(one, desk)).map((row) => table.head.map((head) => row[heads.findIndex((name) => head.startsWith(name.slice(0, 5)))] ?? '?'))
        expect(table.rows.map((row) => row.join('|'))).toEqual(told.map((row) => row.join('|')))
      } else expect(kept).toEqual([])
      expect(quotedIn(textsUnder(blocks, t('report.convergence')))).toEqual(titles(agree))
      expect([...new Set(quotedIn(textsUnder(blocks, t('report.divergence'))))]).toEqual([...new Set(titles(differ))])
      const alone = under(blocks, t('report.oneGroup')).flatMap((block) => (block.is === 'table' ? block.rows.map(([title]) => title!) : []))
      expect(alone.sort()).toEqual(titles(single))
      const merged = assembleSheets(all).find(({ name }) => name === t('sheets.merged'))
      expect((merged?.rows ?? []).map((row) => row.slice(2, 5).join('|'))).toEqual(desk.clusters.map((one) => [clusterTitle(one, sampleExercise, 'en'), one.groups.length, tallyOf(one, desk).ofGroups].join('|')))
    }),
    { numRuns: 150 },
  )
}) // prettier-ignore
