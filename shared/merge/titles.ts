import type { Exercise } from '../exercise/exercise.ts'
import { formatField } from '../fields/catalogue.ts'
import type { Language } from '../i18n/language.ts'
import type { Cluster } from './cluster.ts'

/**
 * What a cluster is called wherever it is named: a term, a place or a route in the reader's language; what a person
 * or a group wrote stays as it was written.
 */
export function titleOfCluster({ title, kind }: Cluster, exercise: Exercise, language: Language): string {
  if (title.by === 'group' && title.in) return title.in[language]
  if (title.by !== 'code') return title.text
  const field = exercise.kinds[kind]?.fields[title.field]
  return field ? formatField({ code: title.code }, field, language, exercise) : title.code
}
