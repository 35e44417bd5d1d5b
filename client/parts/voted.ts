import type { Translate } from '../../shared/i18n/messages.ts'
import type { Merged } from '../../shared/merge/cluster.ts'
import type { VoteView } from '../../shared/session/vote.ts'
import { votedOn } from '../../shared/session/voted.ts'

/** What the room gave to clusters in its votes, in words, by their ids: "32 dots · 1 of 7". */
export function votedWords(merged: Merged, votes: readonly VoteView[], t: Translate): ReadonlyMap<string, string> {
  const voted = votedOn(merged.clusters, votes, merged.exercise)
  return new Map([...voted].map(([id, one]) => [id, t('onBallot.given', { ...one })]))
}
