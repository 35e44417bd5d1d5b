import { expect, test } from 'vitest'
import { isRefusal } from '../../shared/refusals.ts'
import { newSession } from '../../shared/session/new-session.ts'
import { reduce } from '../../shared/session/reduce.ts'
import type { Session } from '../../shared/session/session.ts'
import { readTableList, type PlannedTable } from '../../shared/session/table-list.ts'
import { context } from '../kit/context.ts'

const north = { name: 'North', language: 'en', delegation: '' }
const south = { name: 'Юг', language: 'ru', delegation: 'Узбекистан' }

test.each([
  ['a sheet', 'North\tEnglish\tmixed\nЮг\tрусский\tУзбекистан'],
  ['semicolons, as sheets of many countries write', 'North;en;-\r\nЮг;RU;Узбекистан\r\n'],
  ['commas with headings and quotation marks', '\uFEFFName,Language,Delegation\n"North",English,\n"Юг", Рус.,"Узбекистан"'],
  ['headings in Russian and empty lines', 'Стол;Язык;Делегация\n\nNorth;английский;смешанный\n\nЮг;русский;Узбекистан'],
])('a list as %s is read', (_, text) => {
  expect(readTableList(text)).toEqual({ tables: [north, south], problems: [] })
})

test('a name alone is a table, a comma within quotation marks is none, and what is wrong is named by its line', () => {
  expect(readTableList('Harbour').tables).toEqual([{ name: 'Harbour', language: null, delegation: '' }])
  expect(readTableList('"Tashkent, ""Broadway""",ru,').tables).toEqual([{ name: 'Tashkent, "Broadway"', language: 'ru', delegation: '' }])
  expect(readTableList('North;Klingon\n' + 'x'.repeat(61)).problems).toEqual([
    { line: 1, what: 'language', text: 'Klingon' },
    { line: 2, what: 'long', text: 'x'.repeat(61) },
  ])
})

function set(session: Session, tables: readonly PlannedTable[]) {
  let count = 0
  return reduce(session, { do: 'set-tables', tables: [...tables] }, context({ newId: () => `new${String(count++)}` }))
}

test('the list names tables from A on, adds what is missing with boards, and leaves the rest', () => {
  let count = 0
  const exercises = [{ id: 'mapping', steps: [] }] as never
  const three = newSession(
    { id: 's', code: 'ABCDEF', title: 'T', place: '', created: 0, groups: 1, exercises },
    () => `id${String(count++)}`,
  )
  const after = set(three, [north, south] as PlannedTable[])
  if (isRefusal(after)) throw new Error(after.refused)
  expect(after.groups).toMatchObject([
    { id: three.groups[0]?.id, letter: 'A', name: 'North', language: 'en' },
    { letter: 'B', ...south },
  ])
  expect(after.groups[0]).not.toHaveProperty('delegation')
  expect(Object.keys(after.agenda[0]?.boards ?? {})).toEqual(after.groups.map(({ id }) => id))
  // A shorter list later: the second table stays as it is, the first forgets its language.
  const again = set(after, [{ name: 'First', language: null, delegation: '' }])
  if (isRefusal(again)) throw new Error(again.refused)
  expect(again.groups[0]).toEqual({ id: three.groups[0]?.id, letter: 'A', name: 'First' })
  expect(again.groups[1]).toEqual(after.groups[1])
})
