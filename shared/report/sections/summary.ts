import { isEvaluation } from '../../exercise/evaluation.ts'
import type { Exercise } from '../../exercise/exercise.ts'
import { isShared } from '../../merge/tally-words.ts'
import type { Block } from '../blocks.ts'
import { inEither } from '../narrative.ts'
import type { Telling } from '../telling.ts'
import { mergedIn } from '../worked.ts'
import { tallyText, titleIn } from '../wording.ts'
import { inWords, tellWritten } from './narrative.ts'

const mostFindings = 5
const mostRecommendations = 5

/** One page for who reads no more: what most groups named, the first recommendations, the next steps; of what is in the report. Left out while there is nothing to sum up. */
export function tellSummary(telling: Telling): Block[] {
  const findings = findingsOf(telling)
  const { t, language, heading, paragraph, narrative, parts } = telling
  const written = parts.body.includes('conclusions') ? narrative?.recommendations : []
  const recommendations = (written ?? []).slice(0, mostRecommendations)
  if (findings.length === 0 && recommendations.length === 0) return []
  const nextSteps = parts.body.includes('nextSteps') && narrative && inEither(narrative.sections.nextSteps, language) !== ''
  return [
    { is: 'heading', level: 1, text: t('report.summary'), pageBreak: true },
    ...(findings.length > 0 ? [paragraph(t('report.findingsIntro')), { is: 'points', points: findings } as const] : []),
    ...(recommendations.length > 0
      ? [
          heading(t('report.mainRecommendations'), 3),
          { is: 'points', points: recommendations.map((one) => inWords(telling, one)) } as const,
        ]
      : []),
    ...(nextSteps ? [heading(t('report.nextSteps'), 3), ...tellWritten(telling, 'nextSteps').slice(0, 3)] : []),
  ]
}

/** The first entry of each exercise in the order of the merge, then the second of each, until there are five; only what at least two groups named, or two sessions where several are told. */
function findingsOf(telling: Telling): string[] {
  const { t, session, exercises } = telling
  const ranked = session.agenda.flatMap(({ exercise: id }) => {
    const exercise = exercises.find((one) => one.id === id && telling.tells(id))
    if (!exercise) return []
    const { merged } = mergedIn(telling, exercise)
    const shared = merged.clusters.filter((one) => !one.setAside && isShared(one, merged) && isFinding(one.kind, exercise))
    return shared.slice(0, mostFindings).map((cluster, rank) => ({ rank, line: t('report.finding', {
      title: titleIn(cluster, exercise, telling),
      kind: exercise.kinds[cluster.kind]?.label[telling.language] ?? '',
      exercise: exercise.title[telling.language],
      tally: tallyText(cluster, merged, telling),
    }) })) // prettier-ignore
  })
  return ranked.sort((a, b) => a.rank - b.rank).slice(0, mostFindings).map(({ line }) => line) // prettier-ignore
}

/**
 * What an exercise is there for: the kinds that it hands on, or else all but those that came from an earlier one, lists that
 * every table ticks, and what people think of the meeting.
 */
function isFinding(kind: string, exercise: Exercise): boolean {
  if (exercise.given?.[kind] !== undefined || isEvaluation(exercise)) return false
  const given = Object.values(exercise.gives ?? {}).map((gift) => gift.kind)
  const products = given.filter((one) => exercise.given?.[one] === undefined)
  if (products.length > 0) return products.includes(kind)
  return !exercise.steps.some(({ canvas }) => canvas.type === 'checklist' && canvas.kind === kind)
}
