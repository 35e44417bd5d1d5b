import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addCard, changeCard, readBoard } from '../../shared/board/board.ts'
import { sampleExercise } from '../kit/report-sample.ts'

const market = sampleExercise.kinds['market']
const note = market?.fields['note']

test('two people who begin the same empty text at once both keep their words', () => {
  if (!market || !note) throw new Error('The sample has changed.')
  const ann = new Y.Doc()
  addCard(ann, 'one', market, { name: { code: 'heroin' } }, null)
  const bob = new Y.Doc()
  Y.applyUpdate(bob, Y.encodeStateAsUpdate(ann))
  changeCard(ann, 'one', note, 'by sea', null)
  changeCard(bob, 'one', note, 'by air', null)
  Y.applyUpdate(ann, Y.encodeStateAsUpdate(bob))
  Y.applyUpdate(bob, Y.encodeStateAsUpdate(ann))
  const text = readBoard(ann, sampleExercise)[0]?.fields['note']
  expect(text).toContain('by sea')
  expect(text).toContain('by air')
  expect(readBoard(bob, sampleExercise)).toEqual(readBoard(ann, sampleExercise))
})
