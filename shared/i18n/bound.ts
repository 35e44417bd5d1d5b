/** Of a file that is set in print, and not of screens, where lines are short. */
const printed: ReadonlySet<string> = new Set(['report', 'figures', 'coverage'])

/**
 * A Russian message of the report with what must not be parted at the end of a line bound together: a number and its noun, «3 из 6»,
 * the sign № and its number; a dash never begins a line. What people wrote comes in later and stays as it is.
 */
export function bound(message: string, section: string): string {
  if (!printed.has(section)) return message
  return message
    .replace(/# (?=\p{L})/gu, '#\u00a0')
    .replace(/\} из (?=\{)/g, '}\u00a0из\u00a0')
    .replace(/№ (?=\{)/g, '№\u00a0')
    .replaceAll(' — ', '\u00a0— ')
}
