import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml'
import { cleanText, escapeMarkup } from '../../../shared/report/escape.ts'

/** An element as it may be written again: names and values as they were said, nothing else. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Element | string)[]
}

/** Throws where the text is no XML. No entity but XML's own is known, and nothing is fetched. */
export function readXml(text: string): Element {
  const { root } = parseXml(text)
  if (!root) throw new Error('no XML')
  return elementOf(root)
}

function elementOf({ name, attributes, children }: XmlElement): Element {
  const kept = children.flatMap((child): (Element | string)[] =>
    child instanceof XmlElement ? [elementOf(child)] : child instanceof XmlText ? [child.text] : [],
  )
  return { name, attributes, children: kept }
}

export function write({ name, attributes, children }: Element): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeMarkup(cleanText(value))}"`)
  const inside = children.map((child) => (typeof child === 'string' ? escapeMarkup(cleanText(child)) : write(child))).join('')
  return `<${name}${said.join('')}${inside === '' ? '/>' : `>${inside}</${name}>`}`
}

export const elementsIn = ({ children }: Element): Element[] => children.filter((child) => typeof child !== 'string')
export const childNamed = (element: Element | undefined, name: string): Element | undefined =>
  element && elementsIn(element).find((child) => child.name === name)
export const valueIn = (element: Element | undefined, name: string): string | undefined => childNamed(element, name)?.attributes['w:val']
export const textIn = ({ children }: Element): string =>
  children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('')

/** The first element of one of these names, wherever it stands. */
export function findIn(element: Element, names: readonly string[]): Element | undefined {
  for (const child of elementsIn(element)) {
    const found = names.includes(child.name) ? child : findIn(child, names)
    if (found) return found
  }
  return undefined
}

/** Which elements may stand in which; `*` names those that may stand wherever their parent may. */
export type Rules = Readonly<Record<string, readonly string[]>>

const plainName = /^w:[A-Za-z]+$/
const longestValue = 255

/** The element without whatever the rules do not name: default deny. Of attributes only Word's own stay; none of them can point anywhere. */
export function allowed(element: Element, rules: Rules): Element {
  const names = rules[element.name] ?? []
  const children = elementsIn(element)
    .filter(({ name }) => names.includes(name))
    .map((child) => allowed(child, rules))
  return { name: element.name, attributes: plainAttributes(element), children }
}

export function plainAttributes({ attributes }: Element): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([name, value]) => plainName.test(name) && value.length <= longestValue))
}
