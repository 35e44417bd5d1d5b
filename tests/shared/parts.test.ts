import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { arrangeCards, changeCard, readBoard } from '../../shared/board/board.ts'
import { updateWithLaid } from '../../shared/board/laid.ts'
import { assembleReport } from '../../shared/report/assemble.ts'
import type { Block } from '../../shared/report/blocks.ts'
import { narrativeExercise, narrativeStart, placedIn, readNarrative } from '../../shared/report/narrative.ts'
import { arrange, exercisePart, ordersFor, partCard, usualParts, type Arranged, type PartName } from '../../shared/report/parts.ts'
import { assembleSheets } from '../../shared/report/sheets.ts'
import type { ReportInput } from '../../shared/report/telling.ts'
import { sampleReport } from '../kit/report-sample.ts'

const exercises = [
  { id: 'crime-mapping', isEvaluation: false },
  { id: 'x'.repeat(40), isEvaluation: false },
  { id: 'evaluation', isEvaluation: true },
]
const out = narrativeExercise.kinds['part']!.fields['out']!
const all = (found: { body: readonly Arranged[]; annexes: readonly Arranged[] }) => [...found.body, ...found.annexes]

/** The board of a narrative as organisers find it. */
function begun(of = exercises): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, updateWithLaid(doc, { givens: narrativeStart(of), start: null }, narrativeExercise)!)
  return doc
}
const arranged = (doc: Y.Doc, of = exercises) => arrange(of, placedIn(readBoard(doc, narrativeExercise)))
const names = (list: readonly Arranged[]) => list.map(({ part }) => part)

function move(doc: Y.Doc, part: PartName, to: number, of = exercises) {
  const { body, annexes } = arranged(doc, of)
  arrangeCards(doc, ordersFor(names(body).includes(part) ? body : annexes, part, to), null)
}

test('before anybody moved a part, and on a board that nobody has begun, parts stand as usual', () => {
  const usual = usualParts(exercises)
  for (const found of [arrange(exercises, []), arranged(begun())]) {
    expect(names(found.body)).toEqual(usual.body)
    expect(names(found.annexes)).toEqual(usual.annexes)
    expect(all(found).some(({ isOut }) => isOut)).toBe(false)
  }
  expect(new Set(all(arrange(exercises, [])).map(({ card }) => card)).size).toBe(all(arrange(exercises, [])).length)
  expect(partCard(exercisePart(`${'x'.repeat(39)}a`))).not.toBe(partCard(exercisePart(`${'x'.repeat(39)}b`)))
})

test('a part goes to the place it is given; the others keep their order; body and annexes never mix; whatever was placed, every part is there once', () => {
  const { body, annexes } = usualParts(exercises)
  const cards = [...body, ...annexes].map(partCard)
  const order = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -3, max: 3 }))
  const placed = fc.uniqueArray(fc.record({ card: fc.oneof(fc.constantFrom(...cards), fc.string()), order, isOut: fc.boolean() }), {
    selector: ({ card }) => card,
  })
  fc.assert(
    fc.property(placed, fc.constantFrom(...body, ...annexes), fc.nat(9), (said, part, wish) => {
      const before = arrange(exercises, said)
      expect(names(before.body).toSorted()).toEqual(body.toSorted())
      expect(names(before.annexes).toSorted()).toEqual(annexes.toSorted())
      // As on the board: each part has its card.
      const whole = all(before).map(
        ({ card, order: at, isOut }, index) => said.find((one) => one.card === card) ?? { card, order: at + index, isOut },
      )
      const list = all(arrange(exercises, whole)).slice(0, body.length)
      if (!names(list).includes(part)) return
      const to = Math.min(wish, list.length - 1)
      const orders = ordersFor(list, part, to)
      const after = arrange(exercises, whole.map((one) => ({ ...one, order: orders.get(one.card) ?? one.order }))).body // prettier-ignore
      const rest = (of: readonly Arranged[]) => names(of).filter((one) => one !== part)
      expect(names(after).indexOf(part)).toBe(to)
      expect(rest(after)).toEqual(rest(list))
    }),
  )
})

