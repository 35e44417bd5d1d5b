import { crc32, inflateRawSync } from 'node:zlib'
import { problem, wrong, type Problem, type Wrong } from '../../shared/exercise/problem.ts'
import { maxBytes } from './folders.ts'
import { readEntries, type Entry } from './zip-entries.ts'
import { pathOf, shown, TakenNames } from './zip-paths.ts'

export interface ArchiveLimits {
  readonly entries: number
  readonly fileBytes: number
  readonly allBytes: number
  /** Unpacked, of the size of the zip. */
  readonly ratio: number
}
export const archiveLimits: ArchiveLimits = { entries: 500, fileBytes: maxBytes, allBytes: 50_000_000, ratio: 100 }

/** The files of a zip by their path, or every problem that its names have, or the first that its content has. */
export type Archive = { readonly files: ReadonlyMap<string, Uint8Array> } | { readonly problems: readonly Problem[] }

/** Unpacks one entry to at most so many bytes; it is given so that tests can take the counting away. */
export type Inflate = (entry: Entry, most: number) => Uint8Array | 'too-much' | 'not-as-told'

const mostProblems = 20
const megabytes = (bytes: number) => bytes / 1_000_000

/** Reads a zip file that anybody may have made. All names are looked at before the first byte is unpacked. */
export function readArchive(
  zip: Uint8Array,
  named: string,
  limits: ArchiveLimits = archiveLimits,
  inflate: Inflate = inflateCounted,
): Archive {
  const entries = readEntries(zip, limits.entries)
  if ('text' in entries) return { problems: [problem(shown(named), entries)] }
  const taken = new TakenNames()
  const problems: Problem[] = []
  const wanted: { readonly path: string; readonly entry: Entry }[] = []
  for (const entry of entries) {
    const path = pathOf(entry)
    if (path === null) continue
    if ('text' in path) problems.push(problem(shown(entry.name), path))
    else if (!taken.take(path, entry.isFolder ? 'folder' : 'file')) problems.push(problem(shown(entry.name), wrong('pathTwice')))
    else if (!entry.isFolder) wanted.push({ path: path.join('/'), entry })
  }
  if (problems.length > 0) return { problems: problems.slice(0, mostProblems) }

  const files = new Map<string, Uint8Array>()
  let unpacked = 0
  for (const { path, entry } of wanted) {
    const { most, says } = tightest(limits, zip.length, unpacked)
    const content = inflate(entry, most)
    if (content === 'too-much') return { problems: [problem(path, says)] }
    if (content === 'not-as-told' || crc32(content) !== entry.crc) return { problems: [problem(path, wrong('zipLies'))] }
    const ill = wrongWith(content)
    if (ill) return { problems: [problem(path, ill)] }
    unpacked += content.length
    files.set(path, content)
  }
  return { files }
}

/** How much may still come out of the next file, and what is said when more comes. */
function tightest({ fileBytes, allBytes, ratio }: ArchiveLimits, zipped: number, unpacked: number): { most: number; says: Wrong } {
  const rooms = [
    { most: fileBytes, says: wrong('fileLarge', { most: megabytes(fileBytes) }) },
    { most: allBytes - unpacked, says: wrong('zipMuch', { most: megabytes(allBytes) }) },
    { most: ratio * zipped - unpacked, says: wrong('zipRatio', { most: ratio }) },
  ]
  return rooms.reduce((least, one) => (one.most < least.most ? one : least))
}

/** Counts what comes out, not what the headers promise, and stops at the first byte too many. */
export function inflateCounted(entry: Entry, most: number): ReturnType<Inflate> {
  if (!entry.isPacked) return entry.data.length > most ? 'too-much' : entry.data
  try {
    const content = inflateRawSync(entry.data, { maxOutputLength: Math.max(1, most) })
    if (content.length > most) return 'too-much'
    return content.length === entry.size ? content : 'not-as-told'
  } catch (error) {
    return error instanceof RangeError ? 'too-much' : 'not-as-told'
  }
}

const archiveSigns = ['504b0304', '504b0506', '1f8b', '377abcaf', '52617221']

function wrongWith(content: Uint8Array): Wrong | null {
  const head = Buffer.from(content.subarray(0, 4)).toString('hex')
  if (archiveSigns.some((sign) => head.startsWith(sign))) return wrong('nestedZip')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content)
    // eslint-disable-next-line no-control-regex -- These are what no text holds.
    return /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text) ? wrong('notText') : null
  } catch {
    return wrong('notText')
  }
}
