import type { Exercise } from '../exercise/exercise.ts'
import type { Language } from '../i18n/language.ts'
import { translator } from '../i18n/messages.ts'
import type { Cluster } from './cluster.ts'
import type { Coverage } from './coverage.ts'

/** One thing that is checked, in words: what is open of how much, each with what it lacks. */
export interface CoverageList {
  readonly id: 'threats' | 'bare' | 'unanswered' | 'lacking' | 'conflicts'
  readonly title: string
  /** "2 of 7 threats". */
  readonly count: string
  readonly open: readonly { readonly cluster: Cluster; readonly lacks: string }[]
}

/** The check in words of a language; lists where nothing is open are there as well, and say so by their count. */
export function coverageLists({ threats, objectives, measures }: Coverage, language: Language): CoverageList[] {
  const t = translator(language)
  const lists: CoverageList[] = []
  if (threats && threats.checked > 0) {
    const columns = (cells: readonly ('none' | 'weak' | null)[], how: 'none' | 'weak') =>
      threats.columns.filter((_, index) => cells[index] === how).map(({ label }) => label[language]).join(', ') // prettier-ignore
    const words = (cells: readonly ('none' | 'weak' | null)[]) => {
      const [none, weak] = [columns(cells, 'none'), columns(cells, 'weak')]
      return [...(none === '' ? [] : [t('coverage.noneIn', { columns: none })]), ...(weak === '' ? [] : [t('coverage.weakIn', { columns: weak })])].join('; ') // prettier-ignore
    }
    const count = t('coverage.threatsOf', { open: threats.open.length, checked: threats.checked })
    lists.push({ id: 'threats', title: t('coverage.threats'), count, open: threats.open.map(({ cluster, cells }) => ({ cluster, lacks: words(cells) })) }) // prettier-ignore
  }
  if (objectives && objectives.checked > 0) {
    const { bare, unanswered, checked } = objectives
    const plain = (clusters: readonly Cluster[]) => clusters.map((cluster) => ({ cluster, lacks: '' }))
    lists.push({
      id: 'bare',
      title: t('coverage.bare'),
      count: t('coverage.objectivesOf', { open: bare.length, checked }),
      open: plain(bare),
    })
    lists.push({ id: 'unanswered', title: t('coverage.unanswered'), count: t('coverage.unansweredOf', { count: unanswered.length }), open: plain(unanswered) }) // prettier-ignore
  }
  if (measures && measures.checked > 0) {
    const { lacking, conflicts, checked } = measures
    lists.push({
      id: 'lacking',
      title: t('coverage.lacking'),
      count: t('coverage.measuresOf', { open: lacking.length, checked }),
      open: lacking.map(({ cluster, lacks }) => ({ cluster, lacks: lacks.map((one) => t(`coverage.${one}`)).join(', ') })),
    })
    lists.push({
      id: 'conflicts',
      title: t('coverage.conflicts'),
      count: t('coverage.conflictsOf', { count: conflicts.length }),
      open: conflicts.map(({ cluster, about }) => ({
        cluster,
        lacks: t(about === 'lead' ? 'coverage.conflictLead' : 'coverage.conflictWhen'),
      })),
    })
  }
  return lists
}

/** Every part that an exercise can be checked for has a name; the exercise's own words for its columns head the report's table. */
export function columnsName({ steps, kinds }: Exercise, language: Language): string {
  for (const { canvas } of steps) {
    if (canvas.type !== 'matrix') continue
    const field = kinds[canvas.kind]?.fields[canvas.columns]
    if (field) return field.label[language]
  }
  return ''
}
