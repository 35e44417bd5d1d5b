import type { Exercise } from '../../exercise/exercise.ts'
import { titlesOf } from '../../fields/titles.ts'
import type { Card } from '../../fields/values.ts'
import type { Block } from '../blocks.ts'
import type { Telling } from '../telling.ts'
import { markScript } from '../wording.ts'

/** What other groups said beside this group's board. Nobody is told which group it was. */
export function tellComments(
  telling: Telling,
  exercise: Exercise,
  group: string,
  board: readonly Card[],
  isOf: (card: string | null) => boolean,
): Block[] {
  const { t, language, session } = telling
  const comments = session.comments?.filter((one) => one.exercise === exercise.id && one.group === group && isOf(one.card)) ?? []
  if (comments.length === 0) return []
  const titleOf = titlesOf(board, exercise, language)
  const points = comments.map(({ card, text }) => {
    const said = markScript(text, language, t)
    if (card === null) return said
    const title = titleOf(card)
    return title === null
      ? t('report.walkOnGone', { text: said })
      : t('report.walkOnCard', { title: markScript(title, language, t), text: said })
  })
  return [telling.paragraph(t('report.walkComments', { exercise: exercise.title[language] })), { is: 'points', points }]
}
