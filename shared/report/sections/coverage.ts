import type { Exercise } from '../../exercise/exercise.ts'
import type { Merged } from '../../merge/cluster.ts'
import { checkedCount, coverageOf, openCount, type Coverage } from '../../merge/coverage.ts'
import { columnsName, coverageLists } from '../../merge/coverage-lines.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { titleIn } from '../wording.ts'

/** What the groups' work leaves open: threats by column as a table, the rest as points. Nothing where there is nothing to check. */
export function tellCoverage(telling: Telling, merged: Merged, exercise: Exercise, session: number): Block[] {
  const coverage = coverageOf(merged, exercise)
  if (!coverage || checkedCount(coverage) === 0) return []
  const { t, language, heading, paragraph } = telling
  const start = [heading(t('coverage.title')), paragraph(t('coverage.reportIntro'))]
  if (openCount(coverage) === 0) return [...start, paragraph(t('coverage.reportEmpty'))]
  const lists = coverageLists(coverage, language).filter(({ id, open }) => id !== 'threats' && open.length > 0)
  return [
    ...start,
    ...tellThreats(telling, coverage, merged, exercise, session),
    ...lists.flatMap(({ title, count, open }): Block[] => [
      heading(`${title}: ${count}`, 3),
      {
        is: 'points',
        points: open.map(({ cluster, lacks }) => [titleIn(cluster, exercise, telling), ...(lacks === '' ? [] : [lacks])].join(': ')),
      },
    ]),
  ]
}

function tellThreats(telling: Telling, { threats }: Coverage, merged: Merged, exercise: Exercise, session: number): Block[] {
  if (!threats || threats.open.length === 0) return []
  const { t, language, table } = telling
  const label = exercise.kinds[threats.open[0]!.cluster.kind]?.label[language] ?? ''
  return [
    table({
      caption: t('coverage.reportCaption', { columns: columnsName(exercise, language) }),
      head: [label, ...threats.columns.map((column) => column.label[language])],
      align: ['left', ...threats.columns.map(() => 'left' as const)],
      rows: threats.open.map(({ cluster, cells }) => [
        titleIn(cluster, exercise, telling),
        ...cells.map((cell) => t(cell === null ? 'coverage.covered' : `coverage.${cell}`)),
      ]),
      note: t('report.source', { session, groups: merged.groups.length }),
    }),
  ]
}
