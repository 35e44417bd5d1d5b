import { wrong, type Wrong } from '../../shared/exercise/problem.ts'
import type { Entry } from './zip-entries.ts'

/** What an exercise is made of: texts, and nothing that a computer could run. */
export const endings = ['.yaml', '.json', '.md', '.csv', '.geojson'] as const

const deepest = 6
const longest = 80
const archives = /\.(zip|7z|rar|gz|tgz|tar|bz2|xz|zst|jar|docx|xlsx|pptx)$/i
const plain = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/
/** Names that Windows keeps for devices, whatever stands after the dot. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
/** What file managers put into a zip without asking. */
const unasked = /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/
const sorts = { none: 0, folder: 0x4000, file: 0x8000 }

/** Where a file of a zip may stand, as the parts of its path; null for what is left out without a word. */
export function pathOf({ name, isFolder, sort }: Entry): readonly string[] | null | Wrong {
  if (name === null || name === '' || /\p{Cc}/u.test(name)) return wrong('pathLetters')
  if (name.includes('\\')) return wrong('pathBackslash')
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return wrong('pathAbsolute')
  const parts = (isFolder ? name.slice(0, -1) : name).split('/')
  if (parts.some((part) => part === '..' || part === '.')) return wrong('pathLeadsOut')
  if (![sorts.none, isFolder ? sorts.folder : sorts.file].includes(sort)) return wrong('linkInZip')
  if (unasked.test(name)) return null
  if (!parts.every(isPlain)) return wrong('pathLetters')
  if (parts.length > deepest) return wrong('pathDeep')
  if (isFolder) return parts
  if (archives.test(name)) return wrong('nestedZip')
  return hasEnding(name) ? parts : wrong('wrongFile', { endings: endings.join(', ') })
}

export function hasEnding(name: string): boolean {
  return endings.some((ending) => name.toLowerCase().endsWith(ending))
}

/** Remembers names, so that none is used twice: not in other letters, and not as a file and a folder at once. */
export class TakenNames {
  readonly #taken = new Map<string, 'file' | 'folder' | 'on the way'>()

  /** False when the name was there before. */
  take(parts: readonly string[], as: 'file' | 'folder'): boolean {
    const names = parts.map((_, index) =>
      parts
        .slice(0, index + 1)
        .join('/')
        .toLowerCase(),
    )
    const whole = names.pop() ?? ''
    if (names.some((name) => this.#taken.get(name) === 'file')) return false
    const before = this.#taken.get(whole)
    if (before !== undefined && !(before === 'on the way' && as === 'folder')) return false
    for (const name of names) if (!this.#taken.has(name)) this.#taken.set(name, 'on the way')
    this.#taken.set(whole, as)
    return true
  }
}

/** A name as it can be shown: without signs that would change the line it stands in. */
export function shown(name: string | null): string {
  const clean = (name || '?').replace(/[\p{Cc}\p{Cf}]/gu, '?')
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean
}

function isPlain(part: string): boolean {
  return plain.test(part) && !part.endsWith('.') && part.length <= longest && !devices.test(part)
}
