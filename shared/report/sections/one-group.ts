import type { Exercise } from '../../exercise/exercise.ts'
import { askedCount, isOwnTask } from '../../merge/assembled.ts'
import type { Cluster, Merged } from '../../merge/cluster.ts'
import { findingsOf } from '../../merge/findings.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { markScript, titleIn } from '../wording.ts'

/**
 * What one group alone said, or one session where several are told, in their own words: it is never dropped. A table, because a
 * hundred sentences of one form are not read; words that only repeat the entry's name are not said twice.
 */
export function tellOneGroup(telling: Telling, merged: Merged, exercise: Exercise, session: number): Block[] {
  const { t, language, heading, paragraph, table } = telling
  const alone = findingsOf(merged, exercise).single
  const words = merged.sessions ? ofSessions : ofGroups
  if (alone.length === 0) {
    const none = noneText(telling, merged)
    return none === null ? [] : [heading(t(words.head)), paragraph(none)]
  }
  const rows = alone.map((cluster) => rowOf(telling, cluster, exercise))
  const heads = [t('report.oneGroupEntry'), t('report.oneGroupKind'), t(words.words), t('report.namedByWhom')]
  // A column in which nothing is said is left out; so is who said it, where the rule of attribution names nobody.
  const shown = [0, 1, 2, 3].filter((at) => at < 2 || (at === 3 ? telling.sayers.size > 0 : rows.some((row) => row[at] !== '–')))
  const ofShown = (row: readonly string[]) => shown.map((at) => row[at] ?? '')
  const asked = new Set(alone.map((cluster) => askedCount(cluster, merged.groups.length)))
  return [
    heading(t(words.head)),
    paragraph(t(words.intro, { count: alone.length, groups: Math.max(...asked), few: asked.size > 1 ? 'yes' : 'no' })),
    table({
      caption: t(words.caption, { exercise: exercise.title[language] }),
      head: ofShown(heads),
      align: shown.map(() => 'left' as const),
      rows: rows.map(ofShown),
      note: t('report.source', { session, groups: merged.groups.length }),
    }),
  ]
}

const ofGroups = {
  head: 'report.oneGroup',
  intro: 'report.oneGroupIntro',
  caption: 'report.oneGroupCaption',
  words: 'report.oneGroupWords',
  none: 'report.oneGroupNone',
} as const
const ofSessions = {
  head: 'report.oneSession',
  intro: 'report.oneSessionIntro',
  caption: 'report.oneSessionCaption',
  words: 'report.oneSessionWords',
  none: 'report.oneSessionNone',
} as const

/** That nothing was named by one alone is said of what several could have named; null where there is nothing of the sort. */
function noneText({ t }: Telling, { clusters, sessions }: Merged): string | null {
  const named = clusters.filter(({ setAside, groups }) => !setAside && groups.length > 0)
  if (named.every(isOwnTask)) return null
  return t(sessions ? ofSessions.none : ofGroups.none, { own: named.some(isOwnTask) ? 'yes' : 'no' })
}

function rowOf(telling: Telling, cluster: Cluster, exercise: Exercise): string[] {
  const { t, language } = telling
  const title = titleIn(cluster, exercise, telling)
  const words = Object.values(cluster.fields).flatMap((field) => (field.type === 'texts' ? field.texts.map(({ text }) => text.trim()) : []))
  const sayer = telling.sayersOf(cluster.members.map(({ key }) => key))
  const own = [...new Set(words)].map((text) => markScript(text, language, t)).filter((text) => text !== '' && text !== title)
  return [title, exercise.kinds[cluster.kind]?.label[language] ?? '', own.length === 0 ? '–' : own.join('\n'), sayer ?? '–']
}
