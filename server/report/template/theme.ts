import { childNamed, elementsIn, write, type Element } from './xml.ts'

const namespace = 'http://schemas.openxmlformats.org/drawingml/2006/main'
const slots = ['dk1', 'lt1', 'dk2', 'lt2', 'accent1', 'accent2', 'accent3', 'accent4', 'accent5', 'accent6', 'hlink', 'folHlink']
const hex = /^[0-9a-f]{6}$/i

/** The colours and fonts of a theme, to which styles refer; null where they cannot be read. Effects, which may hold pictures, are plain. */
export function readTheme(root: Element): string | null {
  const elements = childNamed(root, 'a:themeElements')
  const colours = childNamed(elements, 'a:clrScheme')
  const fonts = childNamed(elements, 'a:fontScheme')
  if (!colours || !fonts) return null
  const told = slots.map((slot) => {
    const [said] = elementsIn(childNamed(colours, `a:${slot}`) ?? { name: '', attributes: {}, children: [] })
    const value = said?.attributes['val'] ?? ''
    const last = said?.attributes['lastClr'] ?? ''
    const colour = hex.test(value) ? value : hex.test(last) ? last : '000000'
    return `<a:${slot}><a:srgbClr val="${colour}"/></a:${slot}>`
  })
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a:theme xmlns:a="${namespace}" name="Template"><a:themeElements>` +
    `<a:clrScheme name="Template">${told.join('')}</a:clrScheme>` +
    `<a:fontScheme name="Template">${['a:majorFont', 'a:minorFont'].map((name) => fontsOf(childNamed(fonts, name), name)).join('')}</a:fontScheme>` +
    `${effects}</a:themeElements></a:theme>`
  )
}

function fontsOf(said: Element | undefined, name: string): string {
  const face = (of: string) => childNamed(said, of)?.attributes['typeface']?.slice(0, 100) ?? ''
  const children = ['a:latin', 'a:ea', 'a:cs'].map((of): Element => ({ name: of, attributes: { typeface: face(of) }, children: [] }))
  return write({ name, attributes: {}, children })
}

const fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
const three = (one: string) => one.repeat(3)
/** A theme has to have them. */
const effects =
  `<a:fmtScheme name="Template"><a:fillStyleLst>${three(fill)}</a:fillStyleLst>` +
  `<a:lnStyleLst>${three(`<a:ln w="6350">${fill}</a:ln>`)}</a:lnStyleLst>` +
  `<a:effectStyleLst>${three('<a:effectStyle><a:effectLst/></a:effectStyle>')}</a:effectStyleLst>` +
  `<a:bgFillStyleLst>${three(fill)}</a:bgFillStyleLst></a:fmtScheme>`
