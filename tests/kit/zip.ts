import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of a zip file that a test makes; whatever is not given is as an honest program writes it. */
export interface Part {
  readonly name: string
  readonly content?: string | Uint8Array
  /** The bytes of the name, where they are not UTF-8. */
  readonly rawName?: Uint8Array
  readonly stored?: boolean
  /** Unix mode, as `ls` knows it: 0o120777 is a link. */
  readonly mode?: number
  readonly flags?: number
  readonly method?: number
  /** What the headers claim instead of the truth. */
  readonly size?: number
  readonly packedSize?: number
  readonly crc?: number
  /** The name before the data, where it differs from that of the directory. */
  readonly localName?: string
  /** Where the directory says that the data begin. */
  readonly offset?: number
  readonly packed?: Uint8Array
  /** Left out of the data: the directory points at what another entry has. */
  readonly absent?: boolean
}

export interface Ending {
  readonly count?: number
  readonly comment?: Uint8Array
  readonly before?: Uint8Array
  readonly disk?: number
  readonly start?: number
  readonly tail?: Uint8Array
}

/** A zip file, byte by byte, so that it can lie in every place. */
export function makeZip(parts: readonly Part[], ending: Ending = {}): Uint8Array {
  const pieces: Uint8Array[] = [ending.before ?? new Uint8Array()]
  const directory: Uint8Array[] = []
  let at = pieces[0]?.length ?? 0
  for (const part of parts) {
    const content = typeof part.content === 'string' ? Buffer.from(part.content) : (part.content ?? new Uint8Array())
    const packed = part.packed ?? (part.stored ? content : deflateRawSync(content))
    const name = part.rawName ?? Buffer.from(part.name)
    const head = {
      flags: part.flags ?? 0x800,
      method: part.method ?? (part.stored ? 0 : 8),
      crc: part.crc ?? crc32(content),
      packed: part.packedSize ?? packed.length,
      size: part.size ?? content.length,
    }
    directory.push(directoryLine(head, name, part.mode ?? 0o100644, part.offset ?? at))
    if (part.absent) continue
    const local = [localHead(head, part.localName === undefined ? name : Buffer.from(part.localName)), packed]
    pieces.push(...local)
    at += local.reduce((sum, piece) => sum + piece.length, 0)
  }
  const lines = Buffer.concat(directory)
  const comment = ending.comment ?? new Uint8Array()
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(ending.disk ?? 0, 4)
  end.writeUInt16LE(ending.count ?? parts.length, 8)
  end.writeUInt16LE(ending.count ?? parts.length, 10)
  end.writeUInt32LE(lines.length, 12)
  end.writeUInt32LE(ending.start ?? at, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...pieces, lines, end, comment, ending.tail ?? new Uint8Array()])
}

interface Head {
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
}

function localHead({ flags, method, crc, packed, size }: Head, name: Uint8Array): Uint8Array {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(flags, 6)
  head.writeUInt16LE(method, 8)
  head.writeUInt32LE(crc, 14)
  head.writeUInt32LE(packed, 18)
  head.writeUInt32LE(size, 22)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, name])
}

function directoryLine({ flags, method, crc, packed, size }: Head, name: Uint8Array, mode: number, offset: number): Uint8Array {
  const line = Buffer.alloc(46)
  line.writeUInt32LE(0x02014b50, 0)
  line.writeUInt16LE(0x0314, 4)
  line.writeUInt16LE(20, 6)
  line.writeUInt16LE(flags, 8)
  line.writeUInt16LE(method, 10)
  line.writeUInt32LE(crc, 16)
  line.writeUInt32LE(packed, 20)
  line.writeUInt32LE(size, 24)
  line.writeUInt16LE(name.length, 28)
  line.writeUInt32LE((mode << 16) >>> 0, 38)
  line.writeUInt32LE(offset, 42)
  return Buffer.concat([line, name])
}
