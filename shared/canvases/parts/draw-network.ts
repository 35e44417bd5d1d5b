import type { Language } from '../../i18n/language.ts'
import { translator, type Translate } from '../../i18n/messages.ts'
import type { Figure, Look, Shape } from '../../report/figures/figure.ts'
import { layOutIn, type Anchored, type Box, type Place } from './lay-out.ts'
import { bendOf, headPath, lineBetween, spotsOf, styleOf, type LinkLine } from './link-line.ts'
import type { MergedLink, MergedNetwork, MergedNode, Sort } from './merged-network.ts'
import { linesOf, widthOf } from './text-lines.ts'
import { wall } from './wall.ts'

type LookName = 'light' | 'dark'

/**
 * Pixels of the figure: on the projector it takes all of the screen's middle, on paper the width of a page. More nodes than `most`
 * are not read; those that most groups named are shown. `links` are the widths of a line that one group drew, of each further
 * group, and at the most.
 */
const measures = {
  light: {
    ...{ width: 1200, height: 840, text: 24, number: 24, note: 24, word: 24, lineHeight: 29, room: 230, lines: 3, most: 14 },
    ...{ radius: { least: 20, most: 34 }, links: { one: 2, each: 2.5, most: 30 }, weak: 1 },
  },
  dark: {
    ...{ width: wall.width, height: wall.height, text: wall.read, number: wall.read, note: wall.text, word: wall.name, lineHeight: 44, room: 400, lines: 2, most: 8 },
    ...{ radius: { least: 32, most: 46 }, links: { one: 3, each: 4, most: 22 }, weak: 0.55 },
  },
} as const // prettier-ignore
type Measures = (typeof measures)[LookName]

const palettes = {
  light: { ground: '#FFFFFF', ink: '#20242A', ink2: '#474C54', chip: '#0E5568', chipInk: '#FFFFFF', line: '#20242A', faint: '#9A948A', missing: '#8A4B00', beside: '#0E5568' },
  dark: { ground: '#14181D', ink: '#F4F0E7', ink2: '#C3C6C8', chip: '#F4F0E7', chipInk: '#14181D', line: '#C3C6C8', faint: '#5C656E', missing: '#F2BE5C', beside: '#7CC9D6' },
} as const // prettier-ignore
type Palette = (typeof palettes)[LookName]

/** How many nodes the projector shows, of those that most groups named. */
export const mostOnWall = measures.dark.most

/** `beside` is told under a node, by its cluster; `only` is what the network was narrowed to. */
interface Told {
  readonly beside?: ReadonlyMap<string, string> | undefined
  readonly only?: string | null
}

/**
 * The merged network as a picture: a circle a node, larger the more groups named it, and lines as thick as groups drew them.
 */
export function drawNetwork(
  all: MergedNetwork,
  language: Language,
  look: LookName,
  { beside = new Map(), only = null }: Told = {},
): Figure | null {
  if (all.nodes.length === 0) return null
  const [m, palette, t] = [measures[look], palettes[look], translator(language)]
  const nodes = all.nodes.slice(0, m.most)
  const links = all.links.filter(({ from, to }) => [from, to].every((end) => nodes.some((node) => node.cluster === end)))
  const used = all.sorts.filter((sort) => links.some((link) => link.sort?.code === sort.code))
  const notes = [
    ...(look === 'dark'
      ? [t('onNetwork.wallKey', { groups: all.groups })]
      : [t('onNetwork.figureCircle', { groups: all.groups }), t('onNetwork.figureLine')].slice(0, links.length > 0 ? 2 : 1)),
    ...(all.nodes.length > nodes.length ? [moreWords(all.nodes.length - nodes.length, look, t)] : []),
  ]
  const key = keyShapes(used, notes, m, palette, only === null ? null : t('onNetwork.wallOnly', { name: only }))
  const drawn = nodes.map((node) => nodeOf(node, all.groups, beside.get(node.cluster) ?? null, m))
  const index = new Map(nodes.map((node, at) => [node.cluster, at]))
  const pairs = links.map(({ from, to }) => [index.get(from)!, index.get(to)!] as const)
  const places = layOutIn({ width: m.width, height: m.height - key.height - 16 }, drawn, pairs, 60, 12)
  const lines = linesBetween(links, pairs, drawn, places, m)
  const boxes = places.map((place, at) => around(place, drawn[at]!))
  return {
    width: m.width,
    height: m.height,
    shapes: [
      ...lines.toSorted((one, two) => one.link.groups - two.link.groups).flatMap((line) => lineShapes(line, palette, m)),
      ...places.flatMap((place, at) => nodeShapes(drawn[at]!, place, m, palette)),
      ...wordShapes(lines, boxes, m, palette),
      ...key.shapes.map((shape) => lower(shape, m.height - key.height)),
    ],
  }
}

