import type { Canvas } from './canvas.ts'
import { drawNetwork, mostOnWall } from './parts/draw-network.ts'
import { endsOf } from './parts/link-ends.ts'
import { mergedNetwork } from './parts/merged-network.ts'
import { narrowed, narrowingsOf } from './parts/narrow.ts'
import { ownOf } from './parts/wall.ts'
import { listPages } from './parts/wall-list.ts'

/** Cards as nodes, and cards between two of them as links. A node is finished when a link leads from it or to it. */
export const network: Canvas<'network'> = {
  type: 'network',
  needs: (setting) => [
    { kind: setting.kind, field: setting.at, types: ['position'] },
    { kind: setting.links, field: setting.from, types: ['link'] },
    { kind: setting.links, field: setting.to, types: ['link'] },
    ...(setting.sort === undefined ? [] : [{ kind: setting.links, field: setting.sort, types: ['choice'] }]),
    ...(setting.filter === undefined ? [] : [{ kind: setting.kind, field: setting.filter, types: ['choice', 'choices', 'link', 'links'] }]),
  ],
  otherKinds: (setting) => [setting.links],
  progress(cards, setting) {
    const linked = new Set<string>()
    for (const card of cards.filter((one) => one.kind === setting.links)) {
      const ends = endsOf(card, setting)
      if (ends) linked.add(ends.from).add(ends.to)
    }
    const own = cards.filter((card) => card.kind === setting.kind)
    return { finished: own.filter((card) => linked.has(card.id)).length, of: own.length }
  },
  figure: (merged, setting, exercise, language, look) => drawNetwork(mergedNetwork(merged, setting, exercise, language), language, look),
  /** The strongest nodes as a picture, the others as a list after it. */
  wall(whole) {
    const { setting, exercise, language, beside, only } = whole
    const merged = narrowed(whole.merged, setting, only)
    const scene = { ...whole, merged }
    const name = merged === whole.merged ? null : narrowingsOf(merged, setting, exercise, language).find(({ key }) => key === only)!.label
    const picture = drawNetwork(mergedNetwork(merged, setting, exercise, language), language, 'dark', { beside, only: name })
    const rest = ownOf(scene).slice(mostOnWall)
    return [...(picture ? [picture] : []), ...(rest.length > 0 ? listPages(scene, rest) : [])]
  },
}
