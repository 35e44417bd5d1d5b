import type { Exercise } from '../../exercise/exercise.ts'
import { agreementWord } from '../../merge/standings.ts'
import type { Vote } from '../../session/vote-shapes.ts'
import { resultOf, type VoteResult } from '../../session/vote-result.ts'
import { numberIn } from '../../merge/in-words.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { markScript, titleIn } from '../wording.ts'

/** What the whole room voted on, in the order of the votes; an open vote is nobody's business yet. */
export function tellVotes(telling: Telling, exercise: Exercise): Block[] {
  const votes = telling.session.votes?.filter((vote) => vote.exercise === exercise.id && vote.closed !== null && !vote.aside) ?? []
  return votes.length === 0
    ? []
    : [telling.heading(telling.t('report.votes')), ...votes.flatMap((vote) => tellVote(telling, vote, exercise))]
}

function tellVote(telling: Telling, vote: Vote, exercise: Exercise): Block[] {
  const { t, language, paragraph } = telling
  const question = markScript(vote.question, language, t)
  const result = resultOf(vote)
  const { seats, people } = result.counted
  const asked = t(vote.way === 'dots' ? 'report.voteDots' : 'report.voteRanking', {
    ...{ question, each: vote.dots, people, seats, present: vote.present.people },
  })
  const more = [
    ...(vote.round > 1 ? [t('report.voteRound', { round: vote.round })] : []),
    ...(result.tooMany > 0 ? [t('report.voteLeftOut', { count: result.tooMany })] : []),
    ...(seats === 0 ? [t('report.voteNobody')] : []),
  ]
  const told = paragraph([asked, ...more].join(' '))
  return seats === 0 ? [told] : [told, tellResult(telling, vote, result, exercise, question), ...tellAgreement(telling, result)]
}

function tellResult(telling: Telling, vote: Vote, { rows, counted }: VoteResult, exercise: Exercise, question: string): Block {
  const { t, language, table } = telling
  const titles = new Map(vote.items.map((item) => [item.cluster, titleIn(item, exercise, telling)]))
  return table({
    caption: t('report.voteCaption', { question }),
    head: [
      t('report.voteEntry'),
      t(vote.way === 'dots' ? 'report.voteDotsColumn' : 'report.votePoints'),
      ...(vote.way === 'dots' ? [t('report.voteLaptops')] : []),
    ],
    align: ['left', 'right', ...(vote.way === 'dots' ? ['right' as const] : [])],
    rows: rows.map(({ item, points, seats }) => [
      titles.get(item) ?? item,
      numberIn(language, points),
      ...(vote.way === 'dots' ? [t('report.voteLaptopsOf', { count: seats, of: counted.seats })] : []),
    ]),
    note: t('report.voteNote'),
  })
}

function tellAgreement({ t, language, paragraph }: Telling, { agreement, counted }: VoteResult): Block[] {
  if (agreement === null) return []
  // The word belongs to the number that is printed: 0.63 stands there as 0.6.
  const w = Math.round(agreement * 10) / 10
  const said = { w: numberIn(language, w), word: t(`onVote.${agreementWord(w)}`), laptops: counted.seats }
  return [paragraph(t('report.voteAgreement', said))]
}
