/** How wide each letter of a font is, and how high its lines are, in parts of its size. */
export interface Letters {
  readonly line: number
  width(code: number): number
}

/** What a font file (TrueType) says of its letters; only the tables `head`, `hhea`, `hmtx` and `cmap` are read. */
export function readLetters(file: Buffer): Letters {
  const tables = new Map<string, number>()
  for (let at = 0; at < file.readUInt16BE(4); at++)
    tables.set(file.toString('latin1', 12 + at * 16, 16 + at * 16), file.readUInt32BE(20 + at * 16))
  const table = (name: string) => tables.get(name) ?? 0
  const unit = file.readUInt16BE(table('head') + 18)
  const [ascent, descent, gap] = [4, 6, 8].map((at) => file.readInt16BE(table('hhea') + at)) as [number, number, number]
  const count = file.readUInt16BE(table('hhea') + 34)
  const widthOf = (glyph: number) => file.readUInt16BE(table('hmtx') + Math.min(glyph, count - 1) * 4) / unit
  // Letters that the font lacks are drawn from another: as wide as most.
  const widths = new Float32Array(0x1_00_00).fill(0.6)
  for (const [code, glyph] of glyphs(file, table('cmap'))) if (glyph !== 0) widths[code] = widthOf(glyph)
  return { line: (ascent - descent + gap) / unit, width: (code) => widths[code] ?? 0.6 }
}

/** Letters and their glyphs, of the sub-table for the basic plane (format 4). */
function* glyphs(file: Buffer, cmap: number): Generator<[code: number, glyph: number]> {
  for (let record = 0; record < file.readUInt16BE(cmap + 2); record++) {
    const at = cmap + file.readUInt32BE(cmap + 8 + record * 8)
    if (file.readUInt16BE(at) !== 4) continue
    const size = file.readUInt16BE(at + 6)
    for (let segment = 0; segment < size; segment += 2) {
      const end = file.readUInt16BE(at + 14 + segment)
      const start = file.readUInt16BE(at + 16 + size + segment)
      const delta = file.readInt16BE(at + 16 + 2 * size + segment)
      const place = at + 16 + 3 * size + segment
      const offset = file.readUInt16BE(place)
      for (let code = start; code <= end && code < 0xff_ff; code++) {
        const glyph = offset === 0 ? code : file.readUInt16BE(place + offset + 2 * (code - start))
        yield [code, offset !== 0 && glyph === 0 ? 0 : (glyph + delta) & 0xff_ff]
      }
    }
    return
  }
}

const breaksAfter = new Set([...' -–—\u200b'].map((sign) => sign.charCodeAt(0)))
const space = 32
const newLine = 10

/** How many lines a text needs where a line has room for so many sizes of its letters. */
export function countLines(text: string, letters: Letters, room: number): number {
  let lines = 1
  // Where the line stands, and where the word began that may go to the next.
  let [x, word] = [0, 0]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === newLine) {
      lines++
      x = word = 0
      continue
    }
    const width = letters.width(code)
    x += width
    if (x > room && code !== space) {
      lines++
      // A word that alone is wider than the line is broken where the line ends.
      x = word > 0 && x - word <= room ? x - word : width
      word = 0
    }
    if (breaksAfter.has(code)) word = x
  }
  return lines
}
