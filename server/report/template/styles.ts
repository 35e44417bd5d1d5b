import type { Style, StyleId, Template } from '../../../shared/report/template.ts'
import { allowed, childNamed, elementsIn, findIn, valueIn, write, type Element, type Rules } from './xml.ts'

const rules = ['top', 'left', 'bottom', 'right', 'start', 'end', 'between', 'insideH', 'insideV'].map((side) => `w:${side}`)
const paragraph = 'keepNext keepLines pageBreakBefore widowControl pBdr shd tabs spacing ind contextualSpacing jc textAlignment outlineLvl'
const run = 'rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs u shd vertAlign lang'
const w = (names: string) => names.split(' ').map((name) => `w:${name}`)
const tableParts = w('tblPr trPr tcPr')

/** What the styles of a template may say. Numbering is not among it: our numbers are text, and a heading would have two. */
export const styleRules: Rules = {
  'w:docDefaults': w('rPrDefault pPrDefault'),
  'w:rPrDefault': ['w:rPr'],
  'w:pPrDefault': ['w:pPr'],
  'w:style': [...w('name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr'), ...tableParts, 'w:tblStylePr'],
  'w:tblStylePr': [...w('pPr rPr'), ...tableParts],
  'w:pPr': w(paragraph),
  'w:rPr': w(run),
  'w:tabs': ['w:tab'],
  'w:pBdr': rules,
  'w:tblPr': w('tblStyleRowBandSize tblStyleColBandSize jc tblInd tblBorders shd tblCellMar'),
  'w:tblBorders': rules,
  'w:tblCellMar': rules,
  'w:trPr': w('cantSplit jc'),
  'w:tcPr': w('tcBorders shd noWrap tcMar vAlign'),
  'w:tcBorders': rules,
  'w:tcMar': rules,
}

/** What Word, English or Russian, and other programs call the styles that we need; Word writes its own in English in every language. */
const namesOf: Readonly<Partial<Record<StyleId | 'ReportTable', readonly string[]>>> = {
  Title: ['title', 'название'],
  Heading1: ['heading 1', 'заголовок 1'],
  Heading2: ['heading 2', 'заголовок 2'],
  Heading3: ['heading 3', 'заголовок 3'],
  Body: ['report text', 'body text', 'основной текст'],
  Caption: ['caption', 'название объекта', 'подпись'],
  ContentsTitle: ['toc heading', 'заголовок оглавления'],
  TOC1: ['toc 1', 'contents 1', 'оглавление 1'],
  TOC2: ['toc 2', 'contents 2', 'оглавление 2'],
  ListEntry: ['table of figures', 'перечень рисунков'],
  Foot: ['footer', 'нижний колонтитул'],
  Note: ['source note', 'источник'],
  Cell: ['table cell', 'table text', 'текст таблицы'],
  CellHead: ['table head', 'table heading', 'заголовок таблицы'],
  ReportTable: ['report table', 'таблица доклада', 'table grid', 'сетка таблицы'],
}

const mostStyles = 2000

/** The styles of a template, written anew; null where it has none. */
export function readStyles(
  root: Element,
  theme: Element | null,
): Pick<Template, 'styles' | 'ids' | 'taken' | 'normal' | 'font' | 'looks' | 'cell'> | null {
  const named = elementsIn(root).filter((one) => one.name === 'w:style' && one.attributes['w:styleId'] && valueIn(one, 'w:name'))
  // Of two of one name, as of one id, the first counts: Word would repair such a file.
  const all = [
    ...new Map(
      named.toReversed().map((one) => [`${one.attributes['w:type'] ?? ''} ${(valueIn(one, 'w:name') ?? '').toLocaleLowerCase()}`, one]),
    ).values(),
  ].toReversed()
  if (all.length === 0 || all.length > mostStyles) return null
  const byId = new Map(all.map((style) => [style.attributes['w:styleId']!, style]))
  const defaults = childNamed(root, 'w:docDefaults')
  const whole = [...byId.values()].map((style) => withSoundBase(style, byId))
  const nameOf = (style: Element) => (valueIn(style, 'w:name') ?? '').trim().toLocaleLowerCase()
  const sort = (id: StyleId | 'ReportTable') => (id === 'ReportTable' ? 'table' : 'paragraph')
  const ids = Object.entries(namesOf).flatMap(([id, names]) => {
    const found = names.flatMap((name) => whole.find((style) => style.attributes['w:type'] === sort(id as StyleId) && nameOf(style) === name) ?? []) // prettier-ignore
    return found[0] ? [[id, found[0].attributes['w:styleId']!] as const] : []
  })
  const normal = whole.find((style) => style.attributes['w:type'] === 'paragraph' && isOn(style.attributes['w:default'])) ?? null
  const map = new Map(whole.map((style) => [style.attributes['w:styleId']!, style]))
  const looks = ids.flatMap(([id, own]) => (id === 'ReportTable' ? [] : [[id, lookOf(own, map, defaults)] as const]))
  const written = [...(defaults ? [defaults] : []), ...whole].map((one) => write(allowed(one, styleRules)))
  return {
    styles: written.join(''),
    ids: Object.fromEntries(ids),
    taken: [...byId.keys()],
    normal: normal?.attributes['w:styleId'] ?? null,
    font: fontIn([childNamed(normal ?? undefined, 'w:rPr'), childNamed(childNamed(defaults, 'w:rPrDefault'), 'w:rPr')], theme),
    ...cellIn(Object.fromEntries(ids).ReportTable, map),
    looks: { ...Object.fromEntries(looks), ...(normal && !ids.some(([id]) => id === 'Body') ? { Body: lookOf(normal.attributes['w:styleId']!, map, defaults) } : {}) },
  } // prettier-ignore
}

