import { cutTo } from '../fields/stretch.ts'
import type { Cluster, ClusterTitle } from '../merge/cluster.ts'
import type { VoteItem } from './vote-shapes.ts'

/** Of a name on a ballot: twenty of them in two languages fit into one command, in any alphabet. */
const longestTitle = 200

/** A cluster as it is put to the vote; null while nobody has given it a name that a room could vote on. */
export function votable({ id: cluster, kind, title }: Pick<Cluster, 'id' | 'kind' | 'title'>): VoteItem | null {
  const named = onBallot(title)
  return named && { cluster, kind, title: named }
}

function onBallot(title: ClusterTitle): ClusterTitle | null {
  if (title.by === 'code') return title
  const text = short(title.text)
  if (title.by === 'person') return text === '' ? null : { by: 'person', text }
  const [en, ru] = [short(title.in?.en ?? title.text), short(title.in?.ru ?? title.text)]
  if (en === '' && ru === '') return null
  return { by: 'group', text: text || en || ru, ...(title.in ? { in: { en: en || ru, ru: ru || en } } : {}) }
}

function short(text: string): string {
  const words = text.trim()
  return words.length > longestTitle ? `${cutTo(words, longestTitle - 1)}…` : words
}
