import type { Block } from './blocks.ts'

/** Blocks that stand on pages of one sort. */
export interface Stretch {
  readonly isWide: boolean
  readonly blocks: readonly Block[]
}

/** The report parted where its pages turn; a heading goes with what it stands above. Nothing is lost and the order stays. */
export function stretchesOf(blocks: readonly Block[]): readonly Stretch[] {
  const stretches: { isWide: boolean; blocks: Block[] }[] = []
  let below = false
  for (const block of blocks.toReversed()) {
    const isWide: boolean = block.wide === true || (below && block.is === 'heading')
    const first = stretches[0]
    if (first && first.isWide === isWide) first.blocks.unshift(block)
    else stretches.unshift({ isWide, blocks: [block] })
    below = isWide
  }
  return stretches
}
