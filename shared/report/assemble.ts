import type { Report } from './blocks.ts'
import { tellAnnexes } from './sections/annexes.ts'
import { tellCover, tellDisclaimer } from './sections/cover.ts'
import { isEvaluation } from './sections/evaluation.ts'
import { tellExercise } from './sections/exercise.ts'
import { tellIntroduction } from './sections/introduction.ts'
import { tellChapter, tellConclusions } from './sections/narrative.ts'
import { tellSummary } from './sections/summary.ts'
import { startTelling, type ReportInput } from './telling.ts'

/**
 * Tells a session as blocks, from any state it may be in. Pure: the same input gives the same report.
 * What it may show is decided by `redact`, before a word is told.
 */
export function assembleReport(whole: ReportInput): Report {
  const telling = startTelling(whole)
  const { t, session } = telling
  const cover = tellCover(telling)
  const disclaimer = tellDisclaimer(telling)
  const summary = tellSummary(telling)
  const introduction = tellIntroduction(telling)
  const presentations = tellChapter(telling, 'presentations')
  const chapters = session.agenda.flatMap((item, index) => {
    const exercise = telling.exercises.find((one) => one.id === item.exercise)
    return exercise && !isEvaluation(exercise) ? tellExercise(telling, item, exercise, index + 1) : []
  })
  const closing = [...tellConclusions(telling), ...tellChapter(telling, 'nextSteps')]
  const body = [...cover, ...disclaimer, ...summary, ...introduction, ...presentations, ...chapters, ...closing]
  return {
    language: telling.language,
    title: session.title.trim() || t('report.untitled'),
    foot: t(telling.narrative?.isFinal ? 'report.footFinal' : 'report.foot'),
    revision: session.revision,
    blocks: [...body, ...tellAnnexes(telling, body)],
  }
}