/** On the wall the rest follows on further pages; on paper it is in the list. */
const moreWords = (more: number, look: LookName, t: Translate) =>
  look === 'dark' ? t('plenary.more', { count: more }) : t('onNetwork.figureMore', { more })

interface DrawnNode extends Anchored {
  readonly node: MergedNode
  readonly lines: readonly string[]
  readonly beside: string | null
}
interface DrawnLink {
  readonly link: MergedLink
  readonly line: LinkLine
  readonly width: number
}

function nodeOf(node: MergedNode, groups: number, beside: string | null, m: Measures): DrawnNode {
  const share = groups <= 1 ? 0 : (node.groups - 1) / (groups - 1)
  const radius = Math.round(m.radius.least + (m.radius.most - m.radius.least) * share)
  const lines = linesOf(node.title, m.text, m.room, m.lines)
  const words = Math.max(...lines.map((line) => widthOf(line, m.text)), beside === null ? 0 : widthOf(beside, m.note))
  const height = radius * 2 + 4 + lines.length * m.lineHeight + (beside === null ? 0 : m.note * 1.3)
  return { node, radius, lines, beside, width: Math.max(radius * 2, words) + 8, height, anchor: radius - height / 2 }
}

/** The middle of a node's circle, whose words stand below it. */
const circleOf = (node: DrawnNode, place: Place): Place => ({ x: place.x, y: place.y + node.anchor })

function linesBetween(
  links: readonly MergedLink[],
  pairs: readonly (readonly [number, number])[],
  nodes: readonly DrawnNode[],
  places: readonly Place[],
  m: Measures,
): DrawnLink[] {
  const keyOfPair = ([a, b]: readonly [number, number]) => `${Math.min(a, b)} ${Math.max(a, b)}`
  const counts = Map.groupBy(pairs.keys(), (at) => keyOfPair(pairs[at]!))
  return links.map((link, at) => {
    const pair = pairs[at]!
    const same = counts.get(keyOfPair(pair)) ?? [at]
    const bend = bendOf(same.indexOf(at), same.length, 34) * (pair[0] < pair[1] ? 1 : -1)
    const [from, to] = pair.map((end) => circleOf(nodes[end]!, places[end]!)) as [Place, Place]
    const round = (end: number) => ({ width: nodes[end]!.radius * 1.9, height: nodes[end]!.radius * 1.9 })
    const width = Math.min(m.links.most, m.links.one + m.links.each * (link.groups - 1))
    return { link, width, line: lineBetween(from, to, [round(pair[0]), round(pair[1])], bend, 14 + Math.min(width * 1.2, 18)) }
  })
}

/** What one group alone drew stands back. */
function lineShapes({ link, line, width }: DrawnLink, palette: Palette, m: Measures): Shape[] {
  const pale = link.groups === 1 && m.weak < 1 ? { opacity: m.weak } : {}
  const { dash, double } = styleOf(link.sort?.index ?? 0, link.sort?.missing ?? false)
  const colour = link.groups === 1 ? palette.faint : link.sort?.missing ? palette.missing : palette.line
  const whole = double ? width + 5 : width
  const scaled = dash?.split(' ').map((part) => Math.round(Number(part) * (1 + (width - 2) / 6))).join(' ') // prettier-ignore
  const stroke = (look: Look): Shape => ({ is: 'path', d: line.path, look: { fill: 'none', ...look, ...pale } })
  return [
    stroke({ stroke: colour, width: whole, ...(scaled ? { dash: scaled } : {}) }),
    ...(double ? [stroke({ stroke: palette.ground, width: Math.max(2, whole - 4) })] : []),
    { is: 'path', d: headPath(line), look: { fill: colour, ...pale } },
  ]
}

function nodeShapes(drawn: DrawnNode, place: Place, m: Measures, palette: Palette): Shape[] {
  const centre = circleOf(drawn, place)
  const top = centre.y + drawn.radius + 4
  const [weak, width] = [drawn.node.groups === 1, drawn.width]
  return [
    { is: 'rect', x: place.x - width / 2, y: top, width, height: drawn.height - drawn.radius * 2 - 4, radius: 6, look: { fill: palette.ground, opacity: 0.86 } },
    { is: 'circle', ...centre, radius: drawn.radius, look: weak ? { fill: palette.ground, stroke: palette.chip, width: 3 } : { fill: palette.chip } },
    word(String(drawn.node.groups), { x: centre.x, y: centre.y + m.number * 0.36 }, m.number, 700, weak ? palette.chip : palette.chipInk),
    ...drawn.lines.map((line, at) => word(line, { x: place.x, y: top + (at + 0.78) * m.lineHeight }, m.text, weak ? 400 : 600, weak ? palette.ink2 : palette.ink)),
    ...(drawn.beside === null ? [] : [word(drawn.beside, { x: place.x, y: top + drawn.lines.length * m.lineHeight + m.note }, m.note, 600, palette.beside)]),
  ] // prettier-ignore
}

