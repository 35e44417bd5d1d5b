import type { Language } from '../../i18n/language.ts'
import { translator } from '../../i18n/messages.ts'
import type { Figure, Look, Shape } from '../../report/figures/figure.ts'
import { layOutIn, type Anchored, type Box, type Place } from './lay-out.ts'
import { bendOf, headPath, lineBetween, spotsOf, styleOf, type LinkLine } from './link-line.ts'
import type { MergedLink, MergedNetwork, MergedNode, Sort } from './merged-network.ts'
import { linesOf, widthOf } from './text-lines.ts'
import { wall } from './wall.ts'

type LookName = 'light' | 'dark'
/** More nodes than these are not read from six metres; those that most groups named are shown. */
const mostNodes = 14

/** Pixels of the figure: on the projector it takes all of the screen's middle, on paper the width of a page. */
const measures = {
  light: { width: 1200, height: 840, text: 24, lineHeight: 29, room: 230, lines: 3, radius: { least: 20, most: 34 } },
  dark: { ...wall, text: 29, lineHeight: 35, room: 340, lines: 2, radius: { least: 24, most: 44 } },
} as const
type Measures = (typeof measures)[LookName]

const palettes = {
  light: { ground: '#FFFFFF', ink: '#20242A', ink2: '#474C54', chip: '#0E5568', chipInk: '#FFFFFF', line: '#20242A', faint: '#9A948A', missing: '#8A4B00' },
  dark: { ground: '#14181D', ink: '#F4F0E7', ink2: '#C3C6C8', chip: '#F4F0E7', chipInk: '#14181D', line: '#C3C6C8', faint: '#5C656E', missing: '#F2BE5C' },
} as const // prettier-ignore
type Palette = (typeof palettes)[LookName]

/** The merged network as a picture: a circle a node, larger the more groups named it, and lines as thick as groups drew them. */
export function drawNetwork(all: MergedNetwork, language: Language, look: LookName): Figure | null {
  if (all.nodes.length === 0) return null
  const [m, palette, t] = [measures[look], palettes[look], translator(language)]
  const nodes = all.nodes.slice(0, mostNodes)
  const links = all.links.filter(({ from, to }) => [from, to].every((end) => nodes.some((node) => node.cluster === end)))
  const used = all.sorts.filter((sort) => links.some((link) => link.sort?.code === sort.code))
  const notes = [
    t('onNetwork.figureCircle', { groups: all.groups }),
    ...(links.length > 0 ? [t('onNetwork.figureLine')] : []),
    ...(all.nodes.length > nodes.length ? [t('onNetwork.figureMore', { more: all.nodes.length - nodes.length })] : []),
  ]
  const key = keyShapes(used, notes, m, palette)
  const drawn = nodes.map((node) => nodeOf(node, all.groups, m))
  const index = new Map(nodes.map((node, at) => [node.cluster, at]))
  const pairs = links.map(({ from, to }) => [index.get(from)!, index.get(to)!] as const)
  const places = layOutIn({ width: m.width, height: m.height - key.height - 16 }, drawn, pairs, 60, 12)
  const lines = linesBetween(links, pairs, drawn, places)
  const boxes = places.map((place, at) => around(place, drawn[at]!))
  return {
    width: m.width,
    height: m.height,
    shapes: [
      ...lines.flatMap((line) => lineShapes(line, palette)),
      ...places.flatMap((place, at) => nodeShapes(drawn[at]!, place, m, palette)),
      ...wordShapes(lines, boxes, m, palette),
      ...key.shapes.map((shape) => lower(shape, m.height - key.height)),
    ],
  }
}

interface DrawnNode extends Anchored {
  readonly node: MergedNode
  readonly lines: readonly string[]
}
interface DrawnLink {
  readonly link: MergedLink
  readonly line: LinkLine
  readonly width: number
}

function nodeOf(node: MergedNode, groups: number, m: Measures): DrawnNode {
  const share = groups <= 1 ? 0 : (node.groups - 1) / (groups - 1)
  const radius = Math.round(m.radius.least + (m.radius.most - m.radius.least) * share)
  const lines = linesOf(node.title, m.text, m.room, m.lines)
  const words = Math.max(...lines.map((line) => widthOf(line, m.text)), 0)
  const height = radius * 2 + 4 + lines.length * m.lineHeight
  return { node, radius, lines, width: Math.max(radius * 2, words) + 8, height, anchor: radius - height / 2 }
}

/** The middle of a node's circle, whose words stand below it. */
const circleOf = (node: DrawnNode, place: Place): Place => ({ x: place.x, y: place.y + node.anchor })

function linesBetween(
  links: readonly MergedLink[],
  pairs: readonly (readonly [number, number])[],
  nodes: readonly DrawnNode[],
  places: readonly Place[],
): DrawnLink[] {
  const keyOfPair = ([a, b]: readonly [number, number]) => `${Math.min(a, b)} ${Math.max(a, b)}`
  const counts = Map.groupBy(pairs.keys(), (at) => keyOfPair(pairs[at]!))
  return links.map((link, at) => {
    const pair = pairs[at]!
    const same = counts.get(keyOfPair(pair)) ?? [at]
    const bend = bendOf(same.indexOf(at), same.length, 34) * (pair[0] < pair[1] ? 1 : -1)
    const [from, to] = pair.map((end) => circleOf(nodes[end]!, places[end]!)) as [Place, Place]
    const round = (end: number) => ({ width: nodes[end]!.radius * 1.9, height: nodes[end]!.radius * 1.9 })
    const width = 2 + 2.5 * (link.groups - 1)
    return { link, width, line: lineBetween(from, to, [round(pair[0]), round(pair[1])], bend, 14 + Math.min(width, 12)) }
  })
}

