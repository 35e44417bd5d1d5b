import { strFromU8, unzipSync } from 'fflate'
import { refuse, type Refusal } from '../../../shared/refusals.ts'
import type { NotTaken, Page, Strip, Strips, Template } from '../../../shared/report/template.ts'
import { readStrip } from './strips.ts'
import { readStyles } from './styles.ts'
import { readTheme } from './theme.ts'
import { childNamed, elementsIn, readXml, type Element } from './xml.ts'

const most = { parts: 1000, text: 8_000_000, picture: 4_000_000, pictures: 20 }
const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/'

/**
 * How a Word file looks, or why it cannot be a template. Only the parts that are needed are unpacked, and each is written anew
 * from what is allowed in it: no macro, link, field, embedded object or person of the file is in what comes out.
 */
export function readTemplate(file: Uint8Array, name: string): Template | Refusal {
  // What Word wrote before 2007, and files under a password, begin so.
  if (Buffer.from(file.subarray(0, 4)).toString('hex') === 'd0cf11e0') return refuse('template-old')
  try {
    return new Package(file).template(name)
  } catch (error) {
    return error instanceof Unusable ? refuse(error.why) : refuse('template-damaged')
  }
}

class Unusable extends Error {
  readonly why: 'template-damaged' | 'template-not-word' | 'template-macros' | 'template-narrow'
  constructor(why: Unusable['why']) {
    super(why)
    this.why = why
  }
}

interface Relation {
  readonly type: string
  /** The part it leads to; null for whatever leads out of the file. */
  readonly part: string | null
}

class Package {
  readonly #file: Uint8Array
  readonly #names: ReadonlySet<string>
  readonly #pictures: Template['pictures'][number][] = []
  readonly #numbers = new Map<string, number>()
  readonly #notTaken = new Set<NotTaken>()

  constructor(file: Uint8Array) {
    this.#file = file
    const names: string[] = []
    try {
      unzipSync(file, { filter: ({ name }) => (names.push(name), false) })
    } catch {
      throw new Unusable('template-not-word')
    }
    if (names.length > most.parts) throw new Unusable('template-damaged')
    // The same name twice is read one way by us and another by others.
    if (new Set(names).size !== names.length) throw new Unusable('template-damaged')
    this.#names = new Set(names)
  }

