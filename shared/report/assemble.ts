import type { Block, Report } from './blocks.ts'
import { exerciseOf, type PartName } from './parts.ts'
import { tellAnnexes } from './sections/annexes.ts'
import { tellCover, tellDisclaimer } from './sections/cover.ts'
import { tellExercise } from './sections/exercise.ts'
import { tellIntroduction } from './sections/introduction.ts'
import { tellChapter, tellConclusions } from './sections/narrative.ts'
import { tellSummary } from './sections/summary.ts'
import { numberAnnexes, startTelling, type ReportInput, type Telling } from './telling.ts'

/**
 * Tells a session as blocks, from any state it may be in. Pure: the same input gives the same report.
 * What it may show is decided by `redact`, before a word is told; where its parts stand by what organisers said.
 */
export function assembleReport(whole: ReportInput): Report {
  const telling = startTelling(whole)
  const { t, session } = telling
  const first = [...tellCover(telling), ...tellDisclaimer(telling)]
  const body = [...first, ...telling.parts.body.flatMap((part) => tellPart(telling, part))]
  return {
    language: telling.language,
    title: session.title.trim() || t('report.untitled'),
    foot: t(telling.narrative?.isFinal ? 'report.footFinal' : 'report.foot'),
    revision: session.revision,
    annexesFrom: body.length,
    blocks: numberAnnexes([...body, ...tellAnnexes(telling, body)], t),
  }
}

/** Numbers are given in the order of telling: a part that was moved is numbered where it stands now. */
function tellPart(telling: Telling, part: PartName): Block[] {
  if (part === 'summary') return tellSummary(telling)
  if (part === 'introduction') return tellIntroduction(telling)
  if (part === 'presentations' || part === 'nextSteps') return tellChapter(telling, part)
  if (part === 'conclusions') return tellConclusions(telling)
  const index = telling.session.agenda.findIndex((item) => item.exercise === exerciseOf(part))
  const item = telling.session.agenda[index]
  const exercise = telling.exercises.find(({ id }) => id === item?.exercise)
  return item && exercise ? tellExercise(telling, item, exercise, index + 1) : []
}
