import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { targets, type Target } from '../../server/packaging/launchers.ts'
import { checkProgram, isArchive, targetOf, unpackNode } from '../../server/packaging/node-archive.ts'

/** The Node that runs this test, packed as nodejs.org packs it: a package is made from such an archive. */
const dir = mkdtempSync(join(tmpdir(), 'roundtable-node-'))
const own = `${process.platform}-${process.arch}` as Target
const packed = (name: string, level = 0) => {
  const folder = join(dir, 'packing', name)
  mkdirSync(join(folder, 'bin'), { recursive: true })
  copyFileSync(process.execPath, join(folder, 'bin', 'node'))
  writeFileSync(join(folder, 'LICENSE'), 'Terms.')
  const archive = join(dir, `${name}.tar.gz`)
  // Packed lightly, or not made smaller at all: at the usual level three of them would take a quarter of a minute.
  const tar = execFileSync('tar', ['-C', join(dir, 'packing'), '-cf', '-', name], { maxBuffer: 1_000_000_000 })
  writeFileSync(archive, gzipSync(tar, { level }))
  return { archive, sha256: createHash('sha256').update(readFileSync(archive)).digest('hex') }
}
let right: ReturnType<typeof packed>
beforeAll(() => (right = packed(`node-v24.21.0-${own}`, 1)))
afterAll(() => rmSync(dir, { recursive: true }))

test.skipIf(process.platform === 'win32')('the Node of an archive is unpacked, is for this computer, and runs', () => {
  const { binary, license } = unpackNode(right.archive, right.sha256.toUpperCase(), own, join(dir, 'a'))
  checkProgram(binary, own)
  expect(spawnSync(binary, ['--version']).stdout.toString().trim()).toBe(process.version)
  expect(readFileSync(license, 'utf8')).toBe('Terms.')
  expect([isArchive(right.archive), isArchive(process.execPath)]).toEqual([true, false])
})

test.skipIf(process.platform === 'win32')('an archive that is another, too old, or no Node is refused in words', () => {
  const into = (name: string) => join(dir, name)
  expect(() => unpackNode(right.archive, undefined, own, into('b'))).toThrow('--sha256')
  expect(() => unpackNode(right.archive, '0'.repeat(64), own, into('c'))).toThrow(`its own is ${right.sha256}`)
  expect(() => unpackNode(join(dir, 'none.tar.gz'), right.sha256, own, into('d'))).toThrow('There is no file')
  const old = packed(`node-v20.1.0-${own}`)
  expect(() => unpackNode(old.archive, old.sha256, own, into('e'))).toThrow('This is Node 20')
  const other = packed('something')
  expect(() => unpackNode(other.archive, other.sha256, own, into('f'))).toThrow('not an archive of Node')
})

test('which computer a program is for is read from its first bytes; for another target it is refused', () => {
  const file = (name: string, write: (head: Buffer) => void) => {
    const head = Buffer.alloc(4096)
    write(head)
    writeFileSync(join(dir, name), head)
    return join(dir, name)
  }
  const elf = (machine: number) => (head: Buffer) => (head.writeUInt32BE(0x7f454c46, 0), head.writeUInt16LE(machine, 18))
  const mach = (cpu: number) => (head: Buffer) => (head.writeUInt32LE(0xfeedfacf, 0), head.writeUInt32LE(cpu, 4))
  const windows = (head: Buffer) => (
    head.write('MZ', 0),
    head.writeUInt32LE(128, 0x3c),
    head.write('PE', 128),
    head.writeUInt16LE(0x8664, 132)
  )
  const made = [elf(0x3e), elf(0xb7), windows, mach(0x0100000c), mach(0x01000007)].map((write, at) => file(`p${String(at)}`, write))
  expect(made.map(targetOf)).toEqual(targets)
  expect(targetOf(file('none', () => undefined))).toBeNull()
  expect(() => checkProgram(made[0]!, 'darwin-arm64')).toThrow('This Node is for linux-x64, and the package is for darwin-arm64.')
})