const word = (text: string, at: Place, size: number, weight: 400 | 600 | 700, fill: string, anchor: 'start' | 'middle' = 'middle'): Shape => ({ is: 'text', ...at, text, size, weight, anchor, look: { fill } }) // prettier-ignore

interface Area extends Place, Box {}
const around = ({ x, y }: Place, { width, height }: Box): Area => ({ x: x - width / 2, y: y - height / 2, width, height })
const meets = (a: Area, b: Area) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** The sort and the number of groups on the stronger lines, wherever there is room for them; the key below says the rest. */
function wordShapes(lines: readonly DrawnLink[], nodes: readonly Area[], m: Measures, palette: Palette): Shape[] {
  const taken = [...nodes]
  // A word that lies on another line would be read as that line's.
  const points = lines.flatMap(({ line }) =>
    Array.from({ length: 25 }, (_, step) => ({ line, at: { ...line.at(step / 24), width: 2, height: 2 } })),
  )
  const strong = lines.filter(({ link }) => link.groups > 1 || lines.length <= 8)
  return [...strong]
    .sort((a, b) => b.link.groups - a.link.groups)
    .flatMap(({ link, line }): Shape[] => {
      const text = [link.sort?.label, ...(link.groups > 1 || !link.sort ? [link.groups] : [])].filter((part) => part !== undefined).join(' · ')
      const box = { width: widthOf(text, m.word) + 8, height: m.word * 1.2 }
      const others = points.filter((one) => one.line !== line)
      const isIn = (area: Area) => area.x >= 0 && area.y >= 0 && area.x + area.width <= m.width && area.y + area.height <= m.height
      const isFree = (area: Area) => isIn(area) && taken.every((other) => !meets(area, other)) && others.every(({ at }) => !meets(area, at))
      const spot = spotsOf(line, box).find((at) => isFree(around(at, box)))
      if (!spot) return []
      const area = around(spot, box)
      taken.push(area)
      const ink = link.sort?.missing ? palette.missing : palette.ink2
      return [{ is: 'rect', ...area, radius: 6, look: { fill: palette.ground, opacity: 0.9 } }, word(text, { x: spot.x, y: spot.y + m.word * 0.34 }, m.word, 400, ink)]
    }) // prettier-ignore
}

/** Each sort with its line, then what sizes mean, in rows from the left; the top of the first row is at 0. */
function keyShapes(sorts: readonly Sort[], notes: readonly string[], m: Measures, palette: Palette, head: string | null): { readonly shapes: Shape[]; readonly height: number } {
  const shapes: Shape[] = []
  let [x, row] = [0, 0]
  const line = m.note * 1.45
  const take = (width: number) => {
    if (x > 0 && x + width > m.width) [x, row] = [0, row + 1]
    const at = { x, y: row * (line) }
    x += width + m.note * 1.4
    return at
  }
  if (head !== null) {
    shapes.push(word(head, { x: 0, y: line * 0.62 }, m.word, 600, palette.beside, 'start'))
    row = 1
  }
  for (const sort of sorts) {
    const at = take(70 + widthOf(sort.label, m.note))
    const { dash, double, width } = styleOf(sort.index, sort.missing)
    const colour = sort.missing ? palette.missing : palette.line
    const sample = (look: Look): Shape => ({ is: 'line', x1: at.x, y1: at.y + line * 0.42, x2: at.x + 58, y2: at.y + line * 0.42, look })
    shapes.push(sample({ stroke: colour, width, ...(dash ? { dash } : {}) }), ...(double ? [sample({ stroke: palette.ground, width: width - 4 })] : []))
    shapes.push(word(sort.label, { x: at.x + 68, y: at.y + line * 0.62 }, m.note, 400, palette.ink2, 'start'))
  }
  if (x > 0) [x, row] = [0, row + 1]
  for (const note of notes) {
    const at = take(widthOf(note, m.note))
    shapes.push(word(note, { x: at.x, y: at.y + line * 0.62 }, m.note, 400, palette.ink2, 'start'))
  }
  return { shapes, height: (row + 1) * (line) }
} // prettier-ignore

function lower(shape: Shape, by: number): Shape {
  if (shape.is === 'line') return { ...shape, y1: shape.y1 + by, y2: shape.y2 + by }
  return shape.is === 'path' ? shape : { ...shape, y: shape.y + by }
}
