import type { Exercise, Field, Kind } from '../../exercise/exercise.ts'
import { linkingOf } from '../../fields/link-names.ts'
import { askedCount, isOwnTask } from '../../merge/assembled.ts'
import type { Cluster, Merged } from '../../merge/cluster.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { leastAgreed, rangeText, ratingsOf, titleIn } from '../wording.ts'
import { shortText } from './short-text.ts'

export const ratingFields = (kind: Kind): Field[] => Object.values(kind.fields).filter((field) => field.type === 'rating')

/** Answers that say something about an entry in a few words; the one that names it, ratings and texts are told elsewhere. */
function shortFields(kind: Kind, exercise: Exercise): Field[] {
  const linking = linkingOf(kind.id, exercise)
  // A link says its ends and its sort in its name.
  const named = new Set([kind.titleField, linking?.from, linking?.to, linking?.sort])
  return Object.values(kind.fields).filter(({ id, type }) => !named.has(id) && !['rating', 'text', 'line', 'position'].includes(type))
}

/** More columns than this are not read on a page; the rest goes into a further table. */
const mostColumns = 4

/** As people ordered them; else what most groups named first, then the higher ratings, then the order of the merge. */
export function inOrderOfWeight(clusters: readonly Cluster[], { ordered }: Merged): Cluster[] {
  if (clusters.some(({ kind }) => ordered.includes(kind))) return [...clusters]
  const height = (cluster: Cluster) =>
    Object.values(cluster.fields).reduce((sum, field) => sum + (field.type === 'ratings' ? (field.median ?? 0) : 0), 0)
  return [...clusters].sort((a, b) => b.groups.length - a.groups.length || height(b) - height(a))
}

/** The merged tables of an exercise, one for each kind of card that somebody used. */
export function tellResults(telling: Telling, merged: Merged, exercise: Exercise, session: number): Block[] {
  return Object.values(exercise.kinds).flatMap((kind) => {
    const clusters = inOrderOfWeight(
      merged.clusters.filter((cluster) => cluster.kind === kind.id && !cluster.setAside),
      merged,
    )
    return clusters.length === 0 ? [] : tellKind(telling, clusters, merged, kind, exercise, session)
  })
}

function tellKind(
  telling: Telling,
  clusters: readonly Cluster[],
  merged: Merged,
  kind: Kind,
  exercise: Exercise,
  session: number,
): Block[] {
  const groups = merged.groups.length
  const titleAt = (id: string) => {
    const cluster = merged.clusters.find((one) => one.id === id)
    return cluster ? titleIn(cluster, exercise, telling) : null
  }
  const said = (cluster: Cluster, field: Field) => shortText(cluster.fields[field.id], field, exercise, titleAt, telling)
  const { t, language, table } = telling
  const ratings = ratingFields(kind)
  const [mainChoice, ...otherChoices] = shortFields(kind, exercise)
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
      isOwnTask(cluster) ? t('report.ownTask') : t('report.countOf', { count: cluster.groups.length, groups: askedCount(cluster, groups) }),
      ...ratings.map((field) => rangeText(ratingsOf(cluster, [field])[0], telling)),
      ...(ratings.length > 0 ? [agreementOf(cluster, ratings, telling)] : []),
      ...choices.map((field) => said(cluster, field)),
    ]),
    note,
  })
  const further: Block[] = []
  for (let at = 0; at < otherChoices.length; at += mostColumns) {
    const fields = otherChoices.slice(at, at + mostColumns)
    further.push(
      table({
        caption: t('report.answersCaption', { kinds }),
        head: [kind.label[language], ...fields.map((field) => field.label[language])],
        align: ['left', ...fields.map(() => 'left' as const)],
        rows: clusters.map((cluster) => [title(cluster), ...fields.map((field) => said(cluster, field))]),
        note,
      }),
    )
  }
  return [main, ...further]
}

function agreementOf(cluster: Cluster, ratings: readonly Field[], { t }: Telling): string {
  const word = leastAgreed(ratingsOf(cluster, ratings))
  return word === null ? '–' : t(`report.${word}`)
}
