const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as it may stand between tags and in quoted attributes of HTML, SVG and XML: the only way into any of them. */
export function escapeMarkup(text: string): string {
  return cleanText(text).replace(/[&<>"']/g, (sign) => entities[sign] ?? '')
}

/**
 * Text that XML 1.0 can hold: no control characters, no lone surrogates, no noncharacters. Signs that turn the
 * direction of writing go too, because in a table of a Word file they would turn what stands beside them.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd') // eslint-disable-line no-control-regex -- these are what XML forbids
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g, '')
}
