import { wrong, type Wrong } from '../../shared/exercise/problem.ts'

/** One entry of a zip file as its directory tells of it; nothing is unpacked yet. */
export interface Entry {
  /** As it stands there; null where the bytes are no text. */
  readonly name: string | null
  readonly isFolder: boolean
  /** The sort of file in the upper bits of a Unix mode: 0 where the zip was made elsewhere. */
  readonly sort: number
  readonly isPacked: boolean
  /** What the directory says of the content. */
  readonly size: number
  readonly crc: number
  readonly data: Uint8Array
}

const endSign = 0x06054b50
const entrySign = 0x02014b50
const localSign = 0x04034b50
const endLength = 22
const longestComment = 65_535
const flags = { locked: 0x2041, sizesFollow: 0x8, utf8: 0x800 }

/**
 * Reads the directory of a zip file, and compares each line of it with what stands before the data. What ordinary programs
 * never make is refused: parts that overlap, bytes that belong to nothing, a second name for the same data, zip64.
 */
export function readEntries(zip: Uint8Array, most: number): readonly Entry[] | Wrong {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = findEnd(view)
  if (end === null) return wrong('notZip')
  const count = view.getUint16(end + 10, true)
  const start = view.getUint32(end + 16, true)
  const isOneDisk = view.getUint32(end + 4, true) === 0 && view.getUint16(end + 8, true) === count
  if (!isOneDisk || start + view.getUint32(end + 12, true) !== end) return wrong('zipDamaged')
  const entries: Entry[] = []
  const spans: (readonly [number, number])[] = []
  let at = start
  while (at < end) {
    // The number of entries is counted, not believed.
    if (entries.length === most) return wrong('zipMany', { most })
    const length = lengthAt(view, at, end)
    const read = length === null ? wrong('zipDamaged') : readEntry(view, at, start)
    if (length === null || 'text' in read) return 'text' in read ? read : wrong('zipDamaged')
    entries.push(read.entry)
    spans.push(read.span)
    at += length
  }
  if (at !== end || entries.length !== count || !lieSideBySide(spans)) return wrong('zipDamaged')
  return entries
}

/** The last record of the file: whatever follows it must be its comment. */
function findEnd(view: DataView): number | null {
  const last = view.byteLength - endLength
  for (let at = last; at >= Math.max(0, last - longestComment); at--)
    if (view.getUint32(at, true) === endSign && at + endLength + view.getUint16(at + 20, true) === view.byteLength) return at
  return null
}

function lengthAt(view: DataView, at: number, end: number): number | null {
  if (at + 46 > end || view.getUint32(at, true) !== entrySign) return null
  const length = 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  return at + length > end ? null : length
}

function readEntry(view: DataView, at: number, dataEnd: number): { entry: Entry; span: readonly [number, number] } | Wrong {
  const short = (offset: number) => view.getUint16(offset, true)
  const long = (offset: number) => view.getUint32(offset, true)
  const [flag, method, nameLength] = [short(at + 8), short(at + 10), short(at + 28)]
  const [crc, packed, size, local] = [long(at + 16), long(at + 20), long(at + 24), long(at + 42)]
  if ((flag & flags.locked) !== 0) return wrong('zipLocked')
  if ((method !== 0 && method !== 8) || (method === 0 && packed !== size)) return wrong('zipDamaged')
  if (local + 30 > dataEnd || long(local) !== localSign) return wrong('zipDamaged')
  const from = local + 30 + short(local + 26) + short(local + 28)
  if (from + packed > dataEnd) return wrong('zipDamaged')
  const bytes = (offset: number, length: number) => new Uint8Array(view.buffer, view.byteOffset + offset, length)
  const name = bytes(at + 46, nameLength)
  const isSame =
    short(local + 6) === flag && short(local + 8) === method && Buffer.compare(bytes(local + 30, short(local + 26)), name) === 0
  const saysSame = (flag & flags.sizesFollow) !== 0 || (long(local + 18) === packed && long(local + 22) === size)
  if (!isSame || !saysSame) return wrong('zipLies')
  const text = decode(name, (flag & flags.utf8) !== 0 ? 'utf-8' : 'latin1')
  const mode = long(at + 38) >>> 16
  return {
    entry: {
      name: text,
      isFolder: text?.endsWith('/') ?? false,
      sort: mode & 0xf000,
      isPacked: method === 8,
      size,
      crc,
      data: bytes(from, packed),
    },
    span: [local, from + packed],
  }
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** From the first byte on, and none inside another: overlapping data is how a small file says the same thing a thousand times. */
function lieSideBySide(spans: readonly (readonly [number, number])[]): boolean {
  const sorted = spans.toSorted((one, other) => one[0] - other[0])
  return sorted.every(([from], index) => (index === 0 ? from === 0 : from >= (sorted[index - 1]?.[1] ?? 0)))
}
