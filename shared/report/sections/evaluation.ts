import type { Exercise } from '../../exercise/exercise.ts'
import type { Cluster, Merged } from '../../merge/cluster.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { mergedIn } from '../worked.ts'
import { markScript, titleIn } from '../wording.ts'
import { tellResults } from './results.ts'

/** An exercise in which people say what they think of the meeting: sheets, of which a table has several. */
export function tellEvaluation(telling: Telling, id: string): Block[] {
  const { session, exercises, t, language } = telling
  return session.agenda.flatMap((item, index) => {
    const exercise = exercises.find((one) => one.id === item.exercise)
    if (!exercise || exercise.id !== id) return []
    const merged = inOrderOfTerms(mergedIn(telling, exercise).merged, exercise)
    if (merged.clusters.length === 0) return []
    const kinds = Object.values(exercise.kinds)
    // What people wrote in their own words is not for everybody.
    const said = (telling.variant === 'public' ? [] : kinds).flatMap((kind) =>
      merged.clusters
        .filter((one) => one.kind === kind.id && !one.setAside)
        .flatMap((cluster) => {
          const texts = Object.values(kind.fields).flatMap((field) => {
            const values = cluster.fields[field.id]
            return values?.type === 'texts'
              ? values.texts.map(({ text }) => [field.label[language], markScript(text.trim(), language, t)])
              : []
          })
          return texts.filter(([, text]) => text !== '').map((row) => [titleIn(cluster, exercise, telling), ...row])
        }),
    )
    return [
      telling.annex(exercise.title[language]),
      telling.paragraph(t('report.evaluationIntro')),
      ...tellResults(telling, merged, exercise, index + 1),
      ...(said.length === 0
        ? []
        : [
            telling.table({
              caption: t('report.evaluationCaption'),
              head: [kinds[0]?.label[language] ?? '', t('report.evaluationAsked'), t('report.evaluationWords')],
              align: ['left', 'left', 'left'],
              rows: said,
              note: t('report.source', { session: index + 1, groups: merged.groups.length }),
            }),
          ]),
    ]
  })
}

/** Sheets of the first day stand before those of the second, however many filled them in: in the order of the list they are named from. */
function inOrderOfTerms(merged: Merged, { kinds, vocabularies }: Exercise): Merged {
  const placeOf = ({ kind, title }: Cluster) => {
    const named = kinds[kind]?.fields[kinds[kind].titleField]
    const terms = named?.type === 'choice' ? (vocabularies[named.from]?.terms ?? []) : []
    const place = title.by === 'code' ? terms.findIndex(({ code }) => code === title.code) : -1
    return place < 0 ? terms.length : place
  }
  return { ...merged, clusters: merged.clusters.toSorted((a, b) => placeOf(a) - placeOf(b)), ordered: Object.keys(kinds) }
}
