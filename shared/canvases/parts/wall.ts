import type { CanvasSetting } from '../../exercise/exercise.ts'
import { clusterTitle } from '../../merge/in-words.ts'
import type { Cluster } from '../../merge/cluster.ts'
import type { Figure, Shape } from '../../report/figures/figure.ts'
import type { Scene } from '../canvas.ts'
import { linesIn } from './fit-text.ts'
import { boxAt, paints, textAt } from './paint.ts'

/**
 * The px that a merged view has on the projector's 1920 × 1080, under a question of two lines; `text` is the least type there, and
 * `read` what the picture is about: names and counts that are read from the last row, or 10 px high in a picture of 480 × 270.
 * A name of two lines may be as small as `name`.
 */
export const wall = { width: 1792, height: 720, text: 28, name: 34, read: 40 } as const
export const dark = paints.dark

/** From line to line of the wall's least type. */
export const leading = 34

/** A page of the wall: always as large, so that its type never shrinks. */
export const pageOf = (shapes: readonly Shape[]): Figure => ({ width: wall.width, height: wall.height, shapes })

/** What a picture that is no wall tells beside its clusters: no letters of groups, and nothing that was voted. */
export const unlettered = { fill: [], letters: new Map<string, string>() } as const

/** What stands on the canvas itself, in the order of the merge: most groups first. */
export const ownOf = ({ merged, setting }: Scene<CanvasSetting['type']>): readonly Cluster[] =>
  merged.clusters.filter((cluster) => !cluster.setAside && cluster.kind === setting.kind)

export const nameIn = (cluster: Cluster, { exercise, language }: Scene<CanvasSetting['type']>): string =>
  clusterTitle(cluster, exercise, language)

/** Words at the head of a table or a column: labels are written as they stand in a sentence. */
export const headOf = (words: string, { language }: Scene<CanvasSetting['type']>): string =>
  words.slice(0, 1).toLocaleUpperCase(language) + words.slice(1)

/** A quiet line at the foot of a page. */
export function footLine(words: string, y: number = wall.height - 8): Shape[] {
  return linesIn(words, wall.width, wall.text, 1).map((line) => textAt(0, y, line, { size: wall.text, fill: dark.ink2 }))
}

export const ruleAt = (x: number, y: number, width: number): Shape => ({
  is: 'line',
  x1: x,
  y1: y,
  x2: x + width,
  y2: y,
  look: { stroke: dark.line, width: 2 },
})

/** How many groups named a cluster, or sessions where several are merged; filled where it was more than one. */
export function countDisc(x: number, y: number, count: number, radius: number): Shape[] {
  const strong = count > 1
  return [
    { is: 'circle', x, y, radius: radius - 2, look: { fill: strong ? dark.ink : 'none', stroke: strong ? dark.ink : dark.edge, width: 3 } },
    textAt(x, y + radius * 0.44, String(count), { size: Math.max(wall.text, Math.round(radius * 1.24)), fill: strong ? dark.ground : dark.ink2, weight: 700, anchor: 'middle' }),
  ]
} // prettier-ignore

/** The place of a cluster in its order, as everywhere on the wall: a light disc; amber where groups differ. */
export function discAt(x: number, y: number, number: number, look: 'plain' | 'differs'): Shape[] {
  const fill = look === 'differs' ? dark.warn : dark.ink
  return [
    { is: 'circle', x: x + 26, y, radius: 26, look: { fill } },
    textAt(x + 26, y + 10, String(number), { size: wall.text, fill: dark.ground, weight: 700, anchor: 'middle' }),
  ]
}

/** Six hues that colour-blind people tell apart, from the seventh letter on with a ring: as the badges of the screens. */
const hues = ['#0064A0', '#B84A00', '#00775A', '#9C3D79', '#E3A51A', '#7CC0EA']
const badge = 38
/** More badges than these would push the words off the wall; the count says it alone. */
const mostBadges = 8

/** Every group as its letter, filled where it is among those meant, and then "n of m". */
export function namedAt(
  x: number,
  y: number,
  groups: readonly string[],
  said: string,
  scene: Scene<CanvasSetting['type']>,
  size: number = wall.text,
): Shape[] {
  const all = signsOf(groups, scene)
  const shapes = all.length > mostBadges ? [] : all.flatMap((one, index) => badgeAt(x + index * (badge + 6), y, one))
  const after = all.length > mostBadges ? 0 : all.length * (badge + 6) + 12
  return [...shapes, textAt(x + after, y + size * 0.36, said, { size, fill: dark.ink, weight: 600 })]
}

interface Sign {
  readonly letter: string
  /** Which of the hues. */
  readonly place: number
  readonly isThere: boolean
}

/** A letter a group; where several sessions are merged a number a session, which its groups wear before their letters. */
function signsOf(named: readonly string[], { letters, merged }: Scene<CanvasSetting['type']>): Sign[] {
  if (!merged.sessions) {
    const groups = [...letters.keys()].filter((group) => merged.groups.includes(group))
    return groups.map((group) => {
      const letter = letters.get(group) ?? '?'
      return { letter, place: letter.charCodeAt(letter.length - 1) - 65, isThere: named.includes(group) }
    })
  }
  return merged.sessions.map(({ groups }) => {
    const number = Number.parseInt(letters.get(groups[0] ?? '') ?? '', 10)
    const isThere = groups.some((group) => named.includes(group))
    return { letter: Number.isNaN(number) ? '·' : String(number), place: Number.isNaN(number) ? -1 : number - 1, isThere }
  })
}

function badgeAt(x: number, y: number, { letter, place, isThere }: Sign): Shape[] {
  const hue = hues[((place % 6) + 6) % 6]!
  const ringed = isThere && (letter.length > 1 || place > 5) ? { stroke: '#FFFFFF', width: 2 } : {}
  const look = isThere ? { fill: hue, ...ringed } : { fill: 'none', stroke: dark.edge, width: 1.5 }
  const ink = !isThere ? dark.ink2 : place % 6 > 3 ? '#20242A' : '#FFFFFF'
  return [
    boxAt(x + 1, y - badge / 2, badge - 2, badge - 2, look, 7),
    textAt(x + badge / 2, y + 9, letter, { size: wall.text, fill: ink, weight: isThere ? 700 : 400, anchor: 'middle' }),
  ]
}