  template(name: string): Template {
    this.#checkIsWord()
    const document = 'word/document.xml'
    const named = this.#relationsOf(document)
    const partOf = (type: string) => [...named.values()].find((one) => one.type === relations + type)?.part ?? null
    const styles = partOf('styles')
    const themePart = partOf('theme')
    const theme = themePart === null ? null : this.#xml(themePart)
    const read = styles === null ? null : readStyles(this.#xml(styles), theme)
    const body = childNamed(this.#xml(document), 'w:body')
    if (!read || !body) throw new Unusable('template-damaged')
    const sections = sectionsIn(body)
    return {
      name: name.slice(0, 120),
      ...read,
      theme: theme && readTheme(theme),
      page: pageIn(sections),
      heads: this.#strips('w:headerReference', sections, named),
      feet: this.#strips('w:footerReference', sections, named),
      pictures: this.#pictures,
      notTaken: [...this.#notTaken],
    }
  }

  #checkIsWord(): void {
    if (!this.#names.has('[Content_Types].xml') || !this.#names.has('word/document.xml')) throw new Unusable('template-not-word')
    const types = elementsIn(this.#xml('[Content_Types].xml'))
    const type = types.find(({ attributes }) => attributes['PartName'] === '/word/document.xml')?.attributes['ContentType'] ?? ''
    const isMacro = (said: string) => /macroEnabled|vbaProject/i.test(said)
    if (types.some(({ attributes }) => isMacro(attributes['ContentType'] ?? '')) || [...this.#names].some(isMacro))
      throw new Unusable('template-macros')
    if (type !== `${main}document.main+xml` && type !== `${main}template.main+xml`) throw new Unusable('template-not-word')
  }

  #bytes(part: string, limit: number): Uint8Array | null {
    let isTooLarge = false
    const found = unzipSync(this.#file, {
      filter: ({ name, originalSize }) => name === part && !(isTooLarge = originalSize > limit),
    })[part]
    if (isTooLarge) throw new Unusable('template-damaged')
    return found ?? null
  }

  #xml(part: string): Element {
    const bytes = this.#bytes(part, most.text)
    if (!bytes) throw new Unusable('template-damaged')
    const text = strFromU8(bytes)
    if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new Unusable('template-damaged')
    return readXml(text)
  }

  #relationsOf(part: string): ReadonlyMap<string, Relation> {
    const [, folder = '', file = ''] = /^(.*\/)?([^/]+)$/.exec(part) ?? []
    const where = `${folder}_rels/${file}.rels`
    if (!this.#names.has(where)) return new Map()
    return new Map(
      elementsIn(this.#xml(where)).map(({ attributes: { Id = '', Type = '', Target = '', TargetMode } }) => {
        const target = Target.startsWith('/') ? Target.slice(1) : `${folder}${Target}`
        const isInside = TargetMode !== 'External' && this.#names.has(target)
        return [Id, { type: Type, part: isInside ? target : null }]
      }),
    )
  }

  #strips(kind: 'w:headerReference' | 'w:footerReference', sections: readonly Element[], named: ReadonlyMap<string, Relation>): Strips {
    // A section that names none goes on with that of the one before.
    const idOf = (type: string) =>
      sections
        .flatMap((section) => elementsIn(section).filter(({ name, attributes }) => name === kind && (attributes['w:type'] ?? 'default') === type))
        .at(-1)?.attributes['r:id'] // prettier-ignore
    const strip = (type: string): Strip | null => {
      const part = named.get(idOf(type) ?? '')?.part ?? null
      if (part === null) return null
      const own = this.#relationsOf(part)
      return readStrip(
        this.#xml(part),
        (relation) => this.#take(own.get(relation)),
        (why) => this.#notTaken.add(why),
      )
    }
    const hasFirst = sections.some((section) => childNamed(section, 'w:titlePg'))
    return { first: hasFirst ? strip('first') : null, usual: strip('default') }
  }

  #take(relation: Relation | undefined): number | NotTaken {
    if (!relation || relation.type !== `${relations}image`) return 'pictures'
    if (relation.part === null) return 'linkedPictures'
    const known = this.#numbers.get(relation.part)
    if (known !== undefined) return known
    const bytes = this.#bytes(relation.part, most.picture)
    const ending = bytes && endingOf(bytes)
    if (!bytes || !ending || this.#pictures.length === most.pictures) return 'pictures'
    const number = this.#pictures.push({ ending, base64: Buffer.from(bytes).toString('base64') }) - 1
    this.#numbers.set(relation.part, number)
    return number
  }
}

/** By what the bytes are, never by what the file is called; drawings and other formats can hold more than a picture. */
function endingOf(bytes: Uint8Array): 'png' | 'jpeg' | 'gif' | null {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  if (start === '89504e470d0a1a0a') return 'png'
  if (start.startsWith('ffd8ff')) return 'jpeg'
  return start.startsWith('474946383761') || start.startsWith('474946383961') ? 'gif' : null
}

/** All sections, in their order: within paragraphs, and the last at the end of the body. */
function sectionsIn(body: Element): Element[] {
  return elementsIn(body).flatMap((child) => {
    if (child.name === 'w:sectPr') return [child]
    const own = child.name === 'w:p' ? childNamed(childNamed(child, 'w:pPr'), 'w:sectPr') : undefined
    return own ? [own] : []
  })
}

const least = { across: 6000, down: 8000 }

/** The page of the last section, upright; A4 with our margins where nothing is said. */
function pageIn(sections: readonly Element[]): Page {
  const size = sections.flatMap((section) => childNamed(section, 'w:pgSz') ?? []).at(-1)
  const margin = sections.flatMap((section) => childNamed(section, 'w:pgMar') ?? []).at(-1)
  const number = (of: Element | undefined, name: string, usual: number) => {
    const value = Math.round(Number(of?.attributes[name] ?? usual))
    return Number.isFinite(value) && Math.abs(value) <= 31_680 ? Math.abs(value) : usual
  }
  const [w, h] = [number(size, 'w:w', 11_906), number(size, 'w:h', 16_838)]
  const page = {
    width: Math.min(w, h),
    height: Math.max(w, h),
    top: number(margin, 'w:top', 1247),
    bottom: number(margin, 'w:bottom', 1247),
    left: number(margin, 'w:left', 1134),
    right: number(margin, 'w:right', 1134),
    header: number(margin, 'w:header', 620),
    footer: number(margin, 'w:footer', 620),
  }
  const across = page.width - page.left - page.right
  if (across < least.across || page.height - page.top - page.bottom < least.down) throw new Unusable('template-narrow')
  return page
}
