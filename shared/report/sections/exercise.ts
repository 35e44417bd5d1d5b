import { figureOf } from '../figures/of-step.ts'
import type { Exercise } from '../../exercise/exercise.ts'
import type { Merged } from '../../merge/cluster.ts'
import type { AgendaItem } from '../../session/session.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { mergedIn } from '../worked.ts'
import { tellAgreement, tellGaps, tellOneGroup, tellSetAside } from './findings.ts'
import { tellFirstRounds } from './first-round.ts'
import { tellResults } from './results.ts'

/** One exercise as a chapter: task, groups, merged table and figure, then what agreed, differed and stood alone. */
export function tellExercise(telling: Telling, item: AgendaItem, exercise: Exercise, session: number): Block[] {
  const { t, language, chapter, heading, paragraph } = telling
  const { worked, merged } = mergedIn(telling, exercise)
  const kept = merged.clusters.filter((cluster) => !cluster.setAside)
  const handedIn = item.steps.filter((step) => step.handedIn.length > 0)
  return [
    chapter(exercise.title[language]),
    heading(t('report.task')),
    ...exercise.steps.map((step) => {
      const minutes = item.steps.find((run) => run.id === step.id)?.minutes ?? step.minutes
      return paragraph(t('report.taskLine', { step: step.title[language], minutes, question: step.question[language] }))
    }),
    paragraph(
      t('report.groupsLine', {
        worked: worked.length,
        groups: telling.session.groups.length,
        contributions: merged.contributions,
        entries: kept.length,
      }),
    ),
    ...handedIn.map((step) =>
      paragraph(
        t('report.handedIn', {
          step: exercise.steps.find((one) => one.id === step.id)?.title[language] ?? step.id,
          count: step.handedIn.length,
          groups: telling.session.groups.length,
        }),
      ),
    ),
    heading(t('report.results')),
    ...(merged.clusters.length === 0 ? [paragraph(t('report.nothingYet'))] : tellMerged(telling, merged, exercise, session)),
  ]
}

function tellMerged(telling: Telling, merged: Merged, exercise: Exercise, session: number): Block[] {
  const { t, paragraph } = telling
  return [
    paragraph(t('report.perceptions')),
    ...tellResults(telling, merged, exercise, session),
    ...tellFirstRounds(telling, merged, exercise),
    ...figureOf(telling, merged, exercise, session),
    ...tellAgreement(telling, merged, exercise),
    ...tellOneGroup(telling, merged, exercise),
    ...tellGaps(telling, merged, exercise),
    ...tellSetAside(telling, merged, exercise),
  ]
}
