import type { Exercise, FieldOf, Step } from '../../exercise/exercise.ts'
import { ratedIn } from '../../exercise/rated.ts'
import type { Cluster, Merged } from '../../merge/cluster.ts'
import { median } from '../../merge/statistics.ts'
import { roundOf } from '../../session/blind.ts'
import { spreadOf } from '../../session/spread.ts'
import { numberIn } from '../../merge/in-words.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { rangeText, ratingsOf, titleIn } from '../wording.ts'

/** True when at least one table rated alone before it agreed. */
export const wasBlind = ({ session }: Telling): boolean => session.blind?.some(({ sheets }) => sheets.length > 0) ?? false

/** What laptops rated alone beside what their tables agreed on: how far the talk moved the room. */
export function tellFirstRounds(telling: Telling, merged: Merged, exercise: Exercise): Block[] {
  return exercise.steps.filter((step) => step.rating === 'blind').flatMap((step) => tellStep(telling, merged, exercise, step))
}

function tellStep(telling: Telling, merged: Merged, exercise: Exercise, step: Step): Block[] {
  const { t, language, table, paragraph } = telling
  const fields = ratedIn(step, exercise).filter(({ confidential }) => !confidential || telling.variant === 'restricted')
  const kind = exercise.kinds[step.canvas.kind]
  const clusters = merged.clusters.filter((one) => one.kind === step.canvas.kind && !one.setAside)
  const told = clusters.filter((cluster) => fields.some((field) => answersOf(cluster, field, step, telling).length > 0))
  if (!kind || told.length === 0) return []
  return [
    paragraph(t('report.firstRound', { step: step.title[language] })),
    table({
      caption: t('report.firstRoundCaption', { kinds: kind.plural[language] }),
      head: [
        kind.label[language],
        ...fields.flatMap(({ label }) => [
          t('report.aloneColumn', { field: label[language] }),
          t('report.agreedColumn', { field: label[language] }),
        ]),
      ],
      align: ['left', ...fields.flatMap(() => ['right' as const, 'right' as const])],
      rows: told.map((cluster) => [
        titleIn(cluster, exercise, telling),
        ...fields.flatMap((field) => [aloneText(cluster, field, step, telling), agreedText(cluster, field, step, telling)]),
      ]),
      note: t('report.firstRoundNote'),
    }),
  ]
}

/** The laptops' answers to one rating of an entry, each as often as people sit at it; each table's own card counts. */
function answersOf(cluster: Cluster, field: FieldOf<'rating'>, step: Step, { session }: Telling) {
  return cluster.members.flatMap(({ group, card }) => {
    const round = roundOf(session, step.id, group)
    const { dots, heads } = spreadOf(round?.first ?? round?.sheets ?? [], session.seats, card.id, field.id)
    return dots.length > 0 ? [{ card, heads }] : []
  })
}

function aloneText(cluster: Cluster, field: FieldOf<'rating'>, step: Step, telling: Telling): string {
  const heads = answersOf(cluster, field, step, telling).flatMap((one) => one.heads)
  heads.sort((a, b) => a - b)
  const [min, max] = [heads[0], heads.at(-1)]
  if (min === undefined || max === undefined) return '–'
  const middle = numberIn(telling.language, median(heads))
  return min === max ? middle : telling.t('report.range', { median: middle, min, max })
}

function agreedText(cluster: Cluster, field: FieldOf<'rating'>, step: Step, telling: Telling): string {
  const open = answersOf(cluster, field, step, telling).filter(({ card }) => (card.fields[field.id] ?? null) === null).length
  const agreed = rangeText(ratingsOf(cluster, [field])[0], telling)
  return open === 0 ? agreed : telling.t('report.openAt', { agreed, open })
}
