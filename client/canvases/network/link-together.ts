import type { Sort } from '../../../shared/canvases/parts/merged-network.ts'
import type { CanvasOf } from '../../../shared/exercise/exercise.ts'
import type { Work } from '../work.ts'
import type { Scene } from './scene.svelte.ts'

interface On {
  readonly work: Work
  readonly setting: CanvasOf<'network'>
  readonly scene: Scene
}

/** Puts a link between two nodes and chooses it; one of the same sort that is there is chosen instead. True where it was there. */
export function linkTogether({ work, setting, scene }: On, from: string, to: string, sort: Sort | null): boolean {
  const at = work.exercise.kinds[setting.kind]!.fields[setting.at]!
  const same = scene.links.find((link) => link.from === from && link.to === to && link.code === (sort?.code ?? ''))
  // A node that nobody placed stands near what it is linked to: it must not jump because of the link.
  for (const card of work.cards)
    if ([from, to].includes(card.id) && card.fields[setting.at] === null) work.change(card.id, at, scene.settled.get(card.id)!)
  if (same) work.choose(same.id)
  else
    work.add(
      {
        [setting.from]: { card: from },
        [setting.to]: { card: to },
        ...(sort && setting.sort ? { [setting.sort]: { code: sort.code } } : {}),
      },
      setting.links,
    )
  return same !== undefined
}
