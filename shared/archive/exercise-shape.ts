import * as z from 'zod/mini'
import { checkExercise } from '../exercise/check.ts'
import type { Exercise } from '../exercise/exercise.ts'
import type { Problem } from '../exercise/problem.ts'
import { languages, type Language } from '../i18n/language.ts'
import { mapShape } from './map-shape.ts'
import { byId, id, localized, many } from './shapes.ts'

const words = localized(500)
const field = z.looseObject({
  id,
  label: words,
  hint: z.optional(words),
  unit: z.optional(words),
  scale: z.optional(many(words, 10)),
})
const kind = z.looseObject({ id, label: words, plural: words, fields: byId(field) })

/** An exercise with its texts in their places; what its settings say is looked at as if they came from a folder. */
export const exerciseShape = z.looseObject({
  id,
  title: words,
  summary: words,
  kinds: byId(kind),
  steps: many(z.looseObject({ id, title: words, question: words, hint: words }), 50),
  vocabularies: byId(z.strictObject({ id, terms: z.array(z.unknown()) })),
  sample: many(z.never(), 0),
  maps: z.optional(byId(mapShape)),
  start: z.optional(many(z.looseObject({ id, words: byId(words) }), 200)),
})
type Shaped = z.infer<typeof exerciseShape>

/** The exercise, or what is wrong with it: taken apart into the files that it came from, and checked as an author's are. */
export function checkUsed(shaped: Shaped): Exercise | readonly Problem[] {
  const { id: name, kinds, steps, vocabularies, maps = {}, sample: _, start, title: _title, summary: _summary, ...settings } = shaped
  const file = (value: unknown) => ({ name, value, locate: () => null })
  const misnamed = [kinds, vocabularies, maps].some((all) =>
    Object.entries(all).some(([key, one]: [string, { readonly id: string }]) => one.id !== key),
  )
  const checked = checkExercise(
    {
      id: misnamed ? '' : name,
      definition: file({
        ...settings,
        kinds: mapped(kinds, ({ id: _id, label: _label, plural: _plural, ...rest }) => ({ ...rest, fields: mapped(rest.fields, bare) })),
        ...(start ? { start: start.map(({ words: _words, ...card }) => card) } : {}),
        steps: steps.map(({ title: _says, question: _asks, hint: _hints, ...step }) => step),
      }),
      texts: Object.fromEntries(languages.map((language) => [language, file(textsIn(shaped, language))])) as Record<
        Language,
        ReturnType<typeof file>
      >,
      vocabularies: mapped(vocabularies, ({ terms }) => file({ terms })),
      ownVocabularies: [],
      sample: file({ boards: [] }),
      maps: {},
    },
    maps,
  )
  return 'problems' in checked ? checked.problems : (shaped as unknown as Exercise)
}

function bare({ id: _id, label: _label, hint: _hint, unit: _unit, scale: _scale, ...setting }: z.infer<typeof field>) {
  return setting
}

function textsIn({ title, summary, kinds, steps, start = [] }: Shaped, language: Language) {
  return {
    title: title[language],
    summary: summary[language],
    kinds: mapped(kinds, ({ label, plural, fields }) => ({
      label: label[language],
      plural: plural[language],
      fields: mapped(fields, (one) => ({
        label: one.label[language],
        hint: one.hint?.[language],
        unit: one.unit?.[language],
        scale: one.scale?.map((word) => word[language]),
      })),
    })),
    start: Object.fromEntries(start.map((card) => [card.id, mapped(card.words, (word) => word[language])])),
    steps: Object.fromEntries(
      steps.map((step) => [step.id, { title: step.title[language], question: step.question[language], hint: step.hint[language] }]),
    ),
  }
}

const mapped = <In, Out>(all: Readonly<Record<string, In>>, make: (one: In) => Out): Record<string, Out> =>
  Object.fromEntries(Object.entries(all).map(([key, one]) => [key, make(one)]))
