import type { Exercise } from '../../exercise/exercise.ts'
import type { AgendaItem, StepRun } from '../../session/session.ts'
import { wasAsked } from '../../session/whereabouts.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'

/** What the groups were asked, step by step, and how many handed in: a table, because nine sentences of one form are not read. */
export function tellTask({ t, language, table, session }: Telling, item: AgendaItem, exercise: Exercise, number: number): Block[] {
  const runs = exercise.steps.map((step) => ({ step, run: item.steps.find(({ id }) => id === step.id) }))
  const askedOf = (run: StepRun | undefined) => session.groups.filter(({ id }) => !run || wasAsked(run, id)).length
  const anyHandedIn = runs.some(({ run }) => (run?.handedIn.length ?? 0) > 0)
  return [
    table({
      caption: t('report.taskCaption', { exercise: exercise.title[language] }),
      head: [t('report.taskStep'), t('report.taskQuestion'), t('report.taskMinutes'), ...(anyHandedIn ? [t('report.taskHandedIn')] : [])],
      align: ['left', 'left', 'right', ...(anyHandedIn ? ['right' as const] : [])],
      rows: runs.map(({ step, run }) => [
        step.title[language],
        step.question[language],
        String(run?.minutes ?? step.minutes),
        ...(anyHandedIn ? [t('report.countOf', { count: run?.handedIn.length ?? 0, groups: askedOf(run) })] : []),
      ]),
      note: t('report.taskNote', { session: number }),
    }),
  ]
}
