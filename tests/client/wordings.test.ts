import { expect, test } from 'vitest'
import { wordingsOf } from '../../client/screens/merge/wordings.ts'
import type { Contribution } from '../../shared/merge/cluster.ts'

const said: Readonly<Record<string, string>> = {
  'a:1': 'Precursor control at factories',
  'b:1': 'Vehicle theft for export',
  'c:1': 'Контроль прекурсоров на заводах',
  'd:1': 'Vehicle theft for export',
}
const members = (...keys: string[]) => keys.map((key): Contribution => ({ key, group: key.slice(0, 1), card: { id: '1', kind: 'market', order: 0, fields: {} } })) // prettier-ignore
const told = (words: string) =>
  wordingsOf(members('a:1', 'b:1', 'c:1', 'd:1'), members('x:1'), new Map([...Object.entries(said), ['x:1', words]]))

test('the wording that is nearest to the other side stands first, whatever its endings', () => {
  expect(told('Export of stolen vehicles')[0]).toEqual({ text: 'Vehicle theft for export', groups: ['b', 'd'] })
  expect(told('Контроль за прекурсорами')[0]!.text).toBe('Контроль прекурсоров на заводах')
})

test('every wording is there once; where nothing is near they stay in their order', () => {
  expect(told('CARICC').map(({ text }) => text)).toEqual([said['a:1'], said['b:1'], said['c:1']])
})
