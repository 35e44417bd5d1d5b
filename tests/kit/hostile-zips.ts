import { deflateRawSync } from 'node:zlib'
import { makeZip, type Part } from './zip.ts'

/** A zip file that must not come in, and the text of the section `mistakes` that says why. */
export interface Hostile {
  readonly what: string
  readonly zip: Uint8Array
  readonly says: string
}

/** Zip files as attackers and broken programs make them, around the files of a good exercise named `good`. */
export function hostileZips(good: readonly Part[]): Hostile[] {
  const hostile = (what: string, says: string, zip: Uint8Array): Hostile => ({ what, says: `mistakes.${says}`, zip })
  const beside = (what: string, says: string, ...more: readonly Part[]) => hostile(what, says, makeZip([...good, ...more]))
  const named = (name: string, says: string) => beside(`the name ${JSON.stringify(name)}`, says, { name, content: 'text' })
  const zeros = (bytes: number) => new Uint8Array(bytes)
  const whole = makeZip(good)
  const spaces = (megabytes: number) => Buffer.alloc(megabytes * 1_000_000, 0x20)
  const md = (index: number, content: string | Uint8Array): Part => ({ name: `good/note${index}.md`, content })
  const text = noise(999_000)
  const packed = deflateRawSync(text)
  const noisy = Array.from({ length: 53 }, (_, index) => ({ ...md(index, text), packed }))
  const inner = makeZip([{ name: 'inner.yaml', content: spaces(5) }])
  const shared = deflateRawSync(spaces(1))

  return [
    hostile('nothing', 'notZip', zeros(0)),
    hostile('zeros', 'notZip', zeros(10_000)),
    hostile('a text', 'notZip', Buffer.from('kinds: {}\n'.repeat(100))),
    hostile('a zip that was cut off', 'notZip', whole.slice(0, whole.length - 30)),
    hostile('bytes behind the end', 'notZip', makeZip(good, { tail: Buffer.from('and more') })),
    hostile('a directory that lies elsewhere', 'zipDamaged', makeZip(good, { start: 7 })),
    hostile('a directory beyond the file', 'zipDamaged', makeZip(good, { start: 0xffffffff })),
    hostile('fewer entries than there are', 'zipDamaged', makeZip(good, { count: 1 })),
    hostile('more entries than there are', 'zipDamaged', makeZip(good, { count: 400 })),
    hostile('65,535 entries announced, as zip64 does', 'zipDamaged', makeZip(good, { count: 0xffff })),
    hostile('a second disk', 'zipDamaged', makeZip(good, { disk: 1 })),
    hostile('a program before the first entry', 'zipDamaged', makeZip(good, { before: Buffer.from('MZ, a program') })),
    hostile('501 entries', 'zipMany', makeZip([...good, ...Array.from({ length: 501 - good.length }, (_, index) => md(index, 'x'))])),
    hostile('60,000 entries', 'zipMany', makeZip(Array.from({ length: 60_000 }, (_, index) => md(index, '')))),
    hostile(
      '10,000 empty folders',
      'zipMany',
      makeZip(Array.from({ length: 10_000 }, (_, index) => ({ name: `good/f${index}/`, mode: 0o40755 }))),
    ),

    named('../evil.yaml', 'pathLeadsOut'),
    named('good/../../evil.yaml', 'pathLeadsOut'),
    named('good/./evil.yaml', 'pathLeadsOut'),
    named('good/texts/..', 'pathLeadsOut'),
    named('/etc/evil.yaml', 'pathAbsolute'),
    named('C:/evil.yaml', 'pathAbsolute'),
    named('c:evil.yaml', 'pathAbsolute'),
    named('..\\evil.yaml', 'pathBackslash'),
    named('good\\evil.yaml', 'pathBackslash'),
    named('\\\\host\\share\\evil.yaml', 'pathBackslash'),
    named('good/evil\u0000.yaml', 'pathLetters'),
    named('good/line\nbreak.yaml', 'pathLetters'),
    named('good//evil.yaml', 'pathLetters'),
    named('good/.hidden.yaml', 'pathLetters'),
    named('good/con.yaml', 'pathLetters'),
    named('good/LPT1.md', 'pathLetters'),
    named('good/evil.yaml.', 'pathLetters'),
    named('good/уловка.yaml', 'pathLetters'),
    named('good/\u202elmay.evil.md', 'pathLetters'),
    named(`good/${'x'.repeat(200)}.md`, 'pathLetters'),
    named('good/a/b/c/d/e/f/g.md', 'pathDeep'),
    beside('a name that is no UTF-8', 'pathLetters', { name: '', rawName: Buffer.from([0x67, 0x2f, 0xc3, 0x28, 0x2e, 0x6d, 0x64]) }),
    beside('a name of nothing', 'pathLetters', { name: '', content: 'text' }),
    beside('a name that stands twice', 'pathTwice', { name: 'good/exercise.yaml', content: 'other' }),
    beside('a name that stands twice in other letters', 'pathTwice', { name: 'GOOD/Exercise.YAML', content: 'other' }),
    beside('a file that is a folder as well', 'pathTwice', { name: 'good/exercise.yaml/more.md', content: 'other' }),
    beside('a folder that is a file as well', 'wrongFile', { name: 'good/texts', content: 'other' }),
    beside('another name before the data', 'zipLies', { name: 'good/note.md', localName: '../../up.md', content: 'text' }),

    beside('a link', 'linkInZip', { name: 'good/link.md', content: '/etc/passwd', mode: 0o120777 }),
    beside('a link to a folder', 'linkInZip', { name: 'good/out/', content: '/etc', mode: 0o120777 }),
    beside('a device', 'linkInZip', { name: 'good/null.md', mode: 0o020666 }),
    beside('a folder that says it is a file', 'linkInZip', { name: 'good/folder/', mode: 0o100644 }),

    beside('an archive', 'nestedZip', { name: 'good/inner.zip', content: inner }),
    beside('an archive under a plain name', 'nestedZip', { name: 'good/inner.md', content: inner }),
    beside('a gzip under a plain name', 'nestedZip', { name: 'good/inner.json', content: Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]) }),
    beside('a program', 'wrongFile', { name: 'good/run.sh', content: 'rm -rf ~' }),
    beside('a page', 'wrongFile', { name: 'good/page.html', content: '<script>alert(1)</script>' }),
    beside('a picture', 'wrongFile', { name: 'good/picture.svg', content: '<svg/>' }),
    beside('UTF-16', 'notText', { name: 'good/note.md', content: Buffer.from('\ufefftext', 'utf16le') }),
    beside('Windows-1251', 'notText', { name: 'good/note.md', content: Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]) }),
    beside('bytes under a plain name', 'notText', { name: 'good/note.md', content: Buffer.from([0, 1, 2, 3]) }),

    beside('a locked entry', 'zipLocked', { name: 'good/note.md', content: 'text', flags: 0x801 }),
    beside('an unknown way of packing', 'zipDamaged', { name: 'good/note.md', content: 'text', method: 99 }),
    beside('bytes that were never packed', 'zipLies', { name: 'good/note.md', packed: Buffer.from('not deflate at all'), size: 18 }),
    beside('a wrong checksum', 'zipLies', { name: 'good/note.md', content: 'text', crc: 1 }),
    beside('data beyond the file', 'zipDamaged', { name: 'good/note.md', content: 'text', packedSize: 0x7fffffff }),
    beside('an offset beyond the file', 'zipDamaged', { name: 'good/note.md', content: 'text', offset: 0x7fffffff }),
    hostile('one piece of data under a hundred names', 'zipDamaged', makeZip([...good, ...manyOfOne(shared, good)])),

    beside('a bomb of one file', 'fileLarge', md(0, spaces(60))),
    beside('a bomb that says it is small', 'fileLarge', { ...md(0, spaces(60)), size: 100 }),
    beside('a file that is larger than it says', 'zipLies', { ...md(0, text.subarray(0, 400_000)), size: 100 }),
    beside('a file that is smaller than it says', 'zipLies', { ...md(0, 'text'), size: 900_000 }),
    beside('a bomb of many files', 'zipRatio', ...Array.from({ length: 60 }, (_, index) => md(index, spaces(1)))),
    beside('more than 50 MB of honest text', 'zipMuch', ...noisy),
    hostile('no exercise', 'noExercise', makeZip([md(0, 'text')])),
    hostile('two exercises', 'twoFolders', makeZip([...good, ...good.map((part) => ({ ...part, name: `other/${part.name.slice(5)}` }))])),
    beside('a file beside the folder', 'twoFolders', { name: 'note.md', content: 'text' }),
  ]
}

/** Overlapping entries, after David Fifield: small on the wire, and each of them counts in full. */
function manyOfOne(packed: Uint8Array, good: readonly Part[]): Part[] {
  const at = makeZip(good).length - 22 - good.reduce((sum, { name }) => sum + 46 + Buffer.byteLength(name), 0)
  const one = { name: 'good/same.md', content: Buffer.alloc(1_000_000, 0x20), packed }
  return [one, ...Array.from({ length: 100 }, () => ({ ...one, offset: at, absent: true }))]
}

/** Text of two letters without a pattern: it packs to a seventh, so that no ratio is reached. */
export function noise(length: number): Uint8Array {
  let state = 1
  return Uint8Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return 97 + ((state >> 16) % 2)
  })
}
