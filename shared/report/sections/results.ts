import type { Exercise, Field, FieldOf, Kind } from '../../exercise/exercise.ts'
import type { Cluster, Merged } from '../../merge/cluster.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { leastAgreed, rangeText, ratingsOf, termLabel, titleIn } from '../wording.ts'

export const ratingFields = (kind: Kind): Field[] => Object.values(kind.fields).filter((field) => field.type === 'rating')

/** Choices that say something about an entry; the one that names it is not among them. */
const choiceFields = (kind: Kind): FieldOf<'choice'>[] =>
  Object.values(kind.fields).filter((field): field is FieldOf<'choice'> => field.type === 'choice' && field.id !== kind.titleField)

/** What most groups named first; then the higher ratings; then the order of the merge. */
export function inOrderOfWeight(clusters: readonly Cluster[]): Cluster[] {
  const height = (cluster: Cluster) =>
    Object.values(cluster.fields).reduce((sum, field) => sum + (field.type === 'ratings' ? (field.median ?? 0) : 0), 0)
  return [...clusters].sort((a, b) => b.groups.length - a.groups.length || height(b) - height(a))
}

/** The merged tables of an exercise, one for each kind of card that somebody used. */
export function tellResults(telling: Telling, merged: Merged, exercise: Exercise, session: number): Block[] {
  return Object.values(exercise.kinds).flatMap((kind) => {
    const clusters = inOrderOfWeight(merged.clusters.filter((cluster) => cluster.kind === kind.id && !cluster.setAside))
    return clusters.length === 0 ? [] : tellKind(telling, clusters, kind, exercise, merged.groups.length, session)
  })
}

function tellKind(
  telling: Telling,
  clusters: readonly Cluster[],
  kind: Kind,
  exercise: Exercise,
  groups: number,
  session: number,
): Block[] {
  const { t, language, table } = telling
  const ratings = ratingFields(kind)
  const [mainChoice, ...otherChoices] = choiceFields(kind)
  const kinds = kind.plural[language]
  const note = t('report.source', { session, groups })
  const title = (cluster: Cluster) => titleIn(cluster, exercise, telling)
  const choices = mainChoice ? [mainChoice] : []
  const main = table({
    caption: t(ratings.length > 0 ? 'report.mergedCaption' : 'report.mergedCaptionPlain', { kinds }),
    head: [
      kind.label[language],
      t('report.namedBy'),
      ...ratings.map((field) => t('report.withRange', { field: field.label[language] })),
      ...(ratings.length > 0 ? [t('report.agreement')] : []),
      ...choices.map((field) => field.label[language]),
    ],
    align: [
      'left',
      'right',
      ...ratings.map(() => 'right' as const),
      ...(ratings.length > 0 ? ['left' as const] : []),
      ...choices.map(() => 'left' as const),
    ],
    rows: clusters.map((cluster) => [
      title(cluster),
      t('report.countOf', { count: cluster.groups.length, groups }),
      ...ratings.map((field) => rangeText(ratingsOf(cluster, [field])[0], telling)),
      ...(ratings.length > 0 ? [agreementOf(cluster, ratings, telling)] : []),
      ...choices.map((field) => countsText(cluster, field, exercise, telling)),
    ]),
    note,
  })
  if (otherChoices.length === 0) return [main]
  const others = table({
    caption: t('report.answersCaption', { kinds }),
    head: [kind.label[language], ...otherChoices.map((field) => field.label[language])],
    align: ['left', ...otherChoices.map(() => 'left' as const)],
    rows: clusters.map((cluster) => [title(cluster), ...otherChoices.map((field) => countsText(cluster, field, exercise, telling))]),
    note,
  })
  return [main, others]
}

function agreementOf(cluster: Cluster, ratings: readonly Field[], { t }: Telling): string {
  const word = leastAgreed(ratingsOf(cluster, ratings))
  return word === null ? '–' : t(`report.${word}`)
}

/** "growing: 3, stable: 1", in the order of the vocabulary's use. */
function countsText(cluster: Cluster, field: FieldOf<'choice'>, exercise: Exercise, { t, language }: Telling): string {
  const merged = cluster.fields[field.id]
  if (merged?.type !== 'counts' || merged.counts.length === 0) return '–'
  const label = (code: string, own: boolean) => (own ? code : termLabel(exercise.vocabularies[field.from], code, language))
  return merged.counts
    .map(({ code, own, groups }) => t('report.answerCount', { answer: label(code, own), count: groups.length }))
    .join(', ')
}