/** The font that the first of these names, by itself or by the theme. */
function fontIn(properties: readonly (Element | undefined)[], theme: Element | null): string | null {
  const said = properties.flatMap((one) => childNamed(one, 'w:rFonts') ?? [])[0]
  const slot = said?.attributes['w:asciiTheme']
  if (slot === undefined) return said?.attributes['w:ascii'] ?? null
  const font = theme && findIn(theme, [slot.startsWith('major') ? 'a:majorFont' : 'a:minorFont'])
  return childNamed(font ?? undefined, 'a:latin')?.attributes['typeface'] ?? null
}

/** A style that rests on itself, or on none that is there, rests on nothing: programs that open the file would never end. */
function withSoundBase(style: Element, all: ReadonlyMap<string, Element>): Element {
  const seen = new Set<string>()
  let at: Element | undefined = style
  while (at) {
    const id: string = at.attributes['w:styleId'] ?? ''
    const base: string | undefined = valueIn(at, 'w:basedOn')
    if (seen.has(id) || (base !== undefined && !all.has(base)))
      return { ...style, children: elementsIn(style).filter(({ name }) => name !== 'w:basedOn') }
    seen.add(id)
    at = base === undefined ? undefined : all.get(base)
  }
  return style
}

const isOn = (value: string | undefined) => value !== undefined && !['0', 'false', 'off'].includes(value)

/** Whole numbers that a page can hold; whatever else stands there is not believed. */
function numberIn(element: Element | undefined, attribute: string, most = 31_680): number | undefined {
  const value = Number(element?.attributes[attribute])
  return element?.attributes[attribute] !== undefined && Number.isInteger(value) && value >= 0 && value <= most ? value : undefined
}

/** What is free around the words of a cell, by a table style and all that it rests on; what nobody says is as in Word. */
function cellIn(id: string | undefined, all: ReadonlyMap<string, Element>): Pick<Template, 'cell'> {
  if (id === undefined) return {}
  const usual = [...all.values()].filter((one) => one.attributes['w:type'] === 'table' && isOn(one.attributes['w:default']))
  const margins = [...chainOf(id, all), ...usual].flatMap((one) => childNamed(childNamed(one, 'w:tblPr'), 'w:tblCellMar') ?? [])
  const said = (...names: readonly string[]) =>
    margins.flatMap((one) => names.flatMap((name) => numberIn(childNamed(one, name), 'w:w', 2000) ?? []))[0]
  return { cell: { top: said('w:top') ?? 0, bottom: said('w:bottom') ?? 0, side: said('w:left', 'w:start') ?? 108 } }
}

/** A style and what it rests on, each once. */
function chainOf(id: string, all: ReadonlyMap<string, Element>): Element[] {
  const chain: Element[] = []
  for (let at = all.get(id); at && !chain.includes(at); at = all.get(valueIn(at, 'w:basedOn') ?? '')) chain.push(at)
  return chain
}

/** What a paragraph style comes to, with all that it rests on: size, spaces, indents. */
function lookOf(id: string, all: ReadonlyMap<string, Element>, defaults: Element | undefined): Style {
  const chain = chainOf(id, all)
  const parts = (name: 'w:pPr' | 'w:rPr') => [
    ...chain.flatMap((style) => childNamed(style, name) ?? []),
    ...[childNamed(childNamed(defaults, `${name}Default`), name)].flatMap((one) => one ?? []),
  ]
  const first = <Value>(from: 'w:pPr' | 'w:rPr', read: (properties: Element) => Value | undefined): Value | undefined =>
    parts(from).flatMap((one) => read(one) ?? [])[0]
  const spacing = (name: string) => first('w:pPr', (one) => numberIn(childNamed(one, 'w:spacing'), name))
  const flag = (from: 'w:pPr' | 'w:rPr', name: string) =>
    first(from, (one) => {
      const found = childNamed(one, name)
      return found && isOn(found.attributes['w:val'] ?? '1')
    })
  const left = first('w:pPr', (one) => numberIn(childNamed(one, 'w:ind'), 'w:left') ?? numberIn(childNamed(one, 'w:ind'), 'w:start'))
  const auto = first('w:pPr', (one) => childNamed(one, 'w:spacing')?.attributes['w:lineRule']) ?? 'auto'
  const level = first('w:pPr', (one) => numberIn(childNamed(one, 'w:outlineLvl'), 'w:val', 9))
  return {
    name: valueIn(all.get(id), 'w:name') ?? id,
    size: first('w:rPr', (one) => numberIn(childNamed(one, 'w:sz'), 'w:val', 400)) ?? 20,
    before: spacing('w:before') ?? 0,
    after: spacing('w:after') ?? 0,
    line: auto === 'auto' ? (spacing('w:line') ?? 240) : 240,
    left: left ?? 0,
    ...(flag('w:rPr', 'w:b') ? { bold: true } : {}),
    ...(flag('w:pPr', 'w:keepNext') ? { keepNext: true } : {}),
    ...(level === 0 || level === 1 || level === 2 ? { outline: level } : {}),
  }
}
