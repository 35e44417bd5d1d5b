import * as Y from 'yjs'
import { readBoard } from '../../shared/board/board.ts'
import type { Exercise, Field } from '../../shared/exercise/exercise.ts'
import { formatField, initialOf, isAnswered, keyOfField, mergeField, readField, writeField } from '../../shared/fields/catalogue.ts'
import { languages } from '../../shared/i18n/language.ts'
import { mergeGroups } from '../../shared/merge/merge.ts'
import { anyValue } from '../server/kit/nonsense.ts'
import { oneOf, type Chance } from './chance.ts'
import type { Fuzzed } from './fuzz-commands.ts'

/** Any value in the place of any field of any exercise: it is read as something that can be written, worded and merged. */
export function fuzzFields(count: number, random: Chance, exercises: readonly Exercise[], read = readField): Fuzzed {
  const fields = exercises.flatMap((exercise) =>
    Object.values(exercise.kinds).flatMap((kind) => Object.values(kind.fields).map((field) => ({ exercise, field }))),
  )
  const wrong = new Set<string>()
  let accepted = 0
  for (let sent = 0; sent < count; sent++) {
    const { exercise, field } = oneOf(fields, random)!
    const stored = store(anyStored(field, random))
    try {
      const value = read(stored, field)
      if (isAnswered(value, field)) accepted++
      const again = read(store(writeField(value, field)), field)
      if (JSON.stringify(again) !== JSON.stringify(value)) wrong.add(`${field.type}: ${show(stored)} is read differently again`)
      if (value !== null && JSON.stringify(JSON.parse(JSON.stringify(value) ?? 'null')) !== JSON.stringify(value) && value !== undefined)
        wrong.add(`${field.type}: ${show(stored)} is read as no JSON`)
      for (const language of languages)
        if (typeof formatField(value, field, language, exercise, () => 'title') !== 'string') wrong.add(`${field.type}: not worded`)
      const key = keyOfField(value, field)
      if (key !== null && typeof key !== 'string') wrong.add(`${field.type}: no key`)
      mergeField([{ group: 'a', value }, { group: 'b', value: initialOf(field) }], field) // prettier-ignore
    } catch (error) {
      wrong.add(`${field.type}: ${show(stored)} threw ${String(error)}`)
    }
  }
  return { sent: count, accepted, wrong: [...wrong] }
}

/** Whole boards of anything under the root, read and merged as the plenary does. */
export function fuzzBoards(count: number, random: Chance, exercises: readonly Exercise[]): Fuzzed {
  const wrong = new Set<string>()
  let accepted = 0
  for (let sent = 0; sent < count; sent++) {
    const exercise = oneOf(exercises, random)!
    const doc = new Y.Doc()
    const cards = doc.getMap('cards')
    const ids = Array.from({ length: 1 + Math.floor(random() * 6) }, (_, index) =>
      random() < 0.8 ? `card${index}` : String(anyValue(random)),
    )
    try {
      for (const id of ids) addAnyCard(cards, id, exercise, ids, random)
      const read = readBoard(doc, exercise)
      accepted += read.length
      const merged = mergeGroups([{ group: 'a', cards: read }, { group: 'b', cards: read }], exercise, []) // prettier-ignore
      const members = merged.clusters.reduce((sum, cluster) => sum + cluster.members.length, 0)
      if (members > read.length * 2) wrong.add('the merge invents contributions')
    } catch (error) {
      wrong.add(`a board of ${exercise.id} threw ${String(error)}: ${JSON.stringify(cards.toJSON()).slice(0, 300)}`)
    }
  }
  return { sent: count, accepted, wrong: [...wrong] }
}

function addAnyCard(cards: Y.Map<unknown>, id: string, exercise: Exercise, ids: readonly string[], random: Chance): void {
  if (random() < 0.1) return put(cards, id, anyValue(random))
  const kind = oneOf(Object.values(exercise.kinds), random)!
  const card = new Y.Map<unknown>()
  cards.set(id, card)
  put(card, 'kind', random() < 0.95 ? kind.id : anyValue(random))
  put(card, 'order', random() < 0.8 ? random() : anyValue(random))
  for (const field of Object.values(kind.fields)) {
    const link = field.type === 'link' ? { card: oneOf(ids, random) } : null
    put(card, field.id, random() < 0.3 ? link : anyStored(field, random))
  }
}

/** Whatever may stand in a document in the place of a field: near to what belongs there, or far from it. */
function anyStored(field: Field, random: Chance): unknown {
  const odd: unknown[] = [undefined, NaN, Infinity, -0, 1e308, 2 ** 53, '\ud800', 'x'.repeat(5000), new Uint8Array([1, 2]), [[[[[[]]]]]]]
  const near: unknown[] = [
    { code: 'heroin' }, { own: '<b>' }, { own: ' ' }, { code: 5 }, { own: 'a', code: 'b' }, { card: 'card1' }, { card: '__proto__' }, 3, 5.5, 'unknown', true,
    { x: 1, y: NaN }, { x: 1e300, y: -1 }, { lon: 72, lat: 40 }, { lon: 999, lat: '4' }, { place: 'osh' }, { place: 'constructor' }, [{ place: 'osh' }, { lon: 1, lat: 2, name: 5 }],
    { start: '2027-03', end: '2026-01' }, { start: '2027-99', end: 'x' }, '2026-13', [{ code: 'heroin' }, null],
  ] // prettier-ignore
  const kind = random()
  if (kind < 0.35) return oneOf(near, random)
  if (kind < 0.5) return oneOf(odd, random)
  if (kind < 0.7) return anyValue(random)
  return anyType(writeField(initialOf(field), field), random)
}

/** A shared type, filled, in the place of a value. */
function anyType(own: unknown, random: Chance): unknown {
  if (own instanceof Y.Text && random() < 0.3) return own
  if (random() < 0.2) return new Y.Map([['code', 'heroin']])
  if (random() < 0.2) return Y.Array.from(['a'])
  const text = new Y.Text(oneOf(['+-++', 'heroin\nown:x\n', '{"code":"a"}\n{"own":"b"}\n\n', 'a', '\u0000', '+'.repeat(300)], random))
  if (random() < 0.2) text.insertEmbed(0, { image: 'x' })
  return text
}

/** As a document gives it back; nothing, where a document does not take it. */
function store(value: unknown): unknown {
  const map = new Y.Doc().getMap('card')
  put(map, 'field', value)
  return map.get('field')
}

function put(map: Y.Map<unknown>, key: string, value: unknown): void {
  try {
    map.set(key, value)
  } catch {
    // What Yjs itself does not write never stands in a document.
  }
}

const show = (stored: unknown) =>
  stored instanceof Y.AbstractType ? `a ${stored.constructor.name}` : JSON.stringify(stored)?.slice(0, 200)
