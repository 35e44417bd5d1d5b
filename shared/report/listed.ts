import type { Block, Report } from './blocks.ts'

/** What is listed after the contents, as Word calls what it counts. */
export type Listed = 'Table' | 'Figure'

/** As many are seen at a glance; for more a reader wants a list. */
const few = 3

/** The tables and figures of the report's body that have a list after the contents; annexes are found by their headings. */
export function listedIn({ blocks, annexesFrom }: Report): ReadonlyMap<Listed, ReadonlySet<Block>> {
  const body = blocks.slice(0, annexesFrom)
  const kinds = [['Table', 'table'], ['Figure', 'figure']] as const // prettier-ignore
  const found = kinds.map(([listed, is]) => [listed, new Set(body.filter((block) => block.is === is))] as const)
  return new Map(found.filter(([, all]) => all.size > few))
}
