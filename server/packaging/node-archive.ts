import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { targets, type Target } from './launchers.ts'

/** The program and its licence, in a folder of their own. */
export interface UnpackedNode {
  readonly binary: string
  readonly license: string
}

/** The oldest Node that the server runs on as it is. */
const least = 24
const archives = /\.(tar\.gz|tar\.xz|zip)$/

/** True for an archive as nodejs.org offers it; else the file is taken for the program itself. */
export const isArchive = (file: string): boolean => archives.test(file)

/**
 * The Node of an archive from nodejs.org, unpacked into `into`. The archive must be the one that the checksum names
 * (`SHASUMS256.txt` stands beside it there), of Node 24 or later, and for the target: each is looked at, for a package is run by people who cannot.
 */
export function unpackNode(archive: string, sha256: string | undefined, target: Target, into: string): UnpackedNode {
  if (!existsSync(archive)) throw new Error(`There is no file ${archive}.`)
  if (sha256 === undefined || !/^[0-9a-f]{64}$/i.test(sha256))
    throw new Error('Say with --sha256 which checksum the archive has: it stands in SHASUMS256.txt beside it on nodejs.org.')
  const found = createHash('sha256').update(readFileSync(archive)).digest('hex')
  if (found !== sha256.toLowerCase())
    throw new Error(`The archive is not the one of that checksum: its own is ${found}. Download it again.`)
  mkdirSync(into, { recursive: true })
  // Of Windows 10, macOS and Linux alike; it reads all three sorts of archive where it was built to.
  execFileSync('tar', ['-xf', archive, '-C', into], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [top = '', ...more] = readdirSync(into)
  const version = Number(/^node-v(\d+)\./.exec(top)?.[1] ?? 0)
  if (more.length > 0 || version === 0) throw new Error('This is not an archive of Node as nodejs.org makes it.')
  if (version < least) throw new Error(`This is Node ${String(version)}; Roundtable needs ${String(least)} or later.`)
  const binary = join(into, top, ...(target.startsWith('win') ? ['node.exe'] : ['bin', 'node']))
  if (!existsSync(binary)) throw new Error(`The archive has no program for ${target}.`)
  return { binary, license: join(into, top, 'LICENSE') }
}

/** Throws when a program is for another computer than the target. */
export function checkProgram(binary: string, target: Target): void {
  const made = targetOf(binary)
  if (made !== target) throw new Error(`This Node is for ${made ?? 'no computer that we know'}, and the package is for ${target}.`)
}

/** Which computer a program is for, by the first bytes of the file; null for one that is none of ours. */
export function targetOf(binary: string): Target | null {
  const head = Buffer.alloc(4096)
  const file = openSync(binary, 'r')
  readSync(file, head, 0, head.length, 0)
  closeSync(file)
  const cpu = (codes: Readonly<Record<number, string>>, code: number) => codes[code] ?? '?'
  const name = () => {
    if (head.readUInt32BE(0) === 0x7f454c46) return `linux-${cpu({ 0x3e: 'x64', 0xb7: 'arm64' }, head.readUInt16LE(18))}`
    if (head.readUInt32LE(0) === 0xfeedfacf) return `darwin-${cpu({ 0x01000007: 'x64', 0x0100000c: 'arm64' }, head.readUInt32LE(4))}`
    const at = head.readUInt32LE(0x3c)
    const isWindows = head.toString('latin1', 0, 2) === 'MZ' && at < head.length - 8 && head.toString('latin1', at, at + 2) === 'PE'
    return isWindows ? `win-${cpu({ 0x8664: 'x64' }, head.readUInt16LE(at + 4))}` : ''
  }
  return targets.find((one) => one === name()) ?? null
}
