import { figureOf } from '../figures/of-step.ts'
import type { Exercise } from '../../exercise/exercise.ts'
import type { GroupCards, Merged } from '../../merge/cluster.ts'
import { keyOf } from '../../merge/merge.ts'
import type { AgendaItem } from '../../session/session.ts'
import { isPassedBy } from '../../session/whereabouts.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { tellBySession } from './by-session.ts'
import { tellCoverage } from './coverage.ts'
import { mergedIn } from '../worked.ts'
import { tellAgreement, tellGaps, tellSetAside } from './findings.ts'
import { tellFirstRounds } from './first-round.ts'
import { tellOneGroup } from './one-group.ts'
import { ratingFields, tellResults } from './results.ts'
import { tellTask } from './task.ts'
import { tellVotes } from './votes.ts'

/** One exercise as a chapter: task, groups, merged table and figure, then what agreed, differed and stood alone. */
export function tellExercise(telling: Telling, item: AgendaItem, exercise: Exercise, session: number): Block[] {
  const { t, language, chapter, heading, paragraph } = telling
  const { worked, merged } = mergedIn(telling, exercise)
  // What no group has answered was handed on, or came with the exercise: no contribution was merged into it.
  const entries = merged.clusters.filter(({ setAside, groups }) => !setAside && groups.length > 0)
  return [
    chapter(exercise.title[language]),
    ...tellTask(telling, item, exercise, session),
    paragraph(
      t('report.groupsLine', {
        worked: worked.length,
        // Who was not asked and wrote all the same counts with those who were.
        groups: telling.session.groups.filter(({ id }) => !isPassedBy(item, id) || merged.groups.includes(id)).length,
        contributions: merged.contributions,
        entries: entries.length,
      }),
    ),
    ...tellLate(telling, worked),
    heading(t('report.results')),
    ...(merged.clusters.length === 0 ? [paragraph(t('report.nothingYet'))] : tellMerged(telling, merged, exercise, session)),
    ...tellVotes(telling, exercise),
  ]
}

/** Nothing that came late is left out, and nobody is left to find out that a table went on. */
function tellLate({ t, paragraph, isLate }: Telling, worked: readonly GroupCards[]): Block[] {
  const count = worked.flatMap(({ group, cards }) => cards.filter(({ id }) => isLate(keyOf(group, id)))).length
  return count === 0 ? [] : [paragraph(t('report.lateLine', { count }))]
}

function tellMerged(telling: Telling, merged: Merged, exercise: Exercise, session: number): Block[] {
  const { t, paragraph } = telling
  const isRated = Object.values(exercise.kinds).some((kind) => ratingFields(kind).length > 0)
  return [
    ...tellSharing(telling, exercise),
    paragraph(t('report.perceptions')),
    ...tellResults(telling, merged, exercise, session),
    ...tellBySession(telling, merged, exercise, session),
    ...tellFirstRounds(telling, merged, exercise),
    ...figureOf(telling, merged, exercise, session),
    ...tellCoverage(telling, merged, exercise, session),
    ...tellAgreement(telling, merged, exercise, isRated),
    ...tellOneGroup(telling, merged, exercise, session),
    ...(isRated ? tellGaps(telling, merged, exercise) : []),
    ...tellSetAside(telling, merged, exercise),
  ]
}

/** Where groups shared the exercise out, counts are told among those that worked on a part. */
function tellSharing({ t, language, paragraph }: Telling, { kinds, assemble }: Exercise): Block[] {
  const field = Object.values(kinds).flatMap(({ fields }) => (assemble === undefined ? [] : (fields[assemble] ?? [])))[0]
  return field ? [paragraph(t('report.assembled', { field: field.label[language] }))] : []
}
