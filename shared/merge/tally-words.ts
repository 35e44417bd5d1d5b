import type { Translate } from '../i18n/messages.ts'
import type { Cluster, Merged } from './cluster.ts'
import { outerTally, tallyOf } from './sessions.ts'

type Within = Pick<Merged, 'groups' | 'sessions'>

/** "4 of 6 groups"; where several sessions are merged "2 of 3 sessions, 4 of 6 groups". */
export function tallyWords(cluster: Cluster, merged: Within, t: Translate): string {
  const { groups, ofGroups, sessions } = tallyOf(cluster, merged)
  const named = t('words.nOfMGroups', { n: groups, m: ofGroups })
  return sessions && groups > 0 ? t('words.bothLevels', { sessions: t('words.nOfMSessions', { n: sessions.count, m: sessions.of }), groups: named }) : named // prettier-ignore
}

/** The outer count as pictures have it: "4/6". */
export function tallySign(cluster: Cluster, merged: Within): string {
  const { count, of } = outerTally(cluster, merged)
  return `${String(count)}/${String(of)}`
}

/** What the sign means, for the foot of a picture. */
export function signKey(key: 'onWall' | 'onTree', { groups, sessions }: Within, t: Translate): string {
  return sessions ? t('onWall.keySessions', { sessions: sessions.length }) : t(`${key}.key`, { groups: groups.length })
}

/** The same of a count that stands alone. */
export function numberKey({ groups, sessions }: Within, t: Translate): string {
  return sessions ? t('onWall.numberSessions', { sessions: sessions.length }) : t('onWall.number', { groups: groups.length })
}

/** What most said, by the outer count: it stands out in every picture. */
export const isShared = (cluster: Cluster, merged: Within): boolean => outerTally(cluster, merged).count > 1
