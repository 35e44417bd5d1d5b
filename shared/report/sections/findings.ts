import type { Exercise, Field } from '../../exercise/exercise.ts'
import type { Cluster, Merged, MergedRatings } from '../../merge/cluster.ts'
import { divergesIn, findingsOf } from '../../merge/findings.ts'
import { numberIn } from '../../merge/in-words.ts'
import { mediansBySession, outerTally } from '../../merge/sessions.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { countingWord, ratingsOf, tallyText, titleIn } from '../wording.ts'
import { ratingFields } from './results.ts'

const fieldsOf = (cluster: Cluster, exercise: Exercise): Field[] => {
  const kind = exercise.kinds[cluster.kind]
  return kind ? ratingFields(kind) : []
}

/** Where groups agreed and where they differed, always with n; sessions, where several are told. */
export function tellAgreement(telling: Telling, merged: Merged, exercise: Exercise, isRated: boolean): Block[] {
  const { t, heading, paragraph } = telling
  const { agree, differ } = findingsOf(merged, exercise)
  const differed = differ.flatMap((cluster) => differences(telling, cluster, merged, exercise))
  const [nothingAgreed, nothingDiffered] = merged.sessions
    ? (['report.convergenceSessionsNone', 'report.divergenceSessionsNone'] as const)
    : (['report.convergenceNone', 'report.divergenceNone'] as const)
  return [
    heading(t('report.convergence')),
    ...(agree.length === 0
      ? [paragraph(t(nothingAgreed))]
      : agree.map((cluster) => paragraph(agreementText(telling, cluster, merged, exercise)))),
    ...(isRated ? [heading(t('report.divergence'))] : []),
    ...(!isRated ? [] : differed.length === 0 ? [t(nothingDiffered)] : differed).map((text) => paragraph(text)),
  ]
}

function agreementText(telling: Telling, cluster: Cluster, merged: Merged, exercise: Exercise): string {
  const { t, language } = telling
  const named = cluster.groups.length
  const details = fieldsOf(cluster, exercise).flatMap((field) =>
    ratingsOf(cluster, [field])
      .filter((rated) => rated.median !== null)
      .map((rated) => t('report.ratingDetail', { field: field.label[language], ...numbersOf(rated, telling), named })),
  )
  const title = titleIn(cluster, exercise, telling)
  return [namedText(telling, cluster, merged, title), ...details].join(' ')
}

/** How many named it. Groups have words for their numbers; sessions are told with the groups under them. */
function namedText(telling: Telling, cluster: Cluster, merged: Merged, title: string): string {
  const { t } = telling
  if (merged.sessions) return t('report.convergenceSessions', { tally: tallyText(cluster, merged, telling), title })
  const { count, of: groups } = outerTally(cluster, merged)
  return t('report.convergenceLine', { wordCapital: t(`report.${countingWord(count, groups)}Capital`), count, groups, title })
}

/** Each rating of an entry on which those who rated stand on opposite sides. */
function differences(telling: Telling, cluster: Cluster, merged: Merged, exercise: Exercise): string[] {
  const title = titleIn(cluster, exercise, telling)
  const named = cluster.groups.length
  return fieldsOf(cluster, exercise).flatMap((field) =>
    ratingsOf(cluster, [field]).flatMap((rated) => {
      const range = divergesIn(rated, merged)
      if (range === null) return []
      if (!merged.sessions) return divergenceText(telling, title, field, rated, named)
      const { language, t } = telling
      const [min, max] = [range.min, range.max].map((value) => numberIn(language, value)) as [string, string]
      const sessions = mediansBySession(rated, merged.sessions).size
      const about = { title, field: field.label[language], sessions, min, max, rated: rated.values.length, named }
      return t('report.divergenceSessions', about)
    }),
  )
}

function divergenceText(telling: Telling, title: string, field: Field, rated: MergedRatings, named: number): string {
  const { t, language } = telling
  const levels = [...new Set(rated.values.map(({ value }) => value))].sort((a, b) => a - b)
  const given = levels.map((value) =>
    t('report.valueGiven', { groups: rated.values.filter((one) => one.value === value).length, value: numberIn(language, value) }),
  )
  const values = new Intl.ListFormat(language).format(given)
  return t('report.divergenceLine', { title, field: field.label[language], values, ...numbersOf(rated, telling), named })
}

function numbersOf(rated: MergedRatings, { language }: Telling) {
  const [median, min, max] = [rated.median, rated.min, rated.max].map((value) => numberIn(language, value ?? 0)) as [string, string, string]
  return { median, min, max, rated: rated.values.length }
}

/** Where groups said "do not know": an answer that tells what the room cannot see. */
export function tellGaps(telling: Telling, merged: Merged, exercise: Exercise): Block[] {
  const { t, language, heading, paragraph } = telling
  const kept = merged.clusters.filter((cluster) => !cluster.setAside)
  const points = kept.flatMap((cluster) =>
    fieldsOf(cluster, exercise).flatMap((field) =>
      ratingsOf(cluster, [field])
        .filter((rated) => rated.unknown.length > 0)
        .map((rated) =>
          t('report.gapLine', {
            title: titleIn(cluster, exercise, telling),
            field: field.label[language],
            count: rated.unknown.length,
            named: cluster.groups.length,
          }),
        ),
    ),
  )
  return [heading(t('report.gaps')), ...(points.length === 0 ? [t('report.gapsNone')] : points).map((text) => paragraph(text))]
}

/** Entries that the plenary set aside stay in the report, by name. */
export function tellSetAside(telling: Telling, merged: Merged, exercise: Exercise): Block[] {
  const { t, heading, paragraph } = telling
  const aside = merged.clusters.filter((cluster) => cluster.setAside)
  if (aside.length === 0) return []
  const points = aside.map((cluster) =>
    t('report.setAsideLine', { title: titleIn(cluster, exercise, telling), tally: tallyText(cluster, merged, telling) }),
  )
  return [heading(t('report.setAside')), paragraph(t('report.setAsideIntro', { count: aside.length })), { is: 'points', points }]
}
