import { expect, test } from 'vitest'
import { addCard, changeCard, readBoard } from '../../shared/board/board.ts'
import { updateWithLaid } from '../../shared/board/laid.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import type { Block } from '../../shared/report/blocks.ts'
import { narrativeBoard, narrativeExercise, narrativeStart, readNarrative, sessionOfNarrative } from '../../shared/report/narrative.ts'
import * as Y from 'yjs'
import { sampleReport } from '../kit/report-sample.ts'

/** A narrative as two organisers would leave it on its board. */
function written(texts: Readonly<Record<string, { en?: string; ru?: string }>>, evidence = ''): ReturnType<typeof readNarrative> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, updateWithLaid(doc, { givens: narrativeStart([]), start: null }, narrativeExercise)!)
  for (const [name, text] of Object.entries(texts))
    for (const [language, words] of Object.entries(text))
      if (name !== 'recommendation') changeCard(doc, name, narrativeExercise.kinds['section']!.fields[language]!, words, null)
  const recommendation = texts['recommendation']
  if (recommendation) addCard(doc, 'r1', narrativeExercise.kinds['recommendation']!, { ...recommendation, evidence }, null)
  return readNarrative(readBoard(doc, narrativeExercise))
}
const report = (language: 'en' | 'ru', narrative: ReturnType<typeof readNarrative>) =>
  assembleReport({ ...sampleReport(language), narrative }).blocks
const headings = (blocks: readonly Block[]) => blocks.flatMap((one) => (one.is === 'heading' && one.level === 1 ? [one.text] : []))
const said = (blocks: readonly Block[]) =>
  blocks.flatMap((one) => (one.is === 'paragraph' ? [one.text] : one.is === 'points' ? one.points : [])).join('\n')

test('the board of a narrative is named by its session, and no other board is one', () => {
  expect(sessionOfNarrative(narrativeBoard('abc'))).toBe('abc')
  expect(sessionOfNarrative('57tni7fxmayqmr48a8m339z2cq')).toBeNull()
})

test('chapters that nobody wrote are left out, and the summary names what most groups named', () => {
  const blocks = report('en', written({}))
  expect(headings(blocks).filter((text) => /presentations|Conclusions|Next steps/.test(text))).toEqual([])
  expect(headings(blocks).slice(0, 2)).toEqual(['Disclaimer', 'Summary'])
  expect(said(blocks)).toContain('Heroin trade (Market; Mapping organized crime): 3 of 3 groups')
  expect(said(blocks)).not.toContain('Illegal gold mining (Market')
})

test('what organisers wrote stands in its place, numbered on, an empty line beginning a new paragraph', () => {
  const blocks = report('en', written({ introduction: { en: 'One.\n\nTwo.' }, presentations: { en: 'P' }, conclusions: { en: 'C' }, nextSteps: { en: 'N' } })) // prettier-ignore
  const numbers = blocks.flatMap((one) => (one.is === 'paragraph' && one.number !== null ? [one.number] : []))
  expect(numbers).toEqual(numbers.map((_, at) => at + 1))
  expect(blocks.flatMap((one) => (one.is === 'paragraph' && /^(One|Two)\.$/.test(one.text) ? [one.text] : []))).toEqual(['One.', 'Two.'])
  expect(headings(blocks).map((text) => text.replace(/^[IVX]+\. /, ''))).toEqual([
    ...['Disclaimer', 'Summary', 'Introduction', 'Summary of presentations', 'Mapping organized crime'],
    ...['Conclusions and recommendations', 'Next steps'],
    ...headings(blocks).slice(7),
  ])
})

test('a text of the other language is taken where there is none, and marked; where both are there, each report has its own', () => {
  const narrative = written({ conclusions: { ru: 'Выводы сделаны' }, nextSteps: { en: 'Next year', ru: 'Через год' } })
  expect(said(report('en', narrative))).toMatch(/Выводы сделаны \[original/)
  expect(said(report('en', narrative))).toContain('Next year')
  expect(said(report('ru', narrative))).toContain('Через год')
  expect(said(report('ru', narrative))).toMatch(/^Выводы сделаны$/m)
})

test('a recommendation keeps its evidence when entries are joined and renamed, and stands alone when the card is gone', () => {
  const key = assembleKey()
  const narrative = written({ recommendation: { en: 'States should consider joint teams.' } }, `crime-mapping:${key}`)
  expect(said(report('en', narrative))).toContain('joint teams. (Evidence: “Heroin trade”, 3 of 3 groups.)')
  const lost = written({ recommendation: { en: 'States should consider joint teams.' } }, 'crime-mapping:nobody:nothing')
  expect(said(report('en', lost))).toMatch(/joint teams\.$/m)
})

function assembleKey(): string {
  const { boards } = sampleReport('en')
  const [first] = boards['crime-mapping'] ?? []
  return `${first?.group}:${first?.cards[0]?.id}`
}
