import type { Exercise, Kind } from '../../exercise/exercise.ts'
import { sharesOf } from '../../merge/by-session.ts'
import type { Cluster, Merged, SessionGroups } from '../../merge/cluster.ts'
import { agreementBetween, mediansBySession, namedIn, outerTally, tallyOf } from '../../merge/sessions.ts'
import { ratingsOf, numberIn } from '../../merge/in-words.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { daysOf } from './cover.ts'
import { titleIn } from '../wording.ts'

/** As many sessions as a turned page has columns for. */
const mostColumns = 8

/** The sessions that were brought together, with their numbers; nothing for a session by itself. */
export function tellSources({ t, language, session, table, paragraph, variant }: Telling): Block[] {
  const { sources, groups } = session
  if (!sources || variant === 'public') return []
  return [
    paragraph(t('report.sourcesIntro', { count: sources.length })),
    table({
      caption: t('report.sourcesCaption'),
      head: [t('report.sourceNumber'), t('report.sourceTitle'), t('report.sourcePlace'), t('report.sourceDate'), t('report.sourceGroups'), t('report.sourcePeople')],
      align: ['right', 'left', 'left', 'left', 'right', 'right'],
      rows: sources.map(({ id, title, place, created, held, zone, people }, at) => [
        String(at + 1),
        title,
        place.trim() === '' ? '–' : place,
        daysOf(held ?? { from: created, until: created }, language, zone),
        String(groups.filter(({ from }) => from === id).length),
        String(people),
      ]),
      note: t('report.sourcesNote'),
    }),
  ] // prettier-ignore
}

/** One exercise session by session: who named what, what all named, where sessions differ, what one alone said. */
export function tellBySession(telling: Telling, merged: Merged, exercise: Exercise, number: number): Block[] {
  const { sessions } = merged
  if (!sessions || telling.variant === 'public') return []
  const kept = merged.clusters.filter(({ setAside, groups }) => !setAside && groups.length > 0)
  const { t, heading, paragraph } = telling
  const title = (cluster: Cluster) => titleIn(cluster, exercise, telling)
  const all = kept.filter((cluster) => {
    const { count, of } = outerTally(cluster, merged)
    return count > 1 && count === of
  })
  return [
    heading(t('report.bySession')),
    ...Object.values(exercise.kinds).flatMap((kind) => tellKind(telling, kept.filter((one) => one.kind === kind.id), merged, kind, exercise, number)),
    paragraph(all.length === 0 ? t('report.inAllNone') : t('report.inAll', { titles: quoted(all.map(title), telling) })),
    ...kept.flatMap((cluster) => differences(telling, cluster, sessions, exercise)).map((text) => paragraph(text)),
    ...sessions.flatMap((one) => {
      const alone = kept.filter((cluster) => {
        const [first, ...others] = namedIn(cluster, sessions)
        return first?.session === one.session && others.length === 0
      })
      const named = nameOf(one, telling)
      return alone.length === 0 ? [] : paragraph(t('report.inOneSession', { session: named, titles: quoted(alone.map(title), telling) }))
    }),
  ] // prettier-ignore
}

function tellKind(telling: Telling, clusters: readonly Cluster[], merged: Merged, kind: Kind, exercise: Exercise, number: number): Block[] {
  const { sessions = [] } = merged
  const { t, language, table } = telling
  if (clusters.length === 0) return []
  const rated = Object.values(kind.fields).filter(({ type }) => type === 'rating')
  const parts = Array.from({ length: Math.ceil(sessions.length / mostColumns) }, (_, part) => sessions.slice(part * mostColumns, (part + 1) * mostColumns)) // prettier-ignore
  return parts.map((part) => {
    const rows = clusters.map((cluster) => {
      const { sessions: told, groups, ofGroups } = tallyOf(cluster, merged)
      const cells = sharesOf(cluster, part, exercise, language).map(({ count, of, medians }) => {
        if (count === 0) return '–'
        const parts = [t('report.countOf', { count, groups: of }), ...(medians === null ? [] : [medians])]
        // A line is broken between the two, never within.
        return parts.map((part) => part.replaceAll(' ', '\u00a0')).join('; ')
      })
      return [
        titleIn(cluster, exercise, telling),
        t('report.countOf', { count: told?.count ?? 0, groups: told?.of ?? 0 }),
        t('report.countOf', { count: groups, groups: ofGroups }),
        ...cells,
      ]
    })
    return table({
      caption: t('report.bySessionCaption', { kinds: kind.plural[language] }),
      head: [kind.label[language], t('report.inSessions'), t('report.inGroups'), ...part.map((one) => shortNameOf(one, telling))],
      align: ['left', 'right', 'right', ...part.map(() => 'right' as const)],
      rows,
      note: [
        rated.length === 0 ? '' : t('report.bySessionNote', { fields: rated.map((field) => field.label[language]).join(' × ') }),
        t('report.source', { session: number, groups: merged.groups.length }),
      ]
        .join(' ')
        .trim(),
    })
  })
}

/** Each session has one voice: the median of its groups. */
function differences(telling: Telling, cluster: Cluster, sessions: readonly SessionGroups[], exercise: Exercise): string[] {
  const { t, language } = telling
  return ratingsOf(cluster, exercise).flatMap(({ field, ratings }) => {
    if (agreementBetween(ratings, sessions) !== 'divergent') return []
    const medians = mediansBySession(ratings, sessions)
    const values = sessions.flatMap((one) => {
      const median = medians.get(one.session)
      return median === undefined ? [] : t('report.sessionValue', { session: nameOf(one, telling), value: numberIn(language, median) })
    })
    return t('report.sessionsDiffer', {
      title: titleIn(cluster, exercise, telling),
      field: field.label[language],
      values: new Intl.ListFormat(language).format(values),
    })
  })
}

function quoted(titles: readonly string[], { t, language }: Telling): string {
  return new Intl.ListFormat(language).format(titles.map((words) => t('merge.quoted', { words })))
}

/** What a session is called; groups of no earlier session are this session's own. */
export function nameOf({ session: id }: Pick<SessionGroups, 'session'>, { t, session }: Pick<Telling, 't' | 'session'>): string {
  return session.sources?.find((source) => source.id === id)?.title ?? t('report.thisSession')
}

function shortNameOf({ session: id }: SessionGroups, { t, session }: Telling): string {
  const at = session.sources?.findIndex((source) => source.id === id) ?? -1
  return at < 0 ? t('report.thisSession') : t('report.sessionNumber', { number: at + 1 })
}
