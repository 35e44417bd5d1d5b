import type { Attachment } from 'svelte/attachments'
import type { Exercise, Field, Kind } from '../../shared/exercise/exercise.ts'
import type { Card, Value } from '../../shared/fields/values.ts'
import type { Language } from '../../shared/i18n/language.ts'
import { sharedText } from '../fields/shared-text.svelte.ts'
import { language } from '../language.svelte.ts'
import type { Work } from './work.ts'

/** The field that names the kind's cards where it can be written in place: a line, a text, or a choice with own words. */
export function writtenTitle(kind: Kind): { readonly field: Field; readonly max: number } | null {
  const field = kind.fields[kind.titleField]
  if (field?.type === 'line' || field?.type === 'text') return { field, max: field.max }
  return field?.type === 'choice' && field.own ? { field, max: 200 } : null
}

/** What was written, as the field's value: the exact words of a term are that term. */
function titleValue(words: string, field: Field, exercise: Exercise, language: Language): Value {
  if (field.type !== 'choice') return words
  const meant = words.trim().toLocaleLowerCase(language)
  const term = exercise.vocabularies[field.from]?.terms.find((one) => one.label[language].toLocaleLowerCase(language) === meant)
  return term ? { code: term.code } : meant === '' ? null : { own: words }
}

/** The terms that may be offered for a title. */
export function titlesOffered(field: Field, exercise: Exercise, language: Language): string[] {
  if (field.type !== 'choice') return []
  return (exercise.vocabularies[field.from]?.terms ?? []).filter((term) => !term.shelved).map((term) => term.label[language])
}

/** Ties a field that is written in place to the title of a card. */
export function tiedTitle(given: () => { work: Work; card: Card; title: string }): Attachment<HTMLInputElement> {
  const written = () => writtenTitle(given().work.exercise.kinds[given().card.kind]!)
  return sharedText({
    value: () => given().title,
    read: (typed) => typed.replace(/\s+/g, ' ').trim(),
    max: () => written()?.max ?? 0,
    onchange(words) {
      const { work, card } = given()
      const field = written()?.field
      if (field) work.change(card.id, field, titleValue(words, field, work.exercise, language.current))
    },
  })
}
