import type { Exercise, Field } from '../../exercise/exercise.ts'
import { askedCount, isOwnTask } from '../../merge/assembled.ts'
import type { Cluster, Merged, MergedRatings } from '../../merge/cluster.ts'
import { isAgreed } from '../../merge/findings.ts'
import { numberIn } from '../../merge/in-words.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { countingWord, markScript, ratingsOf, titleIn } from '../wording.ts'
import { inOrderOfWeight, ratingFields } from './results.ts'

const fieldsOf = (cluster: Cluster, exercise: Exercise): Field[] => {
  const kind = exercise.kinds[cluster.kind]
  return kind ? ratingFields(kind) : []
}
const kept = (merged: Merged) =>
  inOrderOfWeight(
    merged.clusters.filter((cluster) => !cluster.setAside),
    merged,
  )

/** Where groups agreed and where they differed, always with n. */
export function tellAgreement(telling: Telling, merged: Merged, exercise: Exercise, isRated: boolean): Block[] {
  const { t, heading, paragraph } = telling
  const groups = merged.groups.length
  const agreed = kept(merged).filter((cluster) =>
    isAgreed(cluster, exercise, { count: cluster.groups.length, of: askedCount(cluster, groups) }),
  )
  const differed = kept(merged).flatMap((cluster) =>
    fieldsOf(cluster, exercise).flatMap((field) =>
      ratingsOf(cluster, [field])
        .filter((rated) => rated.consensus === 'divergent')
        .map((rated) => divergenceText(telling, titleIn(cluster, exercise, telling), field, rated, cluster.groups.length)),
    ),
  )
  return [
    heading(t('report.convergence')),
    ...(agreed.length === 0
      ? [paragraph(t('report.convergenceNone'))]
      : agreed.map((cluster) => paragraph(agreementText(telling, cluster, exercise, groups)))),
    ...(isRated ? [heading(t('report.divergence'))] : []),
    ...(!isRated ? [] : differed.length === 0 ? [t('report.divergenceNone')] : differed).map((text) => paragraph(text)),
  ]
}

function agreementText(telling: Telling, cluster: Cluster, exercise: Exercise, all: number): string {
  const { t, language } = telling
  const groups = askedCount(cluster, all)
  const count = cluster.groups.length
  const wordCapital = t(`report.${countingWord(count, groups)}Capital`)
  const details = fieldsOf(cluster, exercise).flatMap((field) =>
    ratingsOf(cluster, [field])
      .filter((rated) => rated.median !== null)
      .map((rated) => t('report.ratingDetail', { field: field.label[language], ...numbersOf(rated, telling), named: count })),
  )
  return [t('report.convergenceLine', { wordCapital, count, groups, title: titleIn(cluster, exercise, telling) }), ...details].join(' ')
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

/**
 * What one group alone said, in that group's own words: it is never dropped. A table, because a hundred sentences of one form
 * are not read; words that only repeat the entry's name are not said twice.
 */
export function tellOneGroup(telling: Telling, merged: Merged, exercise: Exercise, session: number): Block[] {
  const { t, language, heading, paragraph, table } = telling
  const alone = kept(merged).filter((cluster) => cluster.groups.length === 1 && !isOwnTask(cluster))
  if (alone.length === 0) return [heading(t('report.oneGroup')), paragraph(t('report.oneGroupNone'))]
  const rows = alone.map((cluster) => {
    const title = titleIn(cluster, exercise, telling)
    const words = Object.values(cluster.fields).flatMap((field) =>
      field.type === 'texts' ? field.texts.map(({ text }) => text.trim()) : [],
    )
    const sayer = telling.sayersOf(cluster.members.map(({ key }) => key))
    const own = [...new Set(words)].map((text) => markScript(text, language, t)).filter((text) => text !== '' && text !== title)
    return [title, exercise.kinds[cluster.kind]?.label[language] ?? '', own.length === 0 ? '–' : own.join('\n'), sayer ?? '–']
  })
  const heads = [t('report.oneGroupEntry'), t('report.oneGroupKind'), t('report.oneGroupWords'), t('report.namedByWhom')]
  // A column in which nothing is said is left out; so is who said it, where the rule of attribution names nobody.
  const shown = [0, 1, 2, 3].filter((at) => at < 2 || (at === 3 ? telling.sayers.size > 0 : rows.some((row) => row[at] !== '–')))
  const ofShown = (row: readonly string[]) => shown.map((at) => row[at] ?? '')
  const asked = new Set(alone.map((cluster) => askedCount(cluster, merged.groups.length)))
  return [
    heading(t('report.oneGroup')),
    paragraph(t('report.oneGroupIntro', { count: alone.length, groups: Math.max(...asked), few: asked.size > 1 ? 'yes' : 'no' })),
    table({
      caption: t('report.oneGroupCaption', { exercise: exercise.title[language] }),
      head: ofShown(heads),
      align: shown.map(() => 'left' as const),
      rows: rows.map(ofShown),
      note: t('report.source', { session, groups: merged.groups.length }),
    }),
  ]
}

/** Where groups said "do not know": an answer that tells what the room cannot see. */
export function tellGaps(telling: Telling, merged: Merged, exercise: Exercise): Block[] {
  const { t, language, heading, paragraph } = telling
  const points = kept(merged).flatMap((cluster) =>
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
    t('report.setAsideLine', {
      title: titleIn(cluster, exercise, telling),
      count: cluster.groups.length,
      groups: askedCount(cluster, merged.groups.length),
    }),
  )
  return [heading(t('report.setAside')), paragraph(t('report.setAsideIntro', { count: aside.length })), { is: 'points', points }]
}