/** What one group alone drew stands back. */
function lineShapes({ link, line, width }: DrawnLink, palette: Palette): Shape[] {
  const { dash, double } = styleOf(link.sort?.index ?? 0, link.sort?.missing ?? false)
  const colour = link.groups === 1 ? palette.faint : link.sort?.missing ? palette.missing : palette.line
  const whole = double ? width + 5 : width
  const scaled = dash?.split(' ').map((part) => Math.round(Number(part) * (1 + (width - 2) / 6))).join(' ') // prettier-ignore
  const stroke = (look: Look): Shape => ({ is: 'path', d: line.path, look: { fill: 'none', ...look } })
  return [
    stroke({ stroke: colour, width: whole, ...(scaled ? { dash: scaled } : {}) }),
    ...(double ? [stroke({ stroke: palette.ground, width: Math.max(2, whole - 4) })] : []),
    { is: 'path', d: headPath(line), look: { fill: colour } },
  ]
}

function nodeShapes(drawn: DrawnNode, place: Place, m: Measures, palette: Palette): Shape[] {
  const centre = circleOf(drawn, place)
  const top = centre.y + drawn.radius + 4
  const [weak, width] = [drawn.node.groups === 1, drawn.width]
  return [
    { is: 'rect', x: place.x - width / 2, y: top, width, height: drawn.lines.length * m.lineHeight, radius: 6, look: { fill: palette.ground, opacity: 0.86 } },
    { is: 'circle', ...centre, radius: drawn.radius, look: weak ? { fill: palette.ground, stroke: palette.chip, width: 3 } : { fill: palette.chip } },
    word(String(drawn.node.groups), { x: centre.x, y: centre.y + m.text * 0.36 }, m, 700, weak ? palette.chip : palette.chipInk),
    ...drawn.lines.map((line, at) => word(line, { x: place.x, y: top + (at + 0.78) * m.lineHeight }, m, weak ? 400 : 600, weak ? palette.ink2 : palette.ink)),
  ] // prettier-ignore
}

const word = (text: string, at: Place, m: Measures, weight: 400 | 600 | 700, fill: string, anchor: 'start' | 'middle' = 'middle'): Shape => ({ is: 'text', ...at, text, size: m.text, weight, anchor, look: { fill } }) // prettier-ignore

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
      const box = { width: widthOf(text, m.text) + 8, height: m.lineHeight }
      const others = points.filter((one) => one.line !== line)
      const isFree = (area: Area) => taken.every((other) => !meets(area, other)) && others.every(({ at }) => !meets(area, at))
      const spot = spotsOf(line, box).find((at) => isFree(around(at, box)))
      if (!spot) return []
      const area = around(spot, box)
      taken.push(area)
      const ink = link.sort?.missing ? palette.missing : palette.ink2
      return [{ is: 'rect', ...area, radius: 6, look: { fill: palette.ground, opacity: 0.9 } }, word(text, { x: spot.x, y: spot.y + m.text * 0.34 }, m, 400, ink)]
    }) // prettier-ignore
}

/** Each sort with its line, then what sizes mean, in rows from the left; the top of the first row is at 0. */
function keyShapes(sorts: readonly Sort[], notes: readonly string[], m: Measures, palette: Palette): { readonly shapes: Shape[]; readonly height: number } {
  const shapes: Shape[] = []
  let [x, row] = [0, 0]
  const take = (width: number) => {
    if (x > 0 && x + width > m.width) [x, row] = [0, row + 1]
    const at = { x, y: row * (m.lineHeight + 8) }
    x += width + m.text * 1.4
    return at
  }
  for (const sort of sorts) {
    const at = take(70 + widthOf(sort.label, m.text))
    const { dash, double, width } = styleOf(sort.index, sort.missing)
    const colour = sort.missing ? palette.missing : palette.line
    const line = (look: Look): Shape => ({ is: 'line', x1: at.x, y1: at.y + m.lineHeight / 2, x2: at.x + 58, y2: at.y + m.lineHeight / 2, look })
    shapes.push(line({ stroke: colour, width, ...(dash ? { dash } : {}) }), ...(double ? [line({ stroke: palette.ground, width: width - 4 })] : []))
    shapes.push(word(sort.label, { x: at.x + 68, y: at.y + m.lineHeight * 0.78 }, m, 400, palette.ink2, 'start'))
  }
  if (x > 0) [x, row] = [0, row + 1]
  for (const note of notes) {
    const at = take(widthOf(note, m.text) * 0.9)
    shapes.push(word(note, { x: at.x, y: at.y + m.lineHeight * 0.78 }, m, 400, palette.ink2, 'start'))
  }
  return { shapes, height: (row + 1) * (m.lineHeight + 8) }
} // prettier-ignore

function lower(shape: Shape, by: number): Shape {
  if (shape.is === 'line') return { ...shape, y1: shape.y1 + by, y2: shape.y2 + by }
  return shape.is === 'path' ? shape : { ...shape, y: shape.y + by }
}