test('organisers who move different parts at once both get what they wished, and all see the same', () => {
  const one = begun()
  const two = new Y.Doc()
  Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
  move(one, 'nextSteps', 0)
  changeCard(one, partCard('presentations'), out, true, null)
  move(two, 'glossary', 0)
  move(two, 'conclusions', 1)
  Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
  Y.applyUpdate(one, Y.encodeStateAsUpdate(two))
  expect(arranged(one)).toEqual(arranged(two))
  expect(names(arranged(one).body)).toEqual(['nextSteps', 'summary', 'conclusions', 'introduction', 'presentations', ...names(arranged(one).body).slice(5)]) // prettier-ignore
  expect(names(arranged(one).annexes)[0]).toBe('glossary')
  expect(arranged(one).body.filter(({ isOut }) => isOut).map(({ part }) => part)).toEqual(['presentations']) // prettier-ignore
})

const own = [{ id: 'crime-mapping', isEvaluation: false }]
function told(change: (doc: Y.Doc) => void, more: Partial<ReportInput> = {}): { blocks: readonly Block[]; input: ReportInput } {
  const doc = begun(own)
  for (const [name, words] of [['introduction', 'Beginning.'], ['conclusions', 'It pays.'], ['nextSteps', 'Meet again.']] as const)
    changeCard(doc, name, narrativeExercise.kinds['section']!.fields['en']!, words, null) // prettier-ignore
  change(doc)
  const input = { ...sampleReport('en'), ...more, narrative: readNarrative(readBoard(doc, narrativeExercise)) }
  return { blocks: assembleReport(input).blocks, input }
}
const chapters = (blocks: readonly Block[]) => blocks.flatMap((one) => (one.is === 'heading' && one.level === 1 ? [one.text] : []))
const leave = (doc: Y.Doc, part: PartName) => changeCard(doc, partCard(part), out, true, null)

test('numbers of chapters, paragraphs, tables, figures and annexes follow the order; nothing is said less', () => {
  const usual = told(() => undefined).blocks
  const { blocks } = told((doc) => {
    move(doc, exercisePart('crime-mapping'), 0, own)
    move(doc, 'nextSteps', 1, own)
    move(doc, 'glossary', 0, own)
  })
  expect(chapters(blocks)).toEqual([
    ...[
      'Disclaimer',
      'I. Mapping organized crime',
      'II. Next steps',
      'Summary',
      'III. Introduction',
      'IV. Conclusions and recommendations',
    ],
    ...['Annex I. Glossary', 'Annex II. Output of every group, unmerged', 'Annex III. Method and scales'],
  ])
  for (const is of ['table', 'figure', 'paragraph'] as const) {
    const numbers = blocks.flatMap((one) => (one.is === is && one.number !== null ? [one.number] : []))
    expect(numbers).toEqual(numbers.map((_, at) => at + 1))
    expect(numbers.length).toBe(usual.filter((one) => one.is === is && one.number !== null).length)
  }
  // The first chapter and the first annex begin a page, whichever they are.
  const heads = blocks.filter((one) => one.is === 'heading' && /^(I\.|Annex I\.)/.test(one.text))
  expect(heads.map((one) => one.is === 'heading' && one.pageBreak)).toEqual([true, true])
})

test('what is left out is in no format and not in the summary; the method stays as long as results are told', () => {
  const whole = told(() => undefined)
  expect(JSON.stringify(whole.blocks)).toContain('Illegal gold mining')
  expect(assembleSheets(whole.input).length).toBeGreaterThan(0)

  const without = told((doc) => leave(doc, exercisePart('crime-mapping')))
  expect(chapters(without.blocks)).not.toContain('II. Mapping organized crime')
  expect(JSON.stringify(without.blocks)).not.toContain('Illegal gold mining')
  expect(JSON.stringify(without.blocks)).not.toContain('Heroin trade')
  expect(assembleSheets(without.input)).toEqual([])

  const bare = told((doc) => leave(doc, 'method'))
  expect(chapters(bare.blocks).some((text) => text.endsWith('Method and scales'))).toBe(true)
  const nothing = told((doc) => (leave(doc, 'method'), leave(doc, exercisePart('crime-mapping'))))
  expect(chapters(nothing.blocks).some((text) => text.endsWith('Method and scales'))).toBe(false)

  const output = told((doc) => leave(doc, 'output'))
  expect(chapters(output.blocks).some((text) => text.includes('unmerged'))).toBe(false)
  expect(assembleSheets(output.input)).toEqual(assembleSheets(whole.input))

  const steps = told((doc) => (leave(doc, 'nextSteps'), leave(doc, 'conclusions')))
  expect(JSON.stringify(steps.blocks)).not.toMatch(/Meet again|It pays/)
})
