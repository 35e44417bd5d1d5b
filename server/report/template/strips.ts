import { escapeMarkup } from '../../../shared/report/escape.ts'
import { pictureIn, type TakePicture } from './pictures.ts'
import { styleRules } from './styles.ts'
import type { NotTaken, Strip } from '../../../shared/report/template.ts'
import { allowed, childNamed, elementsIn, plainAttributes, textIn, write, type Element, type Rules } from './xml.ts'

const w = (names: string) => names.split(' ').map((name) => `w:${name}`)
const rules: Rules = {
  ...styleRules,
  'w:pPr': ['w:pStyle', ...(styleRules['w:pPr'] ?? [])],
  'w:rPr': ['w:rStyle', ...(styleRules['w:rPr'] ?? [])],
  'w:tblPr': [...w('tblStyle tblW tblLayout tblLook tblpPr'), ...(styleRules['w:tblPr'] ?? [])],
  'w:tblGrid': ['w:gridCol'],
  'w:trPr': w('cantSplit trHeight jc'),
  'w:tcPr': [...w('tcW gridSpan vMerge'), ...(styleRules['w:tcPr'] ?? [])],
}
/** What is only a wrapping: the words in it stay, the wrapping goes. A link leads nowhere then. */
const wrappings = new Set(w('sdt sdtContent hyperlink smartTag customXml ins moveTo'))
const fields = /^\s*(PAGE|NUMPAGES)\b/
const inRun = new Set(w('t tab br noBreakHyphen ptab cr'))
const deepest = 40

/** Writes a page's head or foot anew, from the words, tables, pictures and page numbers in it. Everything else is left behind. */
export function readStrip(root: Element, take: TakePicture, note: (why: NotTaken) => void): Strip {
  const pictures = new Set<number>()
  const taking: TakePicture = (relation) => {
    const taken = take(relation)
    if (typeof taken === 'number') pictures.add(taken)
    return taken
  }
  const writer = new StripWriter(taking, note)
  const markup = writer.blocks(root, 0)
  return { markup: markup === '' ? '<w:p/>' : markup, pictures: [...pictures], hasPageNumber: writer.hasPageNumber }
}

class StripWriter {
  hasPageNumber = false
  readonly #take: TakePicture
  readonly #note: (why: NotTaken) => void

  constructor(take: TakePicture, note: (why: NotTaken) => void) {
    this.#take = take
    this.#note = note
  }

  blocks(parent: Element, depth: number): string {
    if (depth > deepest) return ''
    return unwrapped(parent)
      .map((child) => (child.name === 'w:p' ? this.#paragraph(child) : child.name === 'w:tbl' ? this.#table(child, depth) : ''))
      .join('')
  }

  #table(table: Element, depth: number): string {
    const properties = (element: Element, ...names: readonly string[]) =>
      names.flatMap((name) => childNamed(element, name) ?? []).map((one) => write(allowed(one, rules))).join('') // prettier-ignore
    const rows = unwrapped(table).filter(({ name }) => name === 'w:tr')
    const cells = (row: Element) =>
      unwrapped(row)
        .filter(({ name }) => name === 'w:tc')
        .map((cell) => {
          const inside = this.blocks(cell, depth + 1)
          // A cell ends with a paragraph.
          return `<w:tc>${properties(cell, 'w:tcPr')}${inside}${/<\/w:p>$|<w:p\/>$/.test(inside) ? '' : '<w:p/>'}</w:tc>`
        })
        .join('')
    const told = rows.map((row) => `<w:tr>${properties(row, 'w:trPr')}${cells(row)}</w:tr>`).join('')
    return told === '' ? '' : `<w:tbl>${properties(table, 'w:tblPr', 'w:tblGrid')}${told}</w:tbl>`
  }

  #paragraph(paragraph: Element): string {
    const properties = childNamed(paragraph, 'w:pPr')
    const runs = unwrapped(paragraph).filter(({ name }) => name === 'w:r' || name === 'w:fldSimple')
    return `<w:p>${properties ? write(allowed(properties, rules)) : ''}${this.#runs(runs)}</w:p>`
  }

  /** Fields are told apart from what they last said: page numbers stay fields, of all others the words stay. */
  #runs(runs: readonly Element[]): string {
    let [told, depth, asked, said] = ['', 0, '', '']
    let isSaying = false
    for (const run of runs) {
      if (run.name === 'w:fldSimple') {
        const inside = this.#runs(unwrapped(run).filter(({ name }) => name === 'w:r'))
        told += this.#field(run.attributes['w:instr'] ?? '', inside)
        continue
      }
      const look = childNamed(run, 'w:rPr')
      const properties = look ? write(allowed(look, rules)) : ''
      for (const child of elementsIn(run)) {
        const turn = child.name === 'w:fldChar' ? child.attributes['w:fldCharType'] : undefined
        if (turn === 'begin' && depth++ === 0) [asked, said, isSaying] = ['', '', false]
        else if (turn === 'separate' && depth === 1) isSaying = true
        else if (turn === 'end' && depth > 0 && --depth === 0) told += this.#field(asked, said, properties)
        else if (turn !== undefined) continue
        else if (depth > 0 && child.name === 'w:instrText') asked += depth === 1 ? textIn(child) : ''
        else {
          const piece = this.#piece(child, properties)
          if (depth === 0) told += piece
          else if (isSaying) said += piece
        }
      }
    }
    return told
  }

  #field(instruction: string, said: string, properties = ''): string {
    const [, name] = fields.exec(instruction) ?? []
    if (name === undefined) {
      this.#note('fields')
      return said
    }
    if (name === 'PAGE') this.hasPageNumber = true
    const mark = (type: string) => `<w:r>${properties}<w:fldChar w:fldCharType="${type}"/></w:r>`
    return `${mark('begin')}<w:r>${properties}<w:instrText xml:space="preserve"> ${name} </w:instrText></w:r>${mark('separate')}<w:r>${properties}<w:t>1</w:t></w:r>${mark('end')}`
  }

  #piece(child: Element, properties: string): string {
    if (child.name === 'w:drawing' || child.name === 'w:pict') return pictureIn(child, this.#take, this.#note) ?? ''
    if (child.name === 'mc:AlternateContent') {
      // The newer way first; what it shows may be nothing that we take.
      const ways = elementsIn(child).flatMap((way) => elementsIn(way))
      return ways.map((way) => (way.name === 'w:drawing' || way.name === 'w:pict' ? pictureIn(way, this.#take, this.#note) : null)).find((one) => one !== null) ?? '' // prettier-ignore
    }
    if (!inRun.has(child.name)) return ''
    const inside = child.name === 'w:t' ? `<w:t xml:space="preserve">${escapeMarkup(textIn(child))}</w:t>` : write({ name: child.name, attributes: plainAttributes(child), children: [] }) // prettier-ignore
    return `<w:r>${properties}${inside}</w:r>`
  }
}

function unwrapped(parent: Element, depth = 0): Element[] {
  if (depth > deepest) return []
  return elementsIn(parent).flatMap((child) => (wrappings.has(child.name) ? unwrapped(child, depth + 1) : [child]))
}
