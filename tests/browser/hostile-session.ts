import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { addCard } from '../../shared/board/board.ts'
import type { Exercise, Field, Kind } from '../../shared/exercise/exercise.ts'
import { fieldTypes } from '../../shared/fields/catalogue.ts'
import type { Value } from '../../shared/fields/values.ts'
import { BoardSocket, waitFor } from '../server/kit/board-socket.ts'
import type { Laptop } from '../server/kit/people.ts'
import { hostileTexts, joined } from './hostile-texts.ts'

/** Together they show every canvas. */
export const hostileExercises = ['crime-mapping', 'response-mapping', 'strategy-building', 'priorities', 'routes']

/** These exercises and what they need in a folder, with every label, title, question, hint and term replaced. */
export async function writeHostileExercises(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'roundtable-hostile-'))
  let count = 0
  const nextText = () => `${count} ${hostileTexts[count++ % hostileTexts.length] ?? ''}`.trim()
  await cp('exercises/maps', join(dir, 'maps'), { recursive: true })
  await mkdir(join(dir, 'vocabularies'))
  for (const name of await readdir('exercises/vocabularies')) {
    const terms = parse(await readFile(join('exercises/vocabularies', name), 'utf8')) as { terms: { label: object }[] }
    const harmed = { ...terms, terms: terms.terms.map((term) => ({ ...term, label: replaceWords(term.label, nextText) })) }
    await writeFile(join(dir, 'vocabularies', name), stringify(harmed))
  }
  for (const id of hostileExercises) {
    await cp(join('exercises', id), join(dir, id), { recursive: true })
    for (const language of ['en', 'ru']) {
      const path = join(dir, id, 'texts', `${language}.yaml`)
      await writeFile(path, stringify(replaceWords(parse(await readFile(path, 'utf8')), nextText)))
    }
  }
  return dir
}

function replaceWords(value: unknown, text: () => string): unknown {
  if (typeof value === 'string') return text()
  if (Array.isArray(value)) return value.map((one) => replaceWords(one, text))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaceWords(inner, text)]))
}

/** Fills a board through the channel that laptops use: `count` cards of each kind, texts from the one with this number on. */
export async function fillBoard(laptop: Laptop, board: string, exercise: Exercise, from: number, count: number, single: boolean) {
  const socket = await new BoardSocket(laptop, 'seat', board).settled()
  const kinds = Object.values(exercise.kinds)
  const ids = (kind: string) => Array.from({ length: count }, (_, index) => `${kind}${index}`)
  for (const kind of kinds)
    for (let index = 0; index < count; index++) {
      const values = valuesOf(kind, from + index, index, ids, single)
      addCard(socket.doc, `${kind.id}${index}`, kind, values, null)
    }
  if (!(await waitFor(() => socket.saved === socket.sent, 20_000))) throw new Error(`A board of ${exercise.id} was not saved.`)
  socket.leave()
}

function valuesOf(kind: Kind, text: number, index: number, ids: (kind: string) => string[], single: boolean): Record<string, Value> {
  const fields = Object.values(kind.fields).map((field, at): [string, Value] => [field.id, valueOf(field, text + at, index, ids, single)])
  return Object.fromEntries(fields)
}

/** The text where people write; else something of the field's own samples, so that the card is drawn everywhere. */
function valueOf(field: Field, text: number, index: number, ids: (kind: string) => string[], single: boolean): Value {
  const words = (most: number) => (single ? (hostileTexts[text % hostileTexts.length] ?? '').slice(0, most) : joined(text * 30, most))
  switch (field.type) {
    case 'line':
    case 'text':
      return words(field.max)
    case 'choice':
      return field.own ? { own: words(200) } : sampleOf(field, index)
    case 'choices':
      return field.own ? [{ own: words(200) }, { own: hostileTexts[(text + 7) % hostileTexts.length] ?? '' }] : sampleOf(field, index)
    case 'place':
      return { lon: 66 + (index % 10), lat: 40 + (index % 5), name: words(100) }
    case 'path':
      return [{ lon: 66 + (index % 10), lat: 39, name: words(100) }, { lon: 72, lat: 41, name: words(100) }] // prettier-ignore
    case 'link':
      return index === 0 ? null : { card: ids(field.to)[index % 2 === 0 ? 0 : index - 1] ?? '' }
    case 'links':
      return ids(field.to).slice(0, 2).map((card) => ({ card })) // prettier-ignore
    default:
      return sampleOf(field, index)
  }
}

function sampleOf(field: Field, index: number): Value {
  const samples = fieldTypes[field.type].sample as readonly Value[]
  return samples[index % samples.length] ?? null
}
