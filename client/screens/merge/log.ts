import type { Decision, Merged } from '../../../shared/merge/cluster.ts'
import type { Exercise } from '../../../shared/exercise/exercise.ts'
import type { Language } from '../../../shared/i18n/language.ts'
import type { Translate } from '../../../shared/i18n/messages.ts'
import { titlesOf } from '../../../shared/fields/titles.ts'

const mostWords = 2

/** The words of every contribution, by its key; a link is named by the cards of its own table. */
export function wordsByKey(merged: Merged, exercise: Exercise, language: Language): ReadonlyMap<string, string> {
  const members = merged.clusters.flatMap((cluster) => cluster.members)
  const boards = Map.groupBy(members, (member) => member.group)
  return new Map(
    [...boards.values()].flatMap((own) => {
      const titleOf = titlesOf(
        own.map(({ card }) => card),
        exercise,
        language,
      )
      return own.map(({ key, card }) => [key, titleOf(card.id) ?? ''] as const)
    }),
  )
}

/** One decision as a sentence: what was done to which words. */
export function tellDecision(decision: Decision, words: ReadonlyMap<string, string>, t: Translate): string {
  switch (decision.act) {
    case 'join':
      return t('merge.didJoin', { what: quoteAll(decision.keys, words, t) })
    case 'split':
      return t('merge.didSplit', { what: quoteAll(decision.keys, words, t) })
    case 'keep-apart':
      return t('merge.didKeepApart', { what: quoteAll(decision.keys, words, t) })
    case 'title':
      return t('merge.didTitle', { text: decision.text })
    case 'set-aside':
      return t('merge.didSetAside', { what: quoteAll([decision.key], words, t) })
    case 'mark':
      return t('merge.didMark', { what: quoteAll([decision.key], words, t) })
    case 'place':
      return t(decision.before === null ? 'merge.didPlaceLast' : 'merge.didPlace', {
        what: quoteAll([decision.key], words, t),
        before: quoteAll(decision.before === null ? [] : [decision.before], words, t),
      })
    case 'look':
      return t('merge.didLook', { count: decision.saw?.length ?? 0 })
  }
}

function quoteAll(keys: readonly string[], words: ReadonlyMap<string, string>, t: Translate): string {
  const known = [...new Set(keys.flatMap((key) => words.get(key) ?? []))]
  if (known.length === 0) return t('merge.goneWords')
  const quoted = known
    .slice(0, mostWords)
    .map((one) => t('merge.quoted', { words: one }))
    .join(', ')
  return known.length > mostWords ? t('merge.andMore', { words: quoted, count: known.length - mostWords }) : quoted
}
