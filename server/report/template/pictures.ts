import type { NotTaken } from '../../../shared/report/template.ts'
import { elementsIn, findIn, textIn, type Element } from './xml.ts'

/** Finds the picture that a relation of a strip leads to: its number among those that are taken. */
export type TakePicture = (relation: string) => number | NotTaken

const largest = 20_000_000
const emuOfPoint = 12_700
const drawing = 'http://schemas.openxmlformats.org/drawingml/2006'

/** The relation of a picture of the template, in the strip that shows it. */
export const pictureRelation = (number: number) => `template${number}`

/** A picture of a strip as our own markup; null, with the reason noted, where it is none that the report takes. */
export function pictureIn(element: Element, take: TakePicture, note: (why: NotTaken) => void): string | null {
  const isOld = element.name === 'w:pict'
  const found = isOld ? findIn(element, ['v:imagedata']) : findIn(element, ['a:blip'])
  if (!found || findIn(element, ['wps:txbx', 'w:txbxContent'])) {
    if (findIn(element, ['w:txbxContent', 'wps:wsp', 'v:textpath', 'v:shape'])) note('textBoxes')
    return null
  }
  const taken = take(found.attributes[isOld ? 'r:id' : 'r:embed'] ?? '')
  if (typeof taken === 'string') {
    note(taken)
    return null
  }
  const size = isOld ? sizeInStyle(findIn(element, ['v:shape', 'v:rect'])) : sizeIn(findIn(element, ['wp:extent']))
  return size && markup(taken, size, isOld ? undefined : findIn(element, ['wp:anchor']))
}

type Size = readonly [across: number, down: number]

const whole = (value: string | undefined, least: number) => {
  const number = Number(value)
  return value !== undefined && Number.isInteger(number) && number >= least && number <= largest ? number : null
}

function sizeIn(extent: Element | undefined): Size | null {
  const [across, down] = [whole(extent?.attributes['cx'], 1), whole(extent?.attributes['cy'], 1)]
  return across === null || down === null ? null : [across, down]
}

/** As older programs wrote it: "width:120pt;height:40pt". */
function sizeInStyle(shape: Element | undefined): Size | null {
  const units: Readonly<Record<string, number>> = { pt: 1, in: 72, cm: 28.346, mm: 2.8346, px: 0.75 }
  const read = (name: string) => {
    const [, number, unit = ''] =
      new RegExp(`(?:^|;)\\s*${name}:\\s*([0-9.]{1,8})(pt|in|cm|mm|px)`).exec(shape?.attributes['style'] ?? '') ?? []
    const emu = Math.round(Number(number) * (units[unit] ?? 1) * emuOfPoint)
    return emu > 0 && emu <= largest ? emu : null
  }
  const [across, down] = [read('width'), read('height')]
  return across === null || down === null ? null : [across, down]
}

function markup(number: number, [across, down]: Size, anchor: Element | undefined): string {
  const id = 9000 + number
  const about = `<wp:extent cx="${across}" cy="${down}"/>`
  const named = `<wp:docPr id="${id}" name="Logo ${number}"/><wp:cNvGraphicFramePr/>`
  const picture =
    `<a:graphic><a:graphicData uri="${drawing}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="${id}" name="Logo ${number}"/><pic:cNvPicPr/></pic:nvPicPr>` +
    `<pic:blipFill><a:blip r:embed="${pictureRelation(number)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${across}" cy="${down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>`
  const place = anchor && placeOf(anchor)
  if (!place)
    return `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">${about}${named}${picture}</wp:inline></w:drawing></w:r>`
  const behind = anchor.attributes['behindDoc'] === '1' ? '1' : '0'
  return (
    `<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="${id}" behindDoc="${behind}" locked="0" layoutInCell="1" allowOverlap="1">` +
    `<wp:simplePos x="0" y="0"/>${place}${about}${wrapOf(anchor)}${named}${picture}</wp:anchor></w:drawing></w:r>`
  )
}

const wraps = ['wp:wrapNone', 'wp:wrapTopAndBottom'] as const
const wrapOf = (anchor: Element) => `<${wraps.find((name) => findIn(anchor, [name])) ?? 'wp:wrapNone'}/>`

const froms = /^(page|margin|column|character|leftMargin|rightMargin|insideMargin|outsideMargin|paragraph|line|topMargin|bottomMargin)$/
const sides = /^(left|right|center|inside|outside|top|bottom)$/

/** Where an anchored picture stands; null where that is not said in words that we know. */
function placeOf(anchor: Element): string | null {
  const parts = (['wp:positionH', 'wp:positionV'] as const).map((name) => {
    const position = findIn(anchor, [name])
    const from = position?.attributes['relativeFrom'] ?? ''
    const [said] = position ? elementsIn(position) : []
    const value = said ? textIn(said).trim() : ''
    const offset = Number(value)
    const isSaid = said?.name === 'wp:align' ? sides.test(value) : said?.name === 'wp:posOffset' && value !== '' && Number.isInteger(offset) && Math.abs(offset) <= largest // prettier-ignore
    return said && froms.test(from) && isSaid ? `<${name} relativeFrom="${from}"><${said.name}>${value}</${said.name}></${name}>` : null
  })
  return parts.every((part) => part !== null) ? parts.join('') : null
}
