import type { MergedField } from '../../merge/cluster.ts'

/** The term that most groups chose; null where nobody chose one. */
export function mostChosen(merged: MergedField | undefined): string | null {
  return merged?.type === 'counts' ? (merged.counts.find((count) => !count.own)?.code ?? null) : null
}
