import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { addCard, changeCard, readBoard, removeCard } from '../../shared/board/board.ts'
import type { Exercise, Field, FieldSetting, Kind } from '../../shared/exercise/exercise.ts'
import { fieldTypes, formatField, mergeField, readField, writeField } from '../../shared/fields/catalogue.ts'
import type { Card, Value } from '../../shared/fields/values.ts'
import { keyOf, mergeGroups } from '../../shared/merge/merge.ts'

const both = (text: string) => ({ en: text, ru: text })
const field = (setting: FieldSetting, id = 'f'): Field => ({ id, label: both(id), ...setting })
const settings: Record<FieldSetting['type'], FieldSetting> = {
  line: { type: 'line', max: 200 },
  text: { type: 'text', max: 2000 },
  choice: { type: 'choice', from: 'markets', own: true },
  choices: { type: 'choices', from: 'markets', own: true, max: 20 },
  rating: { type: 'rating', of: 5, scale: [] },
  number: { type: 'number', decimals: 1, min: 0, unit: both('EUR') },
  flag: { type: 'flag' },
  period: { type: 'period', by: 'month' },
  dots: { type: 'dots', each: 5 },
  link: { type: 'link', to: 'market' },
  links: { type: 'links', to: 'market', max: 20 },
  position: { type: 'position' },
  place: { type: 'place', map: 'central-asia-caucasus' },
  path: { type: 'path', map: 'central-asia-caucasus' },
  area: { type: 'area', map: 'central-asia-caucasus' },
}
const kind = (id: string, fields: readonly Field[], sameWhen: readonly string[]): Kind => ({
  id,
  label: both(id),
  plural: both(id),
  titleField: fields[0]!.id,
  sameWhen,
  fields: Object.fromEntries(fields.map((one) => [one.id, one])),
})
const market = kind('market', [field({ type: 'choice', from: 'markets', own: true }, 'name')], ['name'])
const route = kind('route', [field(settings.line, 'name'), field(settings.link, 'market'), field(settings.links, 'others')], ['market'])
const wide = kind('wide', [field(settings.text, 'note'), field(settings.choices, 'picks')], [])
const exercise: Exercise = {
  id: 'x',
  title: both('x'),
  summary: both('x'),
  kinds: { market, route, wide },
  steps: [],
  vocabularies: { markets: { id: 'markets', terms: [{ code: 'HE', label: { en: 'Heroin trade', ru: 'Торговля героином' } }] } },
  sample: [],
}
const card = (id: string, kindId: string, fields: Readonly<Record<string, Value>>): Card => ({ id, kind: kindId, order: 0, fields })

test.each(Object.values(fieldTypes).flatMap((type) => type.sample.map((value): [string, Value] => [type.type, value])))(
  'a %s reads back from a document as it was written: %j',
  (type, value) => {
    const own = field(settings[type as FieldSetting['type']])
    const map = new Y.Doc().getMap('m')
    map.set('f', writeField(value, own))
    expect(readField(map.get('f'), own)).toEqual(value)
  },
)

test('reading never throws, whatever stands in the document', () => {
  const junk = [undefined, null, NaN, -1, 'x\ny', {}, { start: 1, end: [] }, { own: 5 }, [1, null, [], {}], true, new Y.Map()]
  for (const setting of Object.values(settings)) for (const one of junk) expect(() => readField(one, field(setting))).not.toThrow()
})

test('two people who tick, untick and begin a text at once all win', () => {
  const [one, two] = [new Y.Doc(), new Y.Doc()]
  addCard(one, 'c', wide, {}, null)
  Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
  const exchange = () => {
    const [a, b] = [Y.encodeStateAsUpdate(one), Y.encodeStateAsUpdate(two)]
    Y.applyUpdate(one, b)
    Y.applyUpdate(two, a)
  }
  const picks = wide.fields['picks']!
  changeCard(one, 'c', picks, [{ code: 'HE' }, { code: 'CY' }], null)
  changeCard(two, 'c', picks, [{ code: 'HE' }, { own: 'Scam calls' }], null)
  changeCard(one, 'c', wide.fields['note']!, 'first', null)
  changeCard(two, 'c', wide.fields['note']!, 'second', null)
  exchange()
  const read = () => readBoard(one, exercise)[0]!.fields
  expect(read()).toEqual(readBoard(two, exercise)[0]!.fields)
  expect(read()['picks']).toHaveLength(3)
  expect(read()['picks']).toEqual(expect.arrayContaining([{ code: 'HE' }, { code: 'CY' }, { own: 'Scam calls' }]))
  expect(read()['note']).toMatch(/first/)
  expect(read()['note']).toMatch(/second/)
  changeCard(one, 'c', picks, [{ code: 'CY' }, { own: 'Scam calls' }], null)
  changeCard(two, 'c', picks, [...(read()['picks'] as readonly { code: string }[]), { code: 'HT' }], null)
  exchange()
  expect(read()['picks']).not.toContainEqual({ code: 'HE' })
  expect(read()['picks']).toContainEqual({ code: 'HT' })
})

