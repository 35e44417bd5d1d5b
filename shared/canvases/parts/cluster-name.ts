import type { Exercise } from '../../exercise/exercise.ts'
import { formatField } from '../../fields/catalogue.ts'
import type { Language } from '../../i18n/language.ts'
import type { Cluster, MergedField } from '../../merge/cluster.ts'

/** What a cluster is called in a figure: a term in the figure's language, free words as they were written. */
export function clusterName({ title, kind }: Cluster, exercise: Exercise, language: Language): string {
  if (title.by === 'group' && title.in) return title.in[language]
  if (title.by !== 'code') return title.text
  const field = exercise.kinds[kind]?.fields[title.field]
  return field ? formatField({ code: title.code }, field, language, exercise) : title.code
}

/** The term that most groups chose; null where nobody chose one. */
export function mostChosen(merged: MergedField | undefined): string | null {
  return merged?.type === 'counts' ? (merged.counts.find((count) => !count.own)?.code ?? null) : null
}