test('a link to a card that is deleted reads as none, and comes back with the card', () => {
  const doc = new Y.Doc()
  addCard(doc, 'm', market, { name: { code: 'HE' } }, null)
  addCard(doc, 'n', market, { name: { own: 'Gold' } }, null)
  addCard(doc, 'r', route, { name: 'North', market: { card: 'm' }, others: [{ card: 'm' }, { card: 'n' }, { card: 'r' }] }, null)
  const links = () => readBoard(doc, exercise).find((one) => one.id === 'r')!.fields
  expect(links()).toMatchObject({ market: { card: 'm' }, others: [{ card: 'm' }, { card: 'n' }] })
  removeCard(doc, 'm', null)
  expect(links()).toMatchObject({ name: 'North', market: null, others: [{ card: 'n' }] })
})

test('links of several groups lead to the same cluster, before and after a person joins clusters', () => {
  const group = (name: string, title: Value) => ({
    group: name,
    cards: [
      card(`m${name}`, 'market', { name: title }),
      card('r', 'route', { name: 'North', market: { card: `m${name}` }, others: [{ card: `m${name}` }, { card: 'gone' }] }),
    ],
  })
  const groups = [group('a', { code: 'HE' }), group('b', { code: 'HE' }), group('c', { own: 'Heroin' })]
  const merged = mergeGroups(groups, exercise, [])
  const routes = merged.clusters.filter((cluster) => cluster.kind === 'route')
  expect(routes.map((cluster) => cluster.groups)).toEqual([['a', 'b'], ['c']])
  expect(routes[0]!.fields['others']).toEqual({ type: 'links', links: [{ cluster: 'a:ma', groups: ['a', 'b'] }], groups: 2 })
  expect(merged.clusters.some((cluster) => cluster.id === 'a:ma')).toBe(true)
  const keys = [keyOf('a', 'ma'), keyOf('c', 'mc')]
  const joined = mergeGroups([...groups].reverse(), exercise, [{ act: 'join', keys, id: 'd', at: 0, by: 'F', undone: false }])
  const alone = joined.clusters.find((cluster) => cluster.kind === 'route' && cluster.groups.includes('c'))
  expect(alone?.fields['market']).toMatchObject({ links: [{ cluster: 'a:ma', groups: ['c'] }] })
})

test('numbers, flags, several choices and periods merge as DOMAIN 6 says', () => {
  const answers = (values: readonly Value[]) => values.map((value, index) => ({ group: 'abcdef'[index]!, value }))
  expect(mergeField(answers([3, 4, 4, 5, 5]), field(settings.number))).toMatchObject({ median: 4, min: 3, max: 5 })
  expect(mergeField(answers([2, 5, 5, 1, null]), field(settings.number))).toMatchObject({ median: 3.5, min: 1, max: 5 })
  const count = (code: string, groups: string[], own = false) => ({ code, own, groups })
  expect(mergeField(answers([true, false, null, true]), field(settings.flag))).toEqual({
    type: 'counts',
    counts: [count('yes', ['a', 'd']), count('no', ['b'])],
    groups: 3,
  })
  expect(mergeField(answers([[{ code: 'HE' }, { own: 'x' }], [{ code: 'HE' }], []]), field(settings.choices))).toEqual({
    type: 'counts',
    counts: [count('HE', ['a', 'b']), count('x', ['a'], true)],
    groups: 2,
  })
  const [early, late] = [{ start: '2027-01', end: '2027-03' }, { start: '2026-11', end: '2027-02' }] // prettier-ignore
  expect(mergeField(answers([early, late]), field(settings.period))).toMatchObject({ earliest: '2026-11', latest: '2027-03' })
})

test('own words are one answer however they are spaced and whatever is a capital, in any order, and are never a term', () => {
  const said = ['Ministry of  Interior', 'ministry of interior', 'HE', 'Ministry of Interior', 'Министерство'.normalize('NFD'), 'министерство'] // prettier-ignore
  const answers = [...said.map((own) => ({ own })), { code: 'HE' }].map((value, at) => ({ group: 'abcdefg'[at]!, value: [value] }))
  const counted = [
    { code: 'Ministry of Interior', own: true, groups: ['a', 'b', 'd'] },
    { code: 'Министерство', own: true, groups: ['e', 'f'] },
    { code: 'HE', own: false, groups: ['g'] },
    { code: 'HE', own: true, groups: ['c'] },
  ]
  expect(mergeField(answers, field(settings.choices))).toMatchObject({ counts: counted, groups: 7 })
  const turned = mergeField(answers.toReversed(), field(settings.choices))
  expect(turned.type === 'counts' && turned.counts.map((one) => ({ ...one, groups: one.groups.toSorted() }))).toEqual(counted)
})

test('a period is put in order, whole quarters where the field says so, and worded by the language', () => {
  const quarters = field({ type: 'period', by: 'quarter' })
  const value = readField({ start: '2027-08', end: '2027-02' }, quarters)
  expect(value).toEqual({ start: '2027-01', end: '2027-09' })
  expect(formatField(value, quarters, 'en', exercise)).toBe('Q1–Q3 2027')
  expect(formatField(value, quarters, 'ru', exercise)).toBe('1–3 кв. 2027')
  expect(formatField({ start: '2027-03', end: '2027-06' }, field(settings.period), 'ru', exercise)).toMatch(/2027/)
})
